package io.mqttboot.server.spi;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import org.jspecify.annotations.Nullable;

/**
 * A change of a session, as the session tells its store. Applied in order to
 * {@link MqttStoredSession#EMPTY}, the records of a session are its state.
 */
public sealed interface MqttSessionRecord {

	/**
	 * A client connected and has the session.
	 *
	 * @param version its protocol version
	 * @param userName its user name, {@code null} if it gave none
	 * @param identity who it is: the principal owns the session, also after a restart
	 * @param expirySeconds how long the session outlives this connection, 0xFFFFFFFF for
	 * ever
	 */
	record Opened(MqttVersion version, @Nullable String userName, MqttIdentity identity,
			long expirySeconds) implements MqttSessionRecord {

	}

	/**
	 * The connection ended and the session goes on.
	 *
	 * @param atMillis when, in milliseconds since the epoch
	 * @param expirySeconds how long the session goes on, 0xFFFFFFFF for ever
	 */
	record Closed(long atMillis, long expirySeconds) implements MqttSessionRecord {

	}

	/**
	 * The client subscribed, or changed a subscription.
	 *
	 * @param filter the topic filter as subscribed
	 * @param qos the granted quality of service
	 * @param noLocal whether its own messages are left out
	 * @param retainAsPublished whether the retain flag is left as it is
	 * @param retainHandling 0, 1 or 2
	 * @param subscriptionId the subscription identifier, 0 for none
	 */
	record Subscribed(String filter, MqttQos qos, boolean noLocal, boolean retainAsPublished, int retainHandling,
			int subscriptionId) implements MqttSessionRecord {

	}

	/**
	 * The client unsubscribed.
	 *
	 * @param filter the topic filter
	 */
	record Unsubscribed(String filter) implements MqttSessionRecord {

	}

	/**
	 * A message for the client was taken.
	 *
	 * @param sequence its number in the session, counting up
	 * @param message the message
	 * @param publisher the publisher, {@code null} for the server itself
	 * @param qos the quality of service it is delivered with
	 * @param retain the retain flag it is delivered with
	 * @param subscriptionIds the identifiers of the matching subscriptions
	 * @param expiresAtMillis milliseconds since the epoch, or
	 * {@link MqttMessageStore#NEVER}
	 */
	record Queued(long sequence, MqttMessage message, @Nullable String publisher, MqttQos qos, boolean retain,
			int[] subscriptionIds, long expiresAtMillis) implements MqttSessionRecord {

	}

	/**
	 * A queued message was sent and waits for its acknowledgement.
	 *
	 * @param sequence its number in the session
	 * @param packetId the packet identifier it was sent with
	 */
	record Sent(long sequence, int packetId) implements MqttSessionRecord {

	}

	/**
	 * A QoS 2 message was received by the client: its content may be forgotten, its
	 * packet identifier not.
	 *
	 * @param packetId the packet identifier
	 */
	record Released(int packetId) implements MqttSessionRecord {

	}

	/**
	 * The delivery of a message ended.
	 *
	 * @param packetId the packet identifier it was sent with
	 */
	record Acknowledged(int packetId) implements MqttSessionRecord {

	}

	/**
	 * A queued message is not delivered.
	 *
	 * @param sequence its number in the session
	 */
	record Dropped(long sequence) implements MqttSessionRecord {

	}

	/**
	 * A QoS 2 message of the client was taken; the same packet identifier is not taken
	 * again before it is freed.
	 *
	 * @param packetId the packet identifier
	 */
	record Received(int packetId) implements MqttSessionRecord {

	}

	/**
	 * The client released a QoS 2 message.
	 *
	 * @param packetId the packet identifier
	 */
	record Freed(int packetId) implements MqttSessionRecord {

	}

}
