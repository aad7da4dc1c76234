package io.mqttboot.client.internal.session;

import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.spi.MqttPublishResult;

/**
 * A message that the application published, until it is delivered.
 */
final class Delivery {

	// what a message costs beside its topic and its payload
	private static final int OVERHEAD_BYTES = 96;

	final MqttMessage message;

	final CompletableFuture<MqttPublishResult> result;

	final int bytes;

	// of this connection
	long sentMillis;

	int repeats;

	Delivery(MqttMessage message, CompletableFuture<MqttPublishResult> result) {
		this.message = message;
		this.result = result;
		this.bytes = OVERHEAD_BYTES + message.topic().length() + message.payloadBytes();
	}

}
