package io.mqttboot.spring.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttMessageMapping;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.converter.MessageConversionException;

/**
 * Subscribes at run time. The handlers have what listeners have: conversion, order,
 * retry, recovery. For any thread; nothing blocks.
 */
public class MqttSubscriptions {

	/** What the identifiers of the containers begin with. */
	static final String ID_PREFIX = "subscription-";

	private static final AtomicLong NUMBERS = new AtomicLong();

	private final MqttListenerEndpointRegistry registry;

	private final String client;

	/**
	 * Creates subscriptions of the client that is meant where none is named.
	 * @param registry the registry, which has their containers while they last
	 */
	public MqttSubscriptions(MqttListenerEndpointRegistry registry) {
		this(registry, MqttClients.ONLY);
	}

	private MqttSubscriptions(MqttListenerEndpointRegistry registry, String client) {
		this.registry = registry;
		this.client = client;
	}

	/**
	 * Returns subscriptions of another client.
	 * @param name its name, see {@link MqttClients}
	 * @return the subscriptions
	 */
	public MqttSubscriptions client(String name) {
		return new MqttSubscriptions(this.registry, name);
	}

	/**
	 * Subscribes with the quality of service of the container factory.
	 * @param <T> the type of the messages
	 * @param topic a topic with variables or wildcards
	 * @param type the type of the messages, {@link io.mqttboot.MqttMessage} for messages
	 * as they come
	 * @param handler who handles them
	 * @return the subscription, to be closed
	 * @throws IllegalArgumentException if the topic is none, or there is no such client
	 */
	public <T> MqttSubscription subscribe(String topic, Class<T> type, MqttSubscriptionHandler<? super T> handler) {
		return open(endpoint(topic, type, handler).build());
	}

	/**
	 * Subscribes.
	 * @param <T> the type of the messages
	 * @param topic a topic with variables or wildcards
	 * @param qos the highest quality of service
	 * @param type the type of the messages, {@link io.mqttboot.MqttMessage} for messages
	 * as they come
	 * @param handler who handles them
	 * @return the subscription, to be closed
	 * @throws IllegalArgumentException if the topic is none, or there is no such client
	 */
	public <T> MqttSubscription subscribe(String topic, MqttQos qos, Class<T> type,
			MqttSubscriptionHandler<? super T> handler) {
		return open(endpoint(topic, type, handler).qos(qos).build());
	}

	private <T> MqttListenerEndpoint.Builder endpoint(String topic, Class<T> type,
			MqttSubscriptionHandler<? super T> handler) {
		return MqttListenerEndpoint.builder(ID_PREFIX + NUMBERS.incrementAndGet())
			.topics(topic)
			.client(this.client)
			.handler((received) -> handle(received, type, handler));
	}

	private <T> @Nullable Object handle(MqttReceived received, Class<T> type,
			MqttSubscriptionHandler<? super T> handler) throws Exception {
		Object value = MqttMessageMapping.read(this.registry.factory("").getMessageConverter(), received.message(),
				type, null);
		if (value == null) {
			throw new MessageConversionException("the message on topic '" + received.message().topic()
					+ "' is empty, which is no " + type.getName());
		}
		@SuppressWarnings("unchecked") // a primitive's class cannot cast
		T message = (T) value;
		handler.onMessage(message, received.variables());
		return null;
	}

	private MqttSubscription open(MqttListenerEndpoint endpoint) {
		return new Registered(this.registry, this.registry.register(endpoint));
	}

	/** A subscription that is in the registry until it is closed. */
	private record Registered(MqttListenerEndpointRegistry registry,
			MqttListenerContainer container) implements MqttSubscription {

		@Override
		public String filter() {
			return this.container.endpoint().filters().keySet().iterator().next();
		}

		@Override
		public CompletableFuture<MqttReasonCode> granted() {
			return this.container.granted().thenApply((answers) -> answers.values().iterator().next());
		}

		@Override
		public void close() {
			closeAsync();
		}

		@Override
		public CompletableFuture<Void> closeAsync() {
			CompletableFuture<Void> gone = this.container.stop();
			this.registry.unregister(this.container.id());
			return gone;
		}

	}

}
