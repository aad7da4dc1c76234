package io.mqttboot.spring.service;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.spring.MqttMessageSpec;
import io.mqttboot.spring.MqttOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

/**
 * What a method of an interface stands for: a message to publish, or a request.
 */
final class ExchangeMethod {

	private static final Logger logger = LoggerFactory.getLogger(ExchangeMethod.class);

	private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	/** What becomes of the message. */
	private enum Kind {

		PUBLISH, PUBLISH_LATER, ASK, ASK_LATER

	}

	/** An argument that becomes a user property. */
	private record Property(int index, String name) {
	}

	private final Method method;

	private final ExchangeAttributes attributes;

	private final Kind kind;

	// the answer's type, at its level of nesting
	private final MethodParameter answer;

	// for each variable of the topic, the index of its argument
	private final int[] variables;

	private final List<Property> properties = new ArrayList<>();

	private int payload = -1;

	private ExchangeMethod(Method method, ExchangeAttributes attributes) {
		this.method = method;
		this.attributes = attributes;
		boolean later = CompletionStage.class.isAssignableFrom(method.getReturnType());
		if (later && !method.getReturnType().isAssignableFrom(CompletableFuture.class)) {
			throw refusal("returns a " + method.getReturnType().getName() + ", which is not supported");
		}
		MethodParameter returned = new MethodParameter(method, -1);
		this.answer = later ? returned.nested() : returned;
		Class<?> type = this.answer.getNestedParameterType();
		boolean publishes = type == void.class || (later && (type == MqttPublishResult.class || type == Void.class));
		this.kind = publishes ? (later ? Kind.PUBLISH_LATER : Kind.PUBLISH) : (later ? Kind.ASK_LATER : Kind.ASK);
		this.variables = new int[attributes.topic().variables().size()];
		Arrays.fill(this.variables, -1);
		for (int i = 0; i < method.getParameterCount(); i++) {
			readArgument(new MethodParameter(method, i));
		}
		for (int i = 0; i < this.variables.length; i++) {
			if (this.variables[i] < 0) {
				throw refusal("has no @DestinationVariable '" + attributes.topic().variables().get(i)
						+ "', which its topic '" + attributes.topic() + "' needs");
			}
		}
	}

	/** Understands a method, or says why it does not. */
	static ExchangeMethod of(Class<?> type, Method method, UnaryOperator<String> resolver) {
		try {
			return new ExchangeMethod(method, ExchangeAttributes.of(type, method, resolver));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(type.getName() + "." + method.getName() + ": " + ex.getMessage(), ex);
		}
	}

	private void readArgument(MethodParameter parameter) {
		parameter.initParameterNameDiscovery(NAMES);
		DestinationVariable variable = parameter.getParameterAnnotation(DestinationVariable.class);
		Header header = parameter.getParameterAnnotation(Header.class);
		int index = parameter.getParameterIndex();
		if (variable != null) {
			String name = name(variable.value(), parameter);
			int place = this.attributes.topic().variables().indexOf(name);
			if (place < 0) {
				throw refusal(
						"has a variable '" + name + "', which its topic '" + this.attributes.topic() + "' has not");
			}
			this.variables[place] = index;
		}
		else if (header != null) {
			this.properties.add(new Property(index, name(header.name(), parameter)));
		}
		else if (this.payload < 0 || parameter.hasParameterAnnotation(Payload.class)) {
			if (this.payload >= 0) {
				throw refusal("has two payloads");
			}
			this.payload = index;
		}
		else {
			throw refusal("has an argument that is neither payload nor variable nor header");
		}
	}

	private static String name(String given, MethodParameter parameter) {
		String name = given.isEmpty() ? parameter.getParameterName() : given;
		if (name == null) {
			throw refusal("has an argument without a name: compile with -parameters, or name it");
		}
		return name;
	}

	private static IllegalArgumentException refusal(String text) {
		return new IllegalArgumentException("the method " + text);
	}

	/** Calls. */
	@Nullable Object call(MqttOperations operations, @Nullable Object[] arguments) throws Exception {
		@Nullable Object[] values = new Object[this.variables.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = arguments[this.variables[i]];
		}
		MqttMessageSpec message = operations.topic(this.attributes.topic().text(), values);
		this.attributes.applyTo(message);
		for (Property each : this.properties) {
			Object value = arguments[each.index()];
			if (value != null) {
				message.property(each.name(), value.toString());
			}
		}
		if (this.payload >= 0) {
			message.payload(arguments[this.payload]);
		}
		return switch (this.kind) {
			case PUBLISH -> {
				message.send().whenComplete(this::logFailure);
				yield null;
			}
			case PUBLISH_LATER -> (this.answer.getNestedParameterType() == Void.class)
					? message.send().thenApply((result) -> null) : message.send();
			case ASK -> waitFor(message.requestAsync(this.answer));
			case ASK_LATER -> message.requestAsync(this.answer);
		};
	}

	// nobody else hears of it
	private void logFailure(MqttPublishResult result, @Nullable Throwable failure) {
		if (failure != null) {
			logger.warn("The message of {}.{} could not be published: {}",
					this.method.getDeclaringClass().getSimpleName(), this.method.getName(), failure.toString());
		}
	}

	private @Nullable Object waitFor(CompletableFuture<@Nullable Object> answer) {
		try {
			return answer.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException known) {
				throw known;
			}
			throw new MessagingException("the request of " + this.method + " failed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessagingException("interrupted while waiting for the answer to " + this.method, ex);
		}
	}

}
