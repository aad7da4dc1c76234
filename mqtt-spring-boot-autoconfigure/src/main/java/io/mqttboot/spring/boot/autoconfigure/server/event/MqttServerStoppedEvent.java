package io.mqttboot.spring.boot.autoconfigure.server.event;

import io.mqttboot.server.MqttServer;

/**
 * The server's ports are closed and its clients are gone.
 */
public class MqttServerStoppedEvent extends MqttServerEvent {

	/**
	 * Create an event.
	 * @param server the server
	 */
	public MqttServerStoppedEvent(MqttServer server) {
		super(server);
	}

}
