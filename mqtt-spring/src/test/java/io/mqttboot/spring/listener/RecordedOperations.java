package io.mqttboot.spring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.spring.MqttMessageSpec;
import io.mqttboot.spring.MqttOperations;
import org.jspecify.annotations.Nullable;

/**
 * Operations that keep what they are told to send.
 */
final class RecordedOperations implements MqttOperations {

	/** A message that was sent with a topic. */
	record Sent(String topic, MqttQos qos, @Nullable Object payload) {
	}

	final List<Sent> sent = new ArrayList<>();

	final List<MqttMessage> messages = new ArrayList<>();

	final List<String> clients = new ArrayList<>();

	CompletableFuture<MqttPublishResult> result = CompletableFuture.completedFuture(MqttPublishResult.ACKNOWLEDGED);

	@Override
	public CompletableFuture<MqttPublishResult> send(@Nullable Object payload) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<MqttPublishResult> send(String topic, @Nullable Object payload) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<MqttPublishResult> send(String topic, MqttQos qos, @Nullable Object payload) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<MqttPublishResult> send(String topic, MqttQos qos, boolean retained,
			@Nullable Object payload) {
		this.sent.add(new Sent(topic, qos, payload));
		return this.result;
	}

	@Override
	public CompletableFuture<MqttPublishResult> send(MqttMessage message) {
		this.messages.add(message);
		return this.result;
	}

	@Override
	public MqttMessageSpec topic(String template, @Nullable Object... variables) {
		throw new UnsupportedOperationException();
	}

	@Override
	public MqttMessageSpec toDefaultTopic() {
		throw new UnsupportedOperationException();
	}

	@Override
	public MqttOperations client(String name) {
		this.clients.add(name);
		return this;
	}

}
