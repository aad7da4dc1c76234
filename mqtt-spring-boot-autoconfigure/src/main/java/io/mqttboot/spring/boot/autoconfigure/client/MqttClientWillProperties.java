package io.mqttboot.spring.boot.autoconfigure.client;

import org.jspecify.annotations.Nullable;

/**
 * What the server publishes when a client is lost, {@code mqtt.client.will.*}.
 */
class MqttClientWillProperties {

	/** Topic of the will; without it there is none. */
	private @Nullable String topic;

	/** Payload of the will, sent as UTF-8. */
	private String payload = "";

	/** Quality of service of the will: 0, 1 or 2. */
	private int qos = 0;

	/** Whether the server keeps the will for later subscribers. */
	private boolean retained = false;

	public @Nullable String getTopic() {
		return this.topic;
	}

	public void setTopic(@Nullable String topic) {
		this.topic = topic;
	}

	public String getPayload() {
		return this.payload;
	}

	public void setPayload(String payload) {
		this.payload = payload;
	}

	public int getQos() {
		return this.qos;
	}

	public void setQos(int qos) {
		this.qos = qos;
	}

	public boolean isRetained() {
		return this.retained;
	}

	public void setRetained(boolean retained) {
		this.retained = retained;
	}

}
