package io.mqttboot.server.spi;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import org.jspecify.annotations.Nullable;

/**
 * Watches the server. Every method runs on an event loop, from many loops at once: it
 * must be fast, take no lock and throw nothing. All do nothing unless overridden. What
 * happens with every packet is not told but counted: see
 * {@link io.mqttboot.server.MqttServer#statistics()}.
 */
public interface MqttServerObserver {

	/** Watches nothing. */
	MqttServerObserver NONE = new MqttServerObserver() {
	};

	/** A connection was accepted, before its CONNECT. */
	default void connectionAccepted() {
	}

	/** An accepted connection ended. */
	default void connectionClosed() {
	}

	/**
	 * A client was let in.
	 * @param clientId the client
	 * @param userName its user name
	 * @param version its protocol version
	 * @param sessionPresent whether it found its session
	 */
	default void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
			boolean sessionPresent) {
	}

	/**
	 * A client was refused, or never became one.
	 * @param reason what it was told, or would have been
	 */
	default void clientRefused(MqttReasonCode reason) {
	}

	/**
	 * A client that was let in is gone.
	 * @param clientId the client
	 * @param userName its user name
	 * @param reason the reason code of the DISCONNECT that was sent or received
	 * @param by who ended the connection
	 */
	default void clientDisconnected(String clientId, @Nullable String userName, MqttReasonCode reason,
			MqttDisconnectedBy by) {
	}

	/**
	 * A message did not reach one of its receivers.
	 * @param cause why
	 */
	default void messageDropped(MqttDropCause cause) {
	}

	/**
	 * A client asked for something that it may not do, or may not do any more.
	 * @param action publishing or subscribing
	 */
	default void denied(MqttRule.Action action) {
	}

	/**
	 * A QoS 1 or 2 message was acknowledged by its receiver.
	 * @param qos the quality of service it was delivered with
	 * @param nanos from the moment it was written
	 */
	default void messageAcknowledged(MqttQos qos, long nanos) {
	}

	/**
	 * A client published more than it may and is not read for a while.
	 */
	default void publisherThrottled() {
	}

	/**
	 * A client connected too often and is banned for a while.
	 * @param clientId the client
	 * @param user who it is, {@code null} if nobody authenticates
	 */
	default void clientFlapped(String clientId, @Nullable String user) {
	}

	/**
	 * Something happened in the life of the server, of a client or of a session. Clients
	 * that were let in and that are gone are told by {@link #clientConnected} and
	 * {@link #clientDisconnected}; what happens to a message is told only to an
	 * {@link MqttEventListener}.
	 * @param event what happened
	 */
	default void happened(MqttEvent event) {
	}

	/**
	 * An event was not told to a listener, which is behind or has failed.
	 */
	default void eventDropped() {
	}

	/**
	 * A store failed: it threw, or its answer was an error. Called by whoever answered,
	 * which need not be an event loop.
	 */
	default void storeFailed() {
	}

	/**
	 * The server is more overloaded than before, or less. Called on a thread of the
	 * server's own that watches the load, not on an event loop; the server waits for the
	 * answer before it looks at its load again.
	 * @param before the state that it was in
	 * @param now the state that it is in
	 */
	default void overloadChanged(MqttOverloadState before, MqttOverloadState now) {
	}

}
