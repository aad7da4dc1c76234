package io.mqttboot.spring.boot.autoconfigure.server.event;

import io.mqttboot.server.MqttServer;

/**
 * The server is about to stop: its clients are still connected.
 */
public class MqttServerStoppingEvent extends MqttServerEvent {

	/**
	 * Create an event.
	 * @param server the server
	 */
	public MqttServerStoppingEvent(MqttServer server) {
		super(server);
	}

}
