package io.mqttboot.spring.boot.autoconfigure.client.event;

import io.mqttboot.client.MqttClient;

/**
 * The connection of a client has ended without being asked to.
 */
public class MqttConnectionLostEvent extends MqttClientEvent {

	private final transient Throwable cause;

	/**
	 * Create an event.
	 * @param client the client
	 * @param clientName the name of the client in this application
	 * @param cause why, as far as it is known
	 */
	public MqttConnectionLostEvent(MqttClient client, String clientName, Throwable cause) {
		super(client, clientName);
		this.cause = cause;
	}

	/**
	 * Returns why the connection has ended.
	 * @return the cause, as far as it is known
	 */
	public Throwable getCause() {
		return this.cause;
	}

}
