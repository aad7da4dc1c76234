package io.mqttboot.server;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Why a server did not start, with what can be done about it.
 */
public final class MqttServerStartException extends RuntimeException {

	/** The kind of obstacle. */
	public enum Kind {

		/** A port is taken by another process. */
		PORT_IN_USE,

		/** An address cannot be bound to, or is not known. */
		ADDRESS,

		/** A public address, and nothing authenticates clients. */
		PUBLIC_WITHOUT_AUTHENTICATION,

		/** The server is to be hardened, and a choice is not the safe one. */
		NOT_HARDENED,

		/** TLS keys cannot be used. */
		TLS,

		/** A store cannot be opened or read. */
		STORE,

		/** The transport that was asked for is not available. */
		TRANSPORT

	}

	@Serial
	private static final long serialVersionUID = 1L;

	private final Kind kind;

	private final String action;

	/**
	 * Create a reason not to start.
	 * @param kind the kind of obstacle
	 * @param description what is wrong
	 * @param action what can be done about it
	 * @param cause the error below, if any
	 */
	public MqttServerStartException(Kind kind, String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.kind = kind;
		this.action = action;
	}

	/**
	 * Returns the kind of obstacle.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Returns what can be done about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
