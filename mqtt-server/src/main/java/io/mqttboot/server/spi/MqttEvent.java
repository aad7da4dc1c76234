package io.mqttboot.server.spi;

import java.util.EnumSet;
import java.util.Set;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the life of a server, of a client, of a session, or to a
 * message. Told to {@link MqttEventListener}s; none of them holds a payload or a
 * password.
 */
public sealed interface MqttEvent {

	/**
	 * Returns what happened.
	 * @return the kind, one a class of events
	 */
	Kind kind();

	/**
	 * Returns whose events come in order with this one.
	 * @return the client, {@code null} for the server itself and for who has not said who
	 * it is
	 */
	default @Nullable String clientId() {
		return null;
	}

	/**
	 * What happens.
	 */
	enum Kind {

		/** See {@link ServerStarted}. */
		SERVER_STARTED,

		/** See {@link ServerDraining}. */
		SERVER_DRAINING,

		/** See {@link ServerResumed}. */
		SERVER_RESUMED,

		/** See {@link ServerStopped}. */
		SERVER_STOPPED,

		/** See {@link ClientConnecting}. */
		CLIENT_CONNECTING,

		/** See {@link ClientConnected}. */
		CLIENT_CONNECTED,

		/** See {@link ClientRefused}. */
		CLIENT_REFUSED,

		/** See {@link ClientDisconnected}. */
		CLIENT_DISCONNECTED,

		/** See {@link SessionCreated}. */
		SESSION_CREATED,

		/** See {@link SessionResumed}. */
		SESSION_RESUMED,

		/** See {@link SessionTakenOver}. */
		SESSION_TAKEN_OVER,

		/** See {@link SessionEnded}. */
		SESSION_ENDED,

		/** See {@link Subscribed}. */
		SUBSCRIBED,

		/** See {@link Unsubscribed}. */
		UNSUBSCRIBED,

		/** See {@link MessageDropped}. */
		MESSAGE_DROPPED,

		/** See {@link MessageDelivered}. */
		MESSAGE_DELIVERED;

		/**
		 * Returns everything but what happens to each message.
		 * @return a new set
		 */
		public static Set<Kind> lifeCycle() {
			return EnumSet.complementOf(EnumSet.of(MESSAGE_DROPPED, MESSAGE_DELIVERED));
		}

	}

	/**
	 * The ports are open.
	 */
	record ServerStarted() implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SERVER_STARTED;
		}

	}

	/**
	 * Clients are told to go, and new ones are refused.
	 *
	 * @param serverReference where they are sent, {@code null} for nowhere
	 * @param stopping whether the server stops then
	 */
	record ServerDraining(@Nullable String serverReference, boolean stopping) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SERVER_DRAINING;
		}

	}

	/**
	 * A drain was ended: clients are let in again.
	 */
	record ServerResumed() implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SERVER_RESUMED;
		}

	}

	/**
	 * The ports are closed and the clients are gone.
	 */
	record ServerStopped() implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SERVER_STOPPED;
		}

	}

	/**
	 * A client asks to be let in: its CONNECT was read, and nothing is decided yet.
	 *
	 * @param clientId the client
	 * @param userName the user name that it claims
	 * @param version its protocol version
	 * @param address where it comes from
	 */
	record ClientConnecting(String clientId, @Nullable String userName, MqttVersion version,
			String address) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.CLIENT_CONNECTING;
		}

	}

	/**
	 * A client was let in.
	 *
	 * @param clientId the client
	 * @param userName its user name
	 * @param version its protocol version
	 * @param sessionPresent whether it found its session
	 */
	record ClientConnected(String clientId, @Nullable String userName, MqttVersion version,
			boolean sessionPresent) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.CLIENT_CONNECTED;
		}

	}

	/**
	 * A client was refused. Connections that end before anything was read of them are
	 * only counted.
	 *
	 * @param clientId the client, {@code null} if it did not get to say it
	 * @param address where it comes from
	 * @param reason what it was told, or would have been
	 */
	record ClientRefused(@Nullable String clientId, String address, MqttReasonCode reason) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.CLIENT_REFUSED;
		}

	}

	/**
	 * A client that was let in is gone.
	 *
	 * @param clientId the client
	 * @param userName its user name
	 * @param reason the reason code of the DISCONNECT that was sent or received
	 * @param by who ended the connection
	 */
	record ClientDisconnected(String clientId, @Nullable String userName, MqttReasonCode reason,
			MqttDisconnectedBy by) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.CLIENT_DISCONNECTED;
		}

	}

	/**
	 * A client has a session that was not there before.
	 *
	 * @param clientId the client
	 */
	record SessionCreated(String clientId) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SESSION_CREATED;
		}

	}

	/**
	 * A client goes on with its session.
	 *
	 * @param clientId the client
	 */
	record SessionResumed(String clientId) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SESSION_RESUMED;
		}

	}

	/**
	 * A connection was closed because another one uses its client identifier.
	 *
	 * @param clientId the client
	 */
	record SessionTakenOver(String clientId) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SESSION_TAKEN_OVER;
		}

	}

	/**
	 * A session is over, with all that waited in it.
	 *
	 * @param clientId the client
	 * @param expired whether nobody came back to it in time; otherwise it ended with its
	 * connection, or somebody ended it
	 */
	record SessionEnded(String clientId, boolean expired) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SESSION_ENDED;
		}

	}

	/**
	 * A session has a subscription, again or for the first time.
	 *
	 * @param clientId the client
	 * @param filter the topic filter
	 * @param qos the highest quality of service that it gets
	 */
	record Subscribed(String clientId, String filter, MqttQos qos) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.SUBSCRIBED;
		}

	}

	/**
	 * A session has a subscription no more. When a session ends its subscriptions are not
	 * told one by one.
	 *
	 * @param clientId the client
	 * @param filter the topic filter
	 */
	record Unsubscribed(String clientId, String filter) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.UNSUBSCRIBED;
		}

	}

	/**
	 * A message did not reach a receiver, or nobody at all.
	 *
	 * @param clientId the receiver, {@code null} if it was dropped before there was one
	 * @param publisher the client that published it, {@code null} for the server itself
	 * @param topic its topic
	 * @param qos the quality of service that it was published with
	 * @param cause why
	 */
	record MessageDropped(@Nullable String clientId, @Nullable String publisher, String topic, MqttQos qos,
			MqttDropCause cause) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.MESSAGE_DROPPED;
		}

	}

	/**
	 * A message is with a receiver: QoS 0 was written, QoS 1 and 2 were acknowledged.
	 *
	 * @param clientId the receiver
	 * @param publisher the client that published it, {@code null} for the server itself
	 * @param topic its topic
	 * @param qos the quality of service that it was delivered with
	 */
	record MessageDelivered(String clientId, @Nullable String publisher, String topic,
			MqttQos qos) implements MqttEvent {

		@Override
		public Kind kind() {
			return Kind.MESSAGE_DELIVERED;
		}

	}

}
