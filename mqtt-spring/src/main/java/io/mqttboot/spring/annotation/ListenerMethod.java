package io.mqttboot.spring.annotation;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

import io.mqttboot.spring.MqttHeaders;
import io.mqttboot.spring.MqttMessageMapping;
import io.mqttboot.spring.listener.MqttListenerHandler;
import io.mqttboot.spring.listener.MqttReceived;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.annotation.support.DestinationVariableMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method of a bean that handles messages.
 */
final class ListenerMethod implements MqttListenerHandler {

	// what arguments are made of, beside the headers that an application sees
	static final String RECEIVED = MqttHeaders.PREFIX + "received";

	private final Object bean;

	private final Method method;

	private volatile @Nullable InvocableHandlerMethod invocable;

	ListenerMethod(Object bean, Method method) {
		this.bean = bean;
		this.method = method;
	}

	Object bean() {
		return this.bean;
	}

	Method method() {
		return this.method;
	}

	/** Sets what resolves arguments; before the first message. */
	void invocable(InvocableHandlerMethod value) {
		this.invocable = value;
	}

	@Override
	public @Nullable Object handle(MqttReceived received) throws Exception {
		InvocableHandlerMethod target = this.invocable;
		if (target == null) {
			throw new IllegalStateException("the listener " + this.method + " is not prepared: this is a bug");
		}
		Map<String, Object> headers = new HashMap<>();
		headers.put(DestinationVariableMethodArgumentResolver.DESTINATION_TEMPLATE_VARIABLES_HEADER,
				received.variables());
		headers.put(RECEIVED, received);
		if (received.publisher() != null) {
			headers.put(MqttHeaders.PUBLISHER, received.publisher());
		}
		return target.invoke(MqttMessageMapping.toSpring(received.message(), headers));
	}

}
