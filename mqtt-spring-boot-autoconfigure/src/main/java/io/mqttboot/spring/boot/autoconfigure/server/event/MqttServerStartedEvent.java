package io.mqttboot.spring.boot.autoconfigure.server.event;

import io.mqttboot.server.MqttServer;

/**
 * The server's ports are open, and the environment names them.
 */
public class MqttServerStartedEvent extends MqttServerEvent {

	/**
	 * Create an event.
	 * @param server the server
	 */
	public MqttServerStartedEvent(MqttServer server) {
		super(server);
	}

}
