package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of what {@code MqttClientMessageListener} beans hear,
 * {@code mqtt.consumer.*}.
 */
@ConfigurationProperties("mqtt.consumer")
class MqttConsumerProperties {

	static final String PREFIX = "mqtt.consumer.";

	/**
	 * Comma-separated list of the topic filters whose messages go to
	 * MqttClientMessageListener beans.
	 */
	private List<String> consumerTopics = List.of();

	/** Highest quality of service of these messages: 0, 1 or 2. */
	private int defaultQos = 2;

	/**
	 * Whether the listeners acknowledge messages themselves, otherwise it happens when
	 * they return.
	 */
	private boolean manualAcks = false;

	public List<String> getConsumerTopics() {
		return this.consumerTopics;
	}

	public void setConsumerTopics(List<String> consumerTopics) {
		this.consumerTopics = consumerTopics;
	}

	public int getDefaultQos() {
		return this.defaultQos;
	}

	public void setDefaultQos(int defaultQos) {
		this.defaultQos = defaultQos;
	}

	public boolean isManualAcks() {
		return this.manualAcks;
	}

	public void setManualAcks(boolean manualAcks) {
		this.manualAcks = manualAcks;
	}

}
