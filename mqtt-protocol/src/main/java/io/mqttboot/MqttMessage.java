package io.mqttboot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What an application said: a topic, a payload, and how it is to be delivered. Immutable.
 * The packet that carries it adds an id, a duplicate flag and a topic alias.
 */
public final class MqttMessage {

	private final String topic;

	// the bytes, or a MqttLentPayload: one field, because there are many messages
	private final Object payload;

	private final MqttQos qos;

	private final boolean retain;

	private final MqttMessageProperties properties;

	private MqttMessage(String topic, Object payload, MqttQos qos, boolean retain, MqttMessageProperties properties) {
		this.topic = Objects.requireNonNull(topic, "topic");
		this.payload = Objects.requireNonNull(payload, "payload");
		this.qos = Objects.requireNonNull(qos, "qos");
		this.retain = retain;
		this.properties = Objects.requireNonNull(properties, "properties");
	}

	/**
	 * Create a message that owns the given array: it is not copied and must not be
	 * changed any more. The topic is not checked; {@link MqttTopicFilter#checkTopicName}
	 * does that.
	 * @param topic the topic name
	 * @param payload the payload, handed over
	 * @param qos the quality of service
	 * @param retain whether the message is kept for later subscribers
	 * @param properties what else is said about it
	 * @return the message
	 */
	public static MqttMessage owning(String topic, byte[] payload, MqttQos qos, boolean retain,
			MqttMessageProperties properties) {
		return new MqttMessage(topic, payload, qos, retain, properties);
	}

	/**
	 * Create a message whose payload is lent to it. The topic is not checked.
	 * @param topic the topic name
	 * @param payload the payload
	 * @param qos the quality of service
	 * @param retain whether the message is kept for later subscribers
	 * @param properties what else is said about it
	 * @return the message, to be used while the payload is lent, or {@link #keep() kept}
	 */
	public static MqttMessage borrowing(String topic, MqttLentPayload payload, MqttQos qos, boolean retain,
			MqttMessageProperties properties) {
		return new MqttMessage(topic, payload, qos, retain, properties);
	}

	/**
	 * Create a message with a copy of a payload.
	 * @param topic the topic name
	 * @param payload the payload; its position is left where it is
	 * @param qos the quality of service
	 * @param retain whether the message is kept for later subscribers
	 * @return the message
	 */
	public static MqttMessage of(String topic, ByteBuffer payload, MqttQos qos, boolean retain) {
		return new MqttMessage(topic, MqttPayload.bytes(payload), qos, retain, MqttMessageProperties.NONE);
	}

	/**
	 * Create a message with a copy of a payload.
	 * @param topic the topic name
	 * @param payload the payload
	 * @param qos the quality of service
	 * @param retain whether the message is kept for later subscribers
	 * @return the message
	 */
	public static MqttMessage of(String topic, byte[] payload, MqttQos qos, boolean retain) {
		return new MqttMessage(topic, payload.clone(), qos, retain, MqttMessageProperties.NONE);
	}

	/**
	 * Create a message with a text as its payload.
	 * @param topic the topic name
	 * @param payload the text, sent as UTF-8
	 * @param qos the quality of service
	 * @param retain whether the message is kept for later subscribers
	 * @return the message
	 */
	public static MqttMessage of(String topic, String payload, MqttQos qos, boolean retain) {
		return new MqttMessage(topic, payload.getBytes(StandardCharsets.UTF_8), qos, retain,
				MqttMessageProperties.NONE);
	}

	/**
	 * Returns the topic name.
	 * @return the topic, never with wildcards
	 */
	public String topic() {
		return this.topic;
	}

	/**
	 * Returns the payload.
	 * @return a read-only view with a position of its own
	 */
	public ByteBuffer payload() {
		return ByteBuffer.wrap(payloadArray()).asReadOnlyBuffer();
	}

	/**
	 * Returns the payload's own bytes, not a copy: for codecs and stores, which must not
	 * change them.
	 * @return the bytes themselves
	 */
	public byte[] payloadArray() {
		return (this.payload instanceof byte[] own) ? own : ((MqttLentPayload) this.payload).array();
	}

	/**
	 * Returns the payload as it was lent, for codecs.
	 * @return what was lent, {@code null} if the message has its own bytes
	 */
	public @Nullable MqttLentPayload lentPayload() {
		return (this.payload instanceof MqttLentPayload lent) ? lent : null;
	}

	/**
	 * Says that this message, or one with the same payload, will be used after the packet
	 * that brought it has been handled: from now on it has its own bytes.
	 */
	public void keep() {
		payloadArray();
	}

	/**
	 * Returns how many bytes the payload has.
	 * @return the length in bytes
	 */
	public int payloadBytes() {
		return (this.payload instanceof byte[] own) ? own.length : ((MqttLentPayload) this.payload).bytes();
	}

	/**
	 * Returns the quality of service.
	 * @return the quality of service
	 */
	public MqttQos qos() {
		return this.qos;
	}

	/**
	 * Returns whether the message is kept for later subscribers, or was.
	 * @return the retain flag
	 */
	public boolean retain() {
		return this.retain;
	}

	/**
	 * Returns what else is said about the message.
	 * @return the properties, {@link MqttMessageProperties#NONE} for none
	 */
	public MqttMessageProperties properties() {
		return this.properties;
	}

	/**
	 * Returns this message on another topic.
	 * @param other the topic name
	 * @return the changed message, which shares the payload
	 */
	public MqttMessage withTopic(String other) {
		return new MqttMessage(other, this.payload, this.qos, this.retain, this.properties);
	}

	/**
	 * Returns this message with another quality of service.
	 * @param other the quality of service
	 * @return the changed message, which shares the payload
	 */
	public MqttMessage withQos(MqttQos other) {
		return (other == this.qos) ? this
				: new MqttMessage(this.topic, this.payload, other, this.retain, this.properties);
	}

	/**
	 * Returns this message with another retain flag.
	 * @param other the retain flag
	 * @return the changed message, which shares the payload
	 */
	public MqttMessage withRetain(boolean other) {
		return (other == this.retain) ? this
				: new MqttMessage(this.topic, this.payload, this.qos, other, this.properties);
	}

	/**
	 * Returns this message with other properties.
	 * @param other the properties
	 * @return the changed message, which shares the payload
	 */
	public MqttMessage withProperties(MqttMessageProperties other) {
		return (other == this.properties) ? this
				: new MqttMessage(this.topic, this.payload, this.qos, this.retain, other);
	}

	@Override
	public boolean equals(Object obj) {
		return this == obj || (obj instanceof MqttMessage other && this.topic.equals(other.topic)
				&& Arrays.equals(payloadArray(), other.payloadArray()) && this.qos == other.qos
				&& this.retain == other.retain && this.properties.equals(other.properties));
	}

	@Override
	public int hashCode() {
		return 31 * this.topic.hashCode() + Arrays.hashCode(payloadArray());
	}

	/**
	 * Describes the message without its payload, which may be a secret.
	 */
	@Override
	public String toString() {
		return "MqttMessage[topic=" + this.topic + ", payloadBytes=" + payloadBytes() + ", qos=" + this.qos.value()
				+ ", retain=" + this.retain + "]";
	}

}
