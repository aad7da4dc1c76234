package io.mqttboot.client;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttMessageHandler;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttSubscriptionOptions;

/**
 * A client for callers who wait: each method returns when the server has answered, and
 * throws if it refuses or does not answer in time. Without a connection they wait for
 * one. What was asked for is not taken back when the time is over: it still happens when
 * it can.
 * <p>
 * Made by {@link MqttClient#blocking}, which says where waiting is allowed.
 */
public final class MqttBlockingClient {

	private final MqttClient client;

	private final ClientEngine engine;

	private final Duration max;

	MqttBlockingClient(MqttClient client, ClientEngine engine, Duration max) {
		this.client = client;
		this.engine = engine;
		this.max = max;
	}

	/**
	 * Publishes.
	 * @param topic the topic name
	 * @param payload the payload, sent as UTF-8
	 * @param qos the quality of service
	 * @return how far the message came: written at QoS 0, acknowledged at QoS 1 and 2
	 * @throws MqttClientException if the server refuses it, or
	 * {@link io.mqttboot.client.spi.MqttTimeoutException} if it does not answer in time
	 */
	public MqttPublishResult publish(String topic, String payload, MqttQos qos) {
		return publish(MqttMessage.of(topic, payload, qos, false));
	}

	/**
	 * Publishes.
	 * @param message the message
	 * @return how far it came: written at QoS 0, acknowledged at QoS 1 and 2
	 * @throws MqttClientException if the server refuses it, or
	 * {@link io.mqttboot.client.spi.MqttTimeoutException} if it does not answer in time
	 */
	public MqttPublishResult publish(MqttMessage message) {
		return this.engine.await(this.client.publish(message), this.max);
	}

	/**
	 * Subscribes.
	 * @param filter the topic filter
	 * @param qos the highest quality of service
	 * @param handler who handles the messages
	 * @return the quality of service that the server granted
	 * @throws MqttClientException if the server refuses it, or
	 * {@link io.mqttboot.client.spi.MqttTimeoutException} if it does not answer in time
	 */
	public MqttQos subscribe(String filter, MqttQos qos, MqttMessageHandler handler) {
		Objects.requireNonNull(handler, "handler");
		Map<String, MqttReasonCode> answers = subscribe(Map.of(filter, MqttSubscriptionOptions.of(qos)),
				(message, acknowledgment) -> handler.onMessage(message.topic(), message.payload()), false);
		return MqttQos.of(answers.getOrDefault(filter, MqttReasonCode.SUCCESS).value());
	}

	/**
	 * Subscribes for messages as they come, with their properties.
	 * @param filters the topic filters, with how each wants its messages
	 * @param receiver called with each message
	 * @param manual whether the receiver acknowledges messages itself
	 * @return the server's answer to each filter, none of them an error
	 * @throws MqttClientException if the server refuses one of them; the others stand. Or
	 * {@link io.mqttboot.client.spi.MqttTimeoutException} if it does not answer in time
	 */
	public Map<String, MqttReasonCode> subscribe(Map<String, MqttSubscriptionOptions> filters,
			MqttMessageReceiver receiver, boolean manual) {
		Map<String, MqttReasonCode> answers = this.engine.await(this.client.subscribe(filters, receiver, manual),
				this.max);
		answers.forEach((filter, answer) -> {
			if (answer.isError()) {
				throw new MqttClientException(answer,
						"the server refused the subscription to '" + filter + "': " + answer.text());
			}
		});
		return answers;
	}

	/**
	 * Gives up topic filters, and all who hear them.
	 * @param filters the filters, as they were subscribed
	 * @throws MqttClientException {@link io.mqttboot.client.spi.MqttTimeoutException} if
	 * the server does not answer in time
	 */
	public void unSubscribe(String... filters) {
		this.engine.await(this.client.unSubscribe(filters), this.max);
	}

	/**
	 * Publishes a request and waits for its answer, as
	 * {@link MqttClient#request(MqttMessage, Duration)} does. MQTT 5 only.
	 * @param message the request
	 * @return the answer
	 * @throws MqttClientException if the server refuses it, or
	 * {@link io.mqttboot.client.spi.MqttTimeoutException} if no answer comes in time
	 */
	public MqttMessage request(MqttMessage message) {
		// the request itself fails in time, and says more
		return this.engine.await(this.client.request(message, this.max), this.max.plusSeconds(1));
	}

}
