package io.mqttboot.spring.boot.autoconfigure.client.event;

import io.mqttboot.client.MqttClient;

import org.springframework.context.ApplicationEvent;

/**
 * Something that happened to a client. Published on the client's thread for results:
 * results of publishing wait behind a listener.
 */
public abstract class MqttClientEvent extends ApplicationEvent {

	private final transient MqttClient client;

	private final String clientName;

	/**
	 * Create an event.
	 * @param client the client that it happened to
	 * @param clientName the name of the client in this application
	 */
	protected MqttClientEvent(MqttClient client, String clientName) {
		super(client);
		this.client = client;
		this.clientName = clientName;
	}

	/**
	 * Returns the client that it happened to.
	 * @return the client
	 */
	public MqttClient getClient() {
		return this.client;
	}

	/**
	 * Returns the name of the client in this application, which is not its identifier.
	 * @return {@code default}, or the name under {@code mqtt.clients}
	 */
	public String getClientName() {
		return this.clientName;
	}

}
