package io.mqttboot.spring.listener;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.spring.MqttHeaders;
import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.MqttTopicTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Sends what listeners answer: to the response topic of the message, or else to where the
 * listener says, with the correlation data of the message.
 */
final class Replies {

	private static final Logger logger = LoggerFactory.getLogger(Replies.class);

	private final Supplier<MqttOperations> operations;

	private final @Nullable MqttTopicTemplate sendTo;

	Replies(Supplier<MqttOperations> operations, @Nullable MqttTopicTemplate sendTo) {
		this.operations = operations;
		this.sendTo = sendTo;
	}

	/** Sends an answer; what comes back completes when it is sent. */
	CompletableFuture<?> send(MqttReceived received, Object value) {
		MqttMessage message = received.message();
		String topic = topic(received);
		if (topic == null) {
			logger.debug("A message on '{}' names no response topic; the listener's answer goes nowhere",
					message.topic());
			return CompletableFuture.completedFuture(null);
		}
		MessageBuilder<?> answer = (value instanceof Message<?> same) ? MessageBuilder.fromMessage(same)
				: MessageBuilder.withPayload(value);
		answer.setHeader(MqttHeaders.QOS, message.qos());
		ByteBuffer correlationData = message.properties().correlationData();
		if (correlationData != null) {
			answer.setHeader(MqttHeaders.CORRELATION_DATA, MqttPayload.bytes(correlationData));
		}
		return this.operations.get().send(topic, message.qos(), false, answer.build());
	}

	private @Nullable String topic(MqttReceived received) {
		String responseTopic = received.message().properties().responseTopic();
		if (responseTopic != null) {
			return responseTopic;
		}
		return (this.sendTo != null) ? this.sendTo.expand(received.variables()) : null;
	}

}
