package io.mqttboot.server.spi;

import java.nio.ByteBuffer;
import java.time.Instant;

import io.mqttboot.MqttQos;
import org.jspecify.annotations.Nullable;

/**
 * One step of a message on its way, as a trace shows it. Without properties and, unless
 * the trace was asked for it, without payload.
 *
 * @param message the number of the message in its trace, from 1: what has one number is
 * one message
 * @param at when
 * @param kind what happened
 * @param topic its topic
 * @param qos the quality of service: that of its publisher, or that of the receiver where
 * there is one
 * @param retain whether it was published to be retained
 * @param payloadBytes how many bytes its payload has
 * @param publisher the client that published it, {@code null} for the server itself
 * @param receiver the client that it is for, {@code null} in steps before there is one
 * @param receivers how many subscribers it was offered to, -1 in other steps
 * @param cause why it was dropped, {@code null} in other steps
 * @param payload its payload, read-only, where it is received and the trace was asked for
 * it; otherwise {@code null}
 */
public record MqttTraceStep(long message, Instant at, Kind kind, String topic, MqttQos qos, boolean retain,
		int payloadBytes, @Nullable String publisher, @Nullable String receiver, int receivers,
		@Nullable MqttDropCause cause, @Nullable ByteBuffer payload) {

	/**
	 * What happened to the message.
	 */
	public enum Kind {

		/** It entered the broker: its publisher may publish it. */
		RECEIVED,

		/**
		 * It was offered to all who subscribed to it; those of the publisher's own event
		 * loop have taken the next steps by then.
		 */
		OFFERED,

		/** It waits in the session of a receiver. */
		QUEUED,

		/** It was written to a receiver, perhaps again. */
		SENT,

		/** A receiver has acknowledged it. */
		ACKNOWLEDGED,

		/** A receiver does not get it, or nobody does. */
		DROPPED

	}

}
