package io.mqttboot.spring.boot.autoconfigure.server.event;

import io.mqttboot.server.MqttServer;

import org.springframework.context.ApplicationEvent;

/**
 * Something that happened to the server or to one of its clients.
 */
public abstract class MqttServerEvent extends ApplicationEvent {

	private final transient MqttServer server;

	/**
	 * Create an event.
	 * @param server the server that it happened to
	 */
	protected MqttServerEvent(MqttServer server) {
		super(server);
		this.server = server;
	}

	/**
	 * Returns the server that it happened to.
	 * @return the server
	 */
	public MqttServer getServer() {
		return this.server;
	}

}
