package io.mqttboot.server.internal.broker;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.PublishFrame;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way, with its origin and its encoded forms. Shared between threads.
 */
public final class Publication {

	/** The message never expires. */
	public static final long NEVER = Long.MAX_VALUE;

	// what an encoded publication costs beside its topic and payload, about
	private static final int OVERHEAD = 64;

	private static final int FRAMES = 2 * 2 * 3;

	private static final AtomicIntegerFieldUpdater<Publication> QUEUES = AtomicIntegerFieldUpdater
		.newUpdater(Publication.class, "queues");

	private final MqttMessage message;

	private final Origin origin;

	private final long expiresAtMillis;

	// 0 for what was stored
	private final long enteredAtMillis;

	private final boolean replayed;

	private final @Nullable Gate gate;

	private final int cost;

	// queues that it waits in
	private volatile int queues;

	// Written without order: a reader sees null or a whole frame, whose fields are final.
	private PublishFrame @Nullable [] frames;

	private boolean written;

	private Publication(MqttMessage message, Origin origin, long enteredAtMillis, long expiresAtMillis,
			boolean replayed, @Nullable Gate gate) {
		this.message = message;
		this.origin = origin;
		this.enteredAtMillis = enteredAtMillis;
		this.expiresAtMillis = expiresAtMillis;
		this.replayed = replayed;
		this.gate = gate;
		this.cost = cost(message);
	}

	/** Returns about what it costs to keep a message, in bytes. */
	public static int cost(MqttMessage message) {
		MqttMessageProperties properties = message.properties();
		int objects = (properties != MqttMessageProperties.NONE) ? 2 + properties.userProperties().size() : 1;
		return bytes(message) + objects * OVERHEAD;
	}

	/**
	 * Returns about how many bytes a message has: a character is a byte, as a rule.
	 */
	public static int bytes(MqttMessage message) {
		int bytes = message.payloadBytes() + message.topic().length();
		MqttMessageProperties properties = message.properties();
		if (properties == MqttMessageProperties.NONE) {
			return bytes;
		}
		ByteBuffer correlation = properties.correlationData();
		bytes += length(properties.contentType()) + length(properties.responseTopic())
				+ ((correlation != null) ? correlation.remaining() : 0);
		for (MqttUserProperty each : properties.userProperties()) {
			bytes += each.name().length() + each.value().length();
		}
		return bytes;
	}

	private static int length(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

	/**
	 * A message enters the broker.
	 * @param message the message
	 * @param publisher the client that published it, {@code null} for the server itself
	 * @param nowMillis the present time
	 */
	public static Publication of(MqttMessage message, @Nullable String publisher, long nowMillis) {
		return of(message, Origin.of(publisher), nowMillis, null);
	}

	/**
	 * A message enters the broker.
	 * @param message the message
	 * @param origin who it comes from
	 * @param nowMillis the present time
	 * @param gate what its publisher waits for, {@code null} if it does not wait
	 */
	public static Publication of(MqttMessage message, Origin origin, long nowMillis, @Nullable Gate gate) {
		long expiresAt = message.properties().expires() ? nowMillis + message.properties().messageExpirySeconds() * 1000
				: NEVER;
		return new Publication(message, origin, nowMillis, expiresAt, false, gate);
	}

	/** Puts a message back that was stored with the moment it expires. */
	public static Publication restored(MqttMessage message, @Nullable String publisher, long expiresAtMillis,
			boolean replayed) {
		return new Publication(message, Origin.of(publisher), 0, expiresAtMillis, replayed, null);
	}

	/** Returns this retained message as it goes to a new subscription. [MQTT-3.3.1-8] */
	Publication replay() {
		return new Publication(this.message, this.origin, this.enteredAtMillis, this.expiresAtMillis, true, null);
	}

	/** Returns this publication for another receiver; its publisher waits no more. */
	public Publication again() {
		return new Publication(this.message, this.origin, this.enteredAtMillis, this.expiresAtMillis, this.replayed,
				null);
	}

	/** Returns this publication as one receiver is to get it. */
	public Publication changed(MqttMessage other) {
		return new Publication(other, this.origin, this.enteredAtMillis, this.expiresAtMillis, this.replayed,
				this.gate);
	}

	/** Returns this publication as it is kept until another moment. */
	Publication until(long otherMillis) {
		return new Publication(this.message, this.origin, this.enteredAtMillis, otherMillis, this.replayed, this.gate);
	}

	/** Whether its publisher may still publish to its topic. */
	boolean isLegitimate() {
		return this.origin.mayPublish(this.message.topic());
	}

	public MqttMessage message() {
		return this.message;
	}

	public @Nullable String publisher() {
		return this.origin.clientId();
	}

	/** Whether it comes from the retained messages because of a new subscription. */
	public boolean isReplayed() {
		return this.replayed;
	}

	/** The retain flag that a receiver sees. [MQTT-3.3.1-12], [MQTT-3.3.1-13] */
	public boolean retainFor(Grant grant) {
		return this.replayed || (grant.retainAsPublished() && this.message.retain());
	}

	public boolean isExpired(long nowMillis) {
		return this.expiresAtMillis <= nowMillis;
	}

	/** Returns when it entered the broker, 0 if that was before a restart. */
	public long enteredAtMillis() {
		return this.enteredAtMillis;
	}

	public long expiresAtMillis() {
		return this.expiresAtMillis;
	}

	/**
	 * Returns the expiry that a receiver is told: what is left of it. [MQTT-3.3.2-6]
	 * @return the seconds, as in the message's properties
	 */
	public long remainingExpirySeconds(long nowMillis) {
		return (this.expiresAtMillis != NEVER) ? Math.max(0, (this.expiresAtMillis - nowMillis + 999) / 1000)
				: this.message.properties().messageExpirySeconds();
	}

	/** About what it costs to keep, in bytes. */
	public int cost() {
		return this.cost;
	}

	/** Returns who pays if it is retained, {@code null} for nobody. */
	@Nullable Budget payer() {
		return this.origin.budget();
	}

	// ------ the queues that it waits in

	boolean isQueued() {
		return this.queues > 0;
	}

	/** It waits in one queue more; returns whether that is the first one. */
	boolean enqueued() {
		return QUEUES.getAndIncrement(this) == 0;
	}

	/** It waits in one queue less; returns whether that was the last one. */
	boolean dequeued() {
		return QUEUES.decrementAndGet(this) == 0;
	}

	// ------ its encoded forms

	public @Nullable Gate gate() {
		return this.gate;
	}

	/**
	 * Returns the encoded form that several receivers can share, {@code null} for the
	 * first one: a publication with a single receiver is written straight to its buffer.
	 */
	public @Nullable PublishFrame sharedFrame(MqttVersion version, MqttQos qos, boolean retain) {
		if (!this.written) {
			this.written = true;
			return null;
		}
		PublishFrame[] known = this.frames;
		if (known == null) {
			known = new PublishFrame[FRAMES];
			this.frames = known;
		}
		int slot = (version.is5() ? 6 : 0) + (retain ? 3 : 0) + qos.value();
		PublishFrame frame = known[slot];
		if (frame == null) {
			frame = PublishFrame.of(version, this.message, qos, retain);
			known[slot] = frame;
		}
		return frame;
	}

}
