package io.mqttboot.server.internal.broker;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.PublishFrame;
import io.mqttboot.server.internal.permission.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way, with its origin and its encoded forms. Shared between threads.
 */
public class Publication {

	/** The message never expires. */
	public static final long NEVER = Long.MAX_VALUE;

	// what an encoded publication costs beside its topic and payload, about
	private static final int OVERHEAD = 64;

	private static final int FRAMES = 2 * 2 * 3;

	private final MqttMessage message;

	private final @Nullable String publisher;

	private final long expiresAtMillis;

	private final boolean replayed;

	private final @Nullable Gate gate;

	// Written without order: a reader sees null or a whole frame, whose fields are final.
	private PublishFrame @Nullable [] frames;

	private boolean written;

	private Publication(MqttMessage message, @Nullable String publisher, long expiresAtMillis, boolean replayed,
			@Nullable Gate gate) {
		this.message = message;
		this.publisher = publisher;
		this.expiresAtMillis = expiresAtMillis;
		this.replayed = replayed;
		this.gate = gate;
	}

	/**
	 * A message enters the broker.
	 * @param message the message
	 * @param publisher the client that published it, {@code null} for the server itself
	 * @param nowMillis the present time
	 */
	public static Publication of(MqttMessage message, @Nullable String publisher, long nowMillis) {
		return of(message, publisher, nowMillis, null);
	}

	/**
	 * A message enters the broker, and its publisher waits for the durable subscribers.
	 */
	public static Publication of(MqttMessage message, @Nullable String publisher, long nowMillis, @Nullable Gate gate) {
		long expiresAt = message.properties().expires() ? nowMillis + message.properties().messageExpirySeconds() * 1000
				: NEVER;
		return new Publication(message, publisher, expiresAt, false, gate);
	}

	/**
	 * A message enters the broker from a client whose permissions matter: a retained
	 * message is shown only as long as they allow it.
	 * @param source what the publisher may do, {@code null} for everything
	 */
	public static Publication of(MqttMessage message, @Nullable String publisher, @Nullable Permissions source,
			long nowMillis, @Nullable Gate gate) {
		Publication publication = of(message, publisher, nowMillis, gate);
		return (source != null && message.retain()) ? new Owned(publication, source) : publication;
	}

	/** Puts a message back that was stored with the moment it expires. */
	public static Publication restored(MqttMessage message, @Nullable String publisher, long expiresAtMillis,
			boolean replayed) {
		return new Publication(message, publisher, expiresAtMillis, replayed, null);
	}

	/** Returns this retained message as it goes to a new subscription. [MQTT-3.3.1-8] */
	Publication replay() {
		return new Publication(this.message, this.publisher, this.expiresAtMillis, true, null);
	}

	/** Returns this publication for another receiver; its publisher waits no more. */
	public Publication again() {
		return new Publication(this.message, this.publisher, this.expiresAtMillis, this.replayed, null);
	}

	/** Whether its publisher may still publish to its topic. */
	boolean isLegitimate() {
		return true;
	}

	public MqttMessage message() {
		return this.message;
	}

	public @Nullable String publisher() {
		return this.publisher;
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
		return this.message.payloadBytes() + this.message.topic().length() + OVERHEAD;
	}

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

	/** A message that may be retained, whose publisher may lose the right to it. */
	private static final class Owned extends Publication {

		private final Permissions source;

		private Owned(Publication publication, Permissions source) {
			super(publication.message, publication.publisher, publication.expiresAtMillis, false, publication.gate);
			this.source = source;
		}

		@Override
		boolean isLegitimate() {
			return this.source.mayPublish(message().topic());
		}

	}

}
