package io.mqttboot.spring.service;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;

import io.mqttboot.client.spi.MqttPublishResult;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;

/**
 * What a native image has to know of an exchange method: itself, its payload and its
 * answer.
 */
final class ExchangeReflectiveProcessor implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Class<?> type) {
			hints.registerType(type);
		}
		if (element instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			for (int i = 0; i < method.getParameterCount(); i++) {
				MethodParameter parameter = new MethodParameter(method, i);
				if (!parameter.hasParameterAnnotation(DestinationVariable.class)
						&& !parameter.hasParameterAnnotation(Header.class)) {
					this.binding.registerReflectionHints(hints, parameter.getGenericParameterType());
				}
			}
			ResolvableType answer = ResolvableType.forMethodReturnType(method);
			register(hints,
					CompletionStage.class.isAssignableFrom(method.getReturnType()) ? answer.getGeneric() : answer);
		}
	}

	private void register(ReflectionHints hints, ResolvableType type) {
		@Nullable Class<?> resolved = type.resolve();
		if (resolved != null && resolved != void.class && resolved != Void.class
				&& resolved != MqttPublishResult.class) {
			this.binding.registerReflectionHints(hints, type.getType());
		}
	}

}
