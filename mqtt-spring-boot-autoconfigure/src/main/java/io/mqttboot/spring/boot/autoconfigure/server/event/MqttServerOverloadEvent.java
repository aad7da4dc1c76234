package io.mqttboot.spring.boot.autoconfigure.server.event;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttOverloadState;

/**
 * The server is more overloaded than before, or less. Published on the handler executor,
 * where listeners may block.
 */
public class MqttServerOverloadEvent extends MqttServerEvent {

	private final MqttOverloadState before;

	private final MqttOverloadState now;

	/**
	 * Create an event.
	 * @param server the server
	 * @param before the state that it was in
	 * @param now the state that it is in
	 */
	public MqttServerOverloadEvent(MqttServer server, MqttOverloadState before, MqttOverloadState now) {
		super(server);
		this.before = before;
		this.now = now;
	}

	/**
	 * Returns the state that the server was in.
	 * @return the state
	 */
	public MqttOverloadState getBefore() {
		return this.before;
	}

	/**
	 * Returns the state that the server is in.
	 * @return the state
	 */
	public MqttOverloadState getNow() {
		return this.now;
	}

}
