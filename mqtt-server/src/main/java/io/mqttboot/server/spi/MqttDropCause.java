package io.mqttboot.server.spi;

import java.util.Locale;

/**
 * Why a message did not reach one of its receivers.
 */
public enum MqttDropCause {

	/** QoS 0, and the receiver's socket does not take more. */
	NOT_WRITABLE,

	/** QoS 0, and the receiver is not connected. */
	OFFLINE,

	/** The queue of the session, or all queues of its principal, are full by number. */
	QUEUE_FULL,

	/** The queue of the session, or all queues of its principal, are full by bytes. */
	QUEUE_BYTES,

	/** The queues of all sessions together are full by bytes. */
	QUEUES_FULL,

	/** The message expired before it could be sent. */
	EXPIRED,

	/** The packet is larger than the receiver accepts. */
	TOO_LARGE,

	/** The receiver refused it with an error in PUBACK or PUBREC. */
	REFUSED,

	/** An operator emptied the queue of the session. */
	PURGED,

	/** The session ended while the message waited. */
	SESSION_ENDED,

	/**
	 * Retained messages, or those of their publisher, are full: delivered, but not kept.
	 */
	RETAINED_FULL,

	/** Delayed messages are full. */
	DELAYED_FULL,

	/** The topic begins with {@code $} and is no extension that clients may use. */
	RESERVED_TOPIC,

	/** Too much mail is on its way to the receiver's event loop. */
	MAIL_FULL,

	/** Its publisher may not publish to the topic, or its receiver may not have it. */
	NOT_AUTHORIZED,
	/** QoS 0, and the server is overloaded. */
	SHED,

	/** The application's listeners are behind. */
	HANDLERS_BUSY,

	/** An application's listener failed. */
	HANDLER_FAILED,

	/** Its publisher publishes more than it may. */
	RATE_LIMITED;

	private final String tag = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * Returns the cause as a tag value of the meters.
	 * @return lower-case words
	 */
	public String tag() {
		return this.tag;
	}

}
