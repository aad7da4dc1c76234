package io.mqttboot.spring.listener;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttAcknowledgment;
import org.jspecify.annotations.Nullable;

/**
 * A source whose messages come when a test says so.
 */
final class ManualSource implements Source {

	final Set<String> open = new LinkedHashSet<>();

	final List<CompletableFuture<Map<String, MqttReasonCode>>> answers = new ArrayList<>();

	int closed;

	boolean lasting;

	@Nullable MqttQos qos;

	private @Nullable Receiver receiver;

	@Override
	public boolean isEarly() {
		return true;
	}

	@Override
	public boolean isTransient() {
		return !this.lasting;
	}

	@Override
	public Handle open(Set<String> filters, MqttQos highest, Receiver taker) {
		this.open.addAll(filters);
		this.receiver = taker;
		this.qos = highest;
		CompletableFuture<Map<String, MqttReasonCode>> granted = new CompletableFuture<>();
		this.answers.add(granted);
		return new Handle() {

			@Override
			public CompletableFuture<Map<String, MqttReasonCode>> granted() {
				return granted;
			}

			@Override
			public CompletableFuture<Void> close() {
				ManualSource.this.closed++;
				return CompletableFuture.completedFuture(null);
			}

		};
	}

	Ack message(String topic, String payload) {
		return message(MqttMessage.of(topic, payload, MqttQos.AT_LEAST_ONCE, false));
	}

	Ack message(MqttMessage message) {
		Ack ack = new Ack();
		Objects.requireNonNull(this.receiver, "not subscribed").receive(message, null, ack);
		return ack;
	}

	/** What has become of a message. */
	static final class Ack implements MqttAcknowledgment {

		volatile int acknowledged;

		volatile @Nullable MqttReasonCode refused;

		@Override
		public void acknowledge() {
			this.acknowledged++;
		}

		@Override
		public void refuse(MqttReasonCode reason) {
			this.refused = reason;
		}

		boolean isOpen() {
			return this.acknowledged == 0 && this.refused == null;
		}

	}

}
