package io.mqttboot.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.server.MqttServer;

/**
 * Sends as the server in this process does it, without a socket: to whom it may concern,
 * retained and queued for sessions as always. It waits where the server is under
 * pressure, and cannot ask: a server has no answer to wait for.
 */
public class MqttServerTemplate extends MqttTemplate {

	/**
	 * Creates a template with QoS 1 and no default topic.
	 * @param server who sends, running when something is sent
	 */
	public MqttServerTemplate(MqttServer server) {
		this(new Builder((builder) -> new ServerPort(server), null).clientName("server"));
	}

	private MqttServerTemplate(Builder builder) {
		super(builder);
	}

	/**
	 * Begins to build a template.
	 * @param server who sends, running when something is sent
	 * @return a builder
	 */
	public static Builder builder(MqttServer server) {
		return new Builder((builder) -> new ServerPort(server), null).clientName("server");
	}

	/** Publishes as the server. */
	private record ServerPort(MqttServer server) implements ClientPort {

		@Override
		public boolean hasProperties() {
			return true;
		}

		@Override
		public CompletableFuture<MqttPublishResult> publish(MqttMessage message) {
			this.server.publish(message);
			return CompletableFuture.completedFuture(MqttPublishResult.ACKNOWLEDGED);
		}

		@Override
		public CompletableFuture<MqttMessage> request(MqttMessage message, Duration timeout) {
			throw new UnsupportedOperationException("a server asks nobody; use a client's template");
		}

		@Override
		public CompletableFuture<MqttMessage> request(MqttMessage message, String replyTopic,
				Predicate<MqttMessage> answers, Duration timeout) {
			return request(message, timeout);
		}

	}

}
