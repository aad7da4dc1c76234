package io.mqttboot.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.protocol.codec.Property.Place;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Reads PUBLISH packets. It remembers the last topic, because publishers repeat theirs:
 * equal bytes are neither checked nor decoded again.
 */
final class PublishReader {

	private static final int REMEMBERED_BYTES_MAX = 1024;

	private final FrameReader in;

	private final Place place;

	// for the connection

	private ByteBuf lastTopicBytes = Unpooled.EMPTY_BUFFER;

	private String lastTopic = "";

	// for this packet

	private int topicAlias;

	private int[] subscriptionIds = Publish.NO_IDS;

	private int subscriptionIdCount;

	private boolean described;

	private @Nullable Boolean payloadFormatUtf8;

	private long expirySeconds;

	private @Nullable String contentType;

	private @Nullable String responseTopic;

	private @Nullable ByteBuffer correlationData;

	private List<MqttUserProperty> userProperties = List.of();

	PublishReader(FrameReader in, FrameDecoder.Role role) {
		this.in = in;
		this.place = (role == FrameDecoder.Role.SERVER) ? Place.PUBLISH_OF_CLIENT : Place.PUBLISH_OF_SERVER;
	}

	/** Refuses a first byte that no PUBLISH has. */
	static void checkFirstByte(int first) {
		int qos = first >> 1 & 3;
		if (qos == 3) {
			throw Refusal.malformed("PUBLISH with QoS 3"); // [MQTT-3.3.1-4]
		}
		if (qos == 0 && (first & 8) != 0) {
			throw Refusal.malformed("PUBLISH with QoS 0 and DUP"); // [MQTT-3.3.1-2]
		}
	}

	Publish read(int first, boolean is5) {
		MqttQos qos = MqttQos.of(first >> 1 & 3);
		String topic = topic(this.in.u16());
		int packetId = (qos != MqttQos.AT_MOST_ONCE) ? this.in.packetId() : 0;
		MqttMessageProperties properties = is5 ? properties() : MqttMessageProperties.NONE;
		int alias = is5 ? this.topicAlias : 0;
		if (topic.isEmpty() && alias == 0) {
			throw Refusal.protocolError("PUBLISH without topic and alias"); // 3.3.2.1
		}
		MqttMessage message = message(topic, qos, (first & 1) != 0, properties);
		return new Publish(message, packetId, (first & 8) != 0, alias, is5 ? subscriptionIds() : Publish.NO_IDS);
	}

	private MqttMessage message(String topic, MqttQos qos, boolean retain, MqttMessageProperties properties) {
		int bytes = this.in.remaining();
		if (LentBytes.isWorthIt(this.in.buffer(), bytes)) {
			LentBytes lent = new LentBytes(this.in.buffer(), this.in.skip(bytes), bytes);
			return MqttMessage.borrowing(topic, lent, qos, retain, properties);
		}
		return MqttMessage.owning(topic, this.in.bytes(bytes), qos, retain, properties);
	}

	private String topic(int length) {
		if (length > this.in.limits().topicBytesMax()) {
			throw new MqttProtocolException(MqttReasonCode.TOPIC_NAME_INVALID,
					"topic longer than " + this.in.limits().topicBytesMax() + " bytes");
		}
		int from = this.in.skip(length);
		ByteBuf last = this.lastTopicBytes;
		if (length == last.readableBytes() && ByteBufUtil.equals(this.in.buffer(), from, last, 0, length)) {
			return this.lastTopic;
		}
		byte[] bytes = new byte[length];
		this.in.buffer().getBytes(from, bytes);
		if (!Utf8.isValid(bytes)) {
			throw FrameReader.malformedText();
		}
		String topic = new String(bytes, StandardCharsets.UTF_8);
		TopicRules.checkName(topic, this.in.limits());
		if (length > 0 && length <= REMEMBERED_BYTES_MAX) {
			this.lastTopicBytes = Unpooled.wrappedBuffer(bytes);
			this.lastTopic = topic;
		}
		return topic;
	}

	private MqttMessageProperties properties() {
		this.topicAlias = 0;
		this.subscriptionIdCount = 0;
		int length = this.in.vbi();
		if (length == 0) {
			return MqttMessageProperties.NONE;
		}
		forget();
		int after = this.in.narrow(length);
		long seen = 0;
		while (this.in.remaining() > 0) {
			Property property = PropertyRules.next(this.in, this.place, seen);
			seen |= property.bit();
			read(property);
		}
		this.in.widen(after);
		return this.described ? new MqttMessageProperties(this.payloadFormatUtf8, this.expirySeconds, this.contentType,
				this.responseTopic, this.correlationData, this.userProperties) : MqttMessageProperties.NONE;
	}

	private void forget() {
		this.described = false;
		this.payloadFormatUtf8 = null;
		this.expirySeconds = MqttMessageProperties.NO_EXPIRY;
		this.contentType = null;
		this.responseTopic = null;
		this.correlationData = null;
		this.userProperties = List.of();
	}

	private void read(Property property) {
		this.described |= property != Property.TOPIC_ALIAS && property != Property.SUBSCRIPTION_IDENTIFIER;
		switch (property) {
			case TOPIC_ALIAS -> this.topicAlias = (int) PropertyRules.number(this.in, property);
			case SUBSCRIPTION_IDENTIFIER -> addSubscriptionId((int) PropertyRules.number(this.in, property));
			case PAYLOAD_FORMAT_INDICATOR -> this.payloadFormatUtf8 = PropertyRules.number(this.in, property) == 1;
			case MESSAGE_EXPIRY_INTERVAL -> this.expirySeconds = PropertyRules.number(this.in, property);
			case CONTENT_TYPE -> this.contentType = this.in.string();
			case RESPONSE_TOPIC -> readResponseTopic();
			case CORRELATION_DATA -> this.correlationData = ByteBuffer.wrap(this.in.binary());
			case USER_PROPERTY -> addUserProperty();
			default -> throw new IllegalStateException(property + " in PUBLISH is a bug");
		}
	}

	private void readResponseTopic() {
		String topic = this.in.string();
		TopicRules.checkResponseTopic(topic, this.in.limits());
		this.responseTopic = topic;
	}

	private void addSubscriptionId(int id) {
		if (this.subscriptionIdCount == this.subscriptionIds.length) {
			this.subscriptionIds = Arrays.copyOf(this.subscriptionIds, Math.max(4, 2 * this.subscriptionIdCount));
		}
		this.subscriptionIds[this.subscriptionIdCount++] = id;
	}

	private int[] subscriptionIds() {
		return (this.subscriptionIdCount == 0) ? Publish.NO_IDS
				: Arrays.copyOf(this.subscriptionIds, this.subscriptionIdCount);
	}

	private void addUserProperty() {
		if (this.userProperties.isEmpty()) {
			this.userProperties = new ArrayList<>(4);
		}
		this.userProperties.add(this.in.userProperty());
	}

}
