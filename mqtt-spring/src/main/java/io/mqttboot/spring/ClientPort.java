package io.mqttboot.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttPublishResult;

/**
 * What a template needs of a client.
 */
interface ClientPort {

	/** Returns whether messages carry properties. */
	boolean hasProperties();

	/** Publishes. */
	CompletableFuture<MqttPublishResult> publish(MqttMessage message);

	/** Asks by response topic and correlation data. */
	CompletableFuture<MqttMessage> request(MqttMessage message, Duration timeout);

	/** Asks, for an answer on a topic of its own. */
	CompletableFuture<MqttMessage> request(MqttMessage message, String replyTopic, Predicate<MqttMessage> answers,
			Duration timeout);

	/** Returns a client as this. */
	static ClientPort of(MqttClient client) {
		return new ClientPort() {

			@Override
			public boolean hasProperties() {
				return client.config().version().is5();
			}

			@Override
			public CompletableFuture<MqttPublishResult> publish(MqttMessage message) {
				return client.publish(message);
			}

			@Override
			public CompletableFuture<MqttMessage> request(MqttMessage message, Duration timeout) {
				return client.request(message, timeout);
			}

			@Override
			public CompletableFuture<MqttMessage> request(MqttMessage message, String replyTopic,
					Predicate<MqttMessage> answers, Duration timeout) {
				return client.request(message, replyTopic, answers, timeout);
			}

		};
	}

}
