package io.mqttboot.server.internal.transport;

import java.io.IOException;
import java.io.Serial;

import io.mqttboot.server.config.MqttListenerConfig;

/**
 * A port that cannot be opened.
 */
public final class ListenerException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient MqttListenerConfig listener;

	ListenerException(MqttListenerConfig listener, Throwable cause) {
		super(cause.toString(), cause);
		this.listener = listener;
	}

	/** Returns the listener. */
	public MqttListenerConfig listener() {
		return this.listener;
	}

}
