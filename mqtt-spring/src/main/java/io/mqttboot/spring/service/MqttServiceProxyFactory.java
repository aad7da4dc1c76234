package io.mqttboot.spring.service;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.mqttboot.spring.MqttOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringValueResolver;

/**
 * Makes clients of interfaces whose methods are {@link MqttExchange}s.
 */
public final class MqttServiceProxyFactory {

	private final MqttOperations operations;

	private final StringValueResolver valueResolver;

	private MqttServiceProxyFactory(Builder builder) {
		this.operations = builder.operations;
		this.valueResolver = builder.valueResolver;
	}

	/**
	 * Begins to build a factory.
	 * @param operations who sends and asks
	 * @return a builder
	 */
	public static Builder builder(MqttOperations operations) {
		return new Builder(operations);
	}

	/**
	 * Makes a client.
	 * @param <T> the interface
	 * @param type the interface
	 * @return the client, for any number of threads
	 * @throws IllegalArgumentException if it is no interface, or one of its methods
	 * cannot be understood
	 */
	public <T> T createClient(Class<T> type) {
		if (!type.isInterface()) {
			throw new IllegalArgumentException(type.getName() + " is no interface");
		}
		Map<Method, ExchangeMethod> methods = new HashMap<>();
		MethodIntrospector
			.selectMethods(type, (Method method) -> AnnotatedElementUtils.hasAnnotation(method, MqttExchange.class))
			.forEach((method) -> methods.put(method, ExchangeMethod.of(type, method, this::resolve)));
		if (methods.isEmpty()) {
			throw new IllegalArgumentException(type.getName() + " has no method with @MqttExchange");
		}
		InvocationHandler handler = new Handler(type, this.operations, methods);
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private String resolve(String text) {
		String resolved = this.valueResolver.resolveStringValue(text);
		return (resolved != null) ? resolved : "";
	}

	/** Calls what a method stands for. */
	private record Handler(Class<?> type, MqttOperations operations,
			Map<Method, ExchangeMethod> methods) implements InvocationHandler {

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			@Nullable Object[] given = (arguments != null) ? arguments : new Object[0];
			ExchangeMethod exchange = this.methods.get(method);
			if (exchange != null) {
				return exchange.call(this.operations, given);
			}
			if (ReflectionUtils.isEqualsMethod(method)) {
				return proxy == given[0];
			}
			if (ReflectionUtils.isHashCodeMethod(method)) {
				return System.identityHashCode(proxy);
			}
			if (ReflectionUtils.isToStringMethod(method)) {
				return "MQTT client " + this.type.getName();
			}
			if (method.isDefault()) {
				return InvocationHandler.invokeDefault(proxy, method, given);
			}
			throw new IllegalStateException(method + " is no @MqttExchange");
		}

	}

	/**
	 * Builds a factory.
	 */
	public static final class Builder {

		private final MqttOperations operations;

		private StringValueResolver valueResolver = (text) -> text;

		private Builder(MqttOperations operations) {
			this.operations = Objects.requireNonNull(operations, "operations");
		}

		/**
		 * Sets what resolves {@code ${…}} in attributes.
		 * @param resolver the resolver
		 * @return this builder
		 */
		public Builder embeddedValueResolver(StringValueResolver resolver) {
			this.valueResolver = Objects.requireNonNull(resolver, "resolver");
			return this;
		}

		/**
		 * Builds the factory.
		 * @return the factory
		 */
		public MqttServiceProxyFactory build() {
			return new MqttServiceProxyFactory(this);
		}

	}

}
