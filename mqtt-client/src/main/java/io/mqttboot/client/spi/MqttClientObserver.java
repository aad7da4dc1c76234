package io.mqttboot.client.spi;

import java.util.function.Supplier;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * Watches a client. Its methods run on the client's event loop unless they say otherwise:
 * they must be fast, take no lock and throw nothing. All do nothing unless overridden.
 */
public interface MqttClientObserver {

	/** Watches nothing. */
	MqttClientObserver NONE = new MqttClientObserver() {
	};

	/**
	 * The client was built; nothing has happened yet. On the thread that built it.
	 * @param statistics what there is in the client, to be asked from any thread and at
	 * any time
	 */
	default void started(Supplier<MqttClientStatistics> statistics) {
	}

	/** The client ended for good. On the thread that stopped it. */
	default void stopped() {
	}

	/**
	 * An attempt to connect failed.
	 * @param serverUri the server that was tried
	 * @param cause why
	 */
	default void attemptFailed(String serverUri, MqttClientException cause) {
	}

	/**
	 * A server has let the client in.
	 * @param serverUri which one
	 * @param again whether the client was connected before
	 */
	default void connected(String serverUri, boolean again) {
	}

	/**
	 * A connection ended.
	 * @param serverUri its server
	 * @param cause why, {@code null} if the application wanted it
	 */
	default void disconnected(String serverUri, @Nullable MqttClientException cause) {
	}

	/**
	 * A control packet was written.
	 * @param type its type on the wire, 1 (CONNECT) to 15 (AUTH)
	 * @param bytes its length, without TLS and WebSocket
	 */
	default void packetSent(int type, int bytes) {
	}

	/**
	 * A control packet was read.
	 * @param type its type on the wire, 1 (CONNECT) to 15 (AUTH)
	 * @param bytes its length, without TLS and WebSocket
	 */
	default void packetReceived(int type, int bytes) {
	}

	/**
	 * A message that the application published has come as far as its result says. On the
	 * client's thread for results.
	 * @param qos its quality of service
	 * @param state how far it has come
	 * @param nanos since it was published
	 */
	default void messagePublished(MqttQos qos, MqttPublishResult.State state, long nanos) {
	}

	/**
	 * A message that the application published will not be delivered. On the thread that
	 * published it if there was no room for it, else on the client's thread for results.
	 * @param qos its quality of service
	 * @param reason what the server answered, or what comes nearest to it
	 * @param nanos since it was published
	 */
	default void messageFailed(MqttQos qos, MqttReasonCode reason, long nanos) {
	}

	/**
	 * A handler is done with a message. On the thread of the handler.
	 * @param qos the quality of service with which the message came
	 * @param nanos how long the handler took
	 * @param failure what the handler threw, {@code null} if nothing
	 */
	default void messageHandled(MqttQos qos, long nanos, @Nullable Throwable failure) {
	}

	/**
	 * A message arrived and no handler was called with it.
	 * @param cause why
	 */
	default void messageDropped(MqttClientDropCause cause) {
	}

}
