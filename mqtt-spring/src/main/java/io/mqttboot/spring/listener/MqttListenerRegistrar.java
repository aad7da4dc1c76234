package io.mqttboot.spring.listener;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Validator;

/**
 * What an application adds to its listener methods, in {@link MqttListenerConfigurer}
 * beans.
 */
public class MqttListenerRegistrar {

	/** An endpoint with who makes its container. */
	record Registration(MqttListenerEndpoint endpoint, @Nullable MqttListenerContainerFactory factory) {
	}

	private final List<Registration> registrations = new ArrayList<>();

	private final List<HandlerMethodArgumentResolver> argumentResolvers = new ArrayList<>();

	private @Nullable Validator validator;

	private @Nullable MessageConverter messageConverter;

	/**
	 * Creates a registrar.
	 */
	public MqttListenerRegistrar() {
	}

	/**
	 * Adds a listener that was made by hand.
	 * @param endpoint the listener
	 */
	public void register(MqttListenerEndpoint endpoint) {
		this.registrations.add(new Registration(endpoint, null));
	}

	/**
	 * Adds a listener that was made by hand.
	 * @param endpoint the listener
	 * @param factory who makes its container
	 */
	public void register(MqttListenerEndpoint endpoint, MqttListenerContainerFactory factory) {
		this.registrations.add(new Registration(endpoint, factory));
	}

	/**
	 * Adds something that knows arguments of listener methods; it is asked before others.
	 * @param resolver the resolver
	 */
	public void addArgumentResolver(HandlerMethodArgumentResolver resolver) {
		this.argumentResolvers.add(resolver);
	}

	/**
	 * Sets who validates payloads; without it the only, or primary, bean of that type
	 * does, if there is one.
	 * @param validator the validator
	 */
	public void setValidator(Validator validator) {
		this.validator = validator;
	}

	/**
	 * Sets what reads payloads for all listener methods; without it the converter of
	 * their container factory does.
	 * @param messageConverter the converter
	 */
	public void setMessageConverter(MessageConverter messageConverter) {
		this.messageConverter = messageConverter;
	}

	/**
	 * Returns what knows arguments.
	 * @return the resolvers in their order
	 */
	public List<HandlerMethodArgumentResolver> argumentResolvers() {
		return List.copyOf(this.argumentResolvers);
	}

	/**
	 * Returns who validates payloads.
	 * @return the validator, {@code null} if none was set
	 */
	public @Nullable Validator validator() {
		return this.validator;
	}

	/**
	 * Returns what reads payloads.
	 * @return the converter, {@code null} if none was set
	 */
	public @Nullable MessageConverter messageConverter() {
		return this.messageConverter;
	}

	/**
	 * Registers what was added.
	 * @param registry where
	 */
	public void registerWith(MqttListenerEndpointRegistry registry) {
		for (Registration each : this.registrations) {
			registry.register(each.endpoint(), (each.factory() != null) ? each.factory() : registry.factory(""));
		}
		this.registrations.clear();
	}

}
