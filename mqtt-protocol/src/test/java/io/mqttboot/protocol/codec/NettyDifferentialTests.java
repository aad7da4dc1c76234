package io.mqttboot.protocol.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.FrameDecoder.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.AttributeKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random packets that we and Netty's codec must read alike, each what the other wrote.
 */
class NettyDifferentialTests {

	private static final int PACKETS = 1000;

	private static final AttributeKey<io.netty.handler.codec.mqtt.MqttVersion> VERSION = AttributeKey
		.valueOf("NETTY_CODEC_MQTT_VERSION");

	private final EmbeddedChannel netty = new EmbeddedChannel(new MqttDecoder(1 << 20, 100), MqttEncoder.INSTANCE);

	private final Random random = new Random(20_261_121);

	@AfterEach
	void closeNetty() {
		assertThat(this.netty.finishAndReleaseAll()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(MqttVersion.class)
	void netty_reads_the_publications_that_we_write(MqttVersion version) {
		nettySpeaks(version);
		for (int i = 0; i < PACKETS; i++) {
			Publish publish = publish(version);
			ByteBuf out = Unpooled.buffer();
			write(out, version, publish);
			int bytes = out.readableBytes();
			this.netty.writeInbound(out);
			MqttPublishMessage read = this.netty.readInbound();
			assertThat(read.decoderResult().isSuccess()).isTrue();
			assertSame(read, publish);
			assertThat(read.fixedHeader().remainingLength() + 1 + Vbi.bytes(read.fixedHeader().remainingLength()))
				.isEqualTo(bytes);
			read.release();
		}
	}

	@ParameterizedTest
	@EnumSource(MqttVersion.class)
	void we_read_the_publications_that_netty_writes(MqttVersion version) {
		nettySpeaks(version);
		try (DecoderPeer peer = DecoderPeer.greeted(Role.CLIENT, version.protocolLevel())) {
			for (int i = 0; i < PACKETS; i++) {
				Publish publish = publish(version);
				this.netty.writeOutbound(nettyPublish(publish));
				peer.send(written());
				assertThat(peer.thrown).isEmpty();
				assertSame(peer.decoded.publishes.get(0), publish);
				peer.forget();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(MqttVersion.class)
	void we_write_the_bytes_that_netty_writes(MqttVersion version) {
		nettySpeaks(version);
		for (int i = 0; i < PACKETS; i++) {
			Publish publish = publish(version);
			// Netty orders properties its own way: one at most gives the same bytes
			if (publish.message().properties() == MqttMessageProperties.NONE && publish.subscriptionIds().length == 0) {
				this.netty.writeOutbound(nettyPublish(publish));
				ByteBuf out = Unpooled.buffer();
				write(out, version, publish);
				assertThat(ByteBufUtil.getBytes(out)).isEqualTo(written());
			}
		}
	}

	@ParameterizedTest
	@EnumSource(MqttVersion.class)
	void acknowledgements_are_read_alike(MqttVersion version) {
		nettySpeaks(version);
		try (DecoderPeer peer = DecoderPeer.greeted(Role.SERVER, version.protocolLevel())) {
			for (int i = 0; i < PACKETS; i++) {
				AckType type = AckType.values()[this.random.nextInt(4)];
				int id = 1 + this.random.nextInt(65_535);
				MqttReasonCode reason = this.random.nextBoolean() ? MqttReasonCode.SUCCESS : failure(type);
				MqttReasonCode seen = version.is5() ? reason : MqttReasonCode.SUCCESS;
				this.netty.writeOutbound(nettyAck(type, id, seen));
				peer.send(written());
				assertThat(peer.decoded.lines).containsExactly(type + " " + id + " " + seen);
				peer.forget();
				ByteBuf out = Unpooled.buffer();
				AckFrame.write(out, version, type, id, reason);
				assertNettyReads(out, type, id, seen);
			}
		}
	}

	private void assertNettyReads(ByteBuf out, AckType type, int id, MqttReasonCode reason) {
		this.netty.writeInbound(out);
		io.netty.handler.codec.mqtt.MqttMessage read = this.netty.readInbound();
		assertThat(read.decoderResult().isSuccess()).isTrue();
		assertThat(read.fixedHeader().messageType().value()).isEqualTo(type.packetType());
		MqttPubReplyMessageVariableHeader header = (MqttPubReplyMessageVariableHeader) read.variableHeader();
		assertThat(header.messageId()).isEqualTo(id);
		assertThat(header.reasonCode() & 0xFF).isEqualTo(reason.value());
	}

	private static MqttReasonCode failure(AckType type) {
		return (type.packetType() < 6) ? MqttReasonCode.QUOTA_EXCEEDED : MqttReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
	}

	private void nettySpeaks(MqttVersion version) {
		this.netty.attr(VERSION).set(io.netty.handler.codec.mqtt.MqttVersion.valueOf(version.name()));
	}

	private byte[] written() {
		ByteBuf out = this.netty.readOutbound();
		try {
			return ByteBufUtil.getBytes(out);
		}
		finally {
			out.release();
		}
	}

	private Publish publish(MqttVersion version) {
		MqttQos qos = MqttQos.of(this.random.nextInt(3));
		byte[] payload = new byte[this.random.nextInt((this.random.nextInt(50) == 0) ? 40_000 : 200)];
		this.random.nextBytes(payload);
		boolean is5 = version.is5();
		MqttMessageProperties properties = (is5 && this.random.nextBoolean()) ? properties()
				: MqttMessageProperties.NONE;
		MqttMessage message = MqttMessage.owning(text("t/"), payload, qos, this.random.nextBoolean(), properties);
		int[] ids = new int[(is5 && this.random.nextInt(3) == 0) ? this.random.nextInt(4) : 0];
		Arrays.setAll(ids, (i) -> 1 + this.random.nextInt(Vbi.MAX));
		return new Publish(message, (qos != MqttQos.AT_MOST_ONCE) ? 1 + this.random.nextInt(65_535) : 0,
				qos != MqttQos.AT_MOST_ONCE && this.random.nextBoolean(),
				is5 ? this.random.nextInt(3) * this.random.nextInt(30_000) : 0, ids);
	}

	private MqttMessageProperties properties() {
		List<MqttUserProperty> pairs = new ArrayList<>();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			pairs.add(new MqttUserProperty(text(""), text("")));
		}
		byte[] correlation = new byte[this.random.nextInt(200)];
		this.random.nextBytes(correlation);
		// the first is always there, so that there are some
		return new MqttMessageProperties(this.random.nextBoolean(),
				this.random.nextBoolean() ? this.random.nextInt() & 0xFFFF_FFFFL : MqttMessageProperties.NO_EXPIRY,
				this.random.nextBoolean() ? text("") : null, this.random.nextBoolean() ? text("r") : null,
				this.random.nextBoolean() ? ByteBuffer.wrap(correlation) : null, pairs);
	}

	private String text(String start) {
		StringBuilder text = new StringBuilder(start);
		for (int i = this.random.nextInt(30); i > 0; i--) {
			text.appendCodePoint((this.random.nextInt(6) == 0) ? 0x4E00 + this.random.nextInt(0x5000)
					: (this.random.nextInt(40) == 0) ? 0x1F600 + this.random.nextInt(60)
							: 'a' + this.random.nextInt(26));
		}
		return text.toString();
	}

	private static void write(ByteBuf out, MqttVersion version, Publish publish) {
		MqttMessage message = publish.message();
		PublishFrame.write(out, version, message, message.qos(), message.retain(), publish.dup(), publish.packetId(),
				publish.topicAlias(), publish.subscriptionIds());
	}

	private static MqttPublishMessage nettyPublish(Publish publish) {
		MqttMessage message = publish.message();
		MqttFixedHeader fixed = new MqttFixedHeader(MqttMessageType.PUBLISH, publish.dup(),
				MqttQoS.valueOf(message.qos().value()), message.retain(), 0);
		return new MqttPublishMessage(fixed,
				new MqttPublishVariableHeader(message.topic(), publish.packetId(), nettyProperties(publish)),
				Unpooled.wrappedBuffer(message.payloadArray()));
	}

	private static io.netty.handler.codec.mqtt.MqttMessage nettyAck(AckType type, int id, MqttReasonCode reason) {
		MqttFixedHeader fixed = new MqttFixedHeader(MqttMessageType.valueOf(type.packetType()), false,
				(type == AckType.PUBREL) ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE, false, 0);
		return new io.netty.handler.codec.mqtt.MqttMessage(fixed,
				new MqttPubReplyMessageVariableHeader(id, (byte) reason.value(), MqttProperties.NO_PROPERTIES));
	}

	private static MqttProperties nettyProperties(Publish publish) {
		MqttProperties all = new MqttProperties();
		MqttMessageProperties properties = publish.message().properties();
		if (publish.topicAlias() != 0) {
			all.add(new MqttProperties.IntegerProperty(MqttProperties.TOPIC_ALIAS, publish.topicAlias()));
		}
		for (int id : publish.subscriptionIds()) {
			all.add(new MqttProperties.IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER, id));
		}
		Boolean utf8 = properties.payloadFormatUtf8();
		if (utf8 != null) {
			all.add(new MqttProperties.IntegerProperty(MqttProperties.PAYLOAD_FORMAT_INDICATOR, utf8 ? 1 : 0));
		}
		if (properties.expires()) {
			all.add(new MqttProperties.IntegerProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
					(int) properties.messageExpirySeconds()));
		}
		if (properties.contentType() != null) {
			all.add(new MqttProperties.StringProperty(MqttProperties.CONTENT_TYPE, properties.contentType()));
		}
		if (properties.responseTopic() != null) {
			all.add(new MqttProperties.StringProperty(MqttProperties.RESPONSE_TOPIC, properties.responseTopic()));
		}
		ByteBuffer correlation = properties.correlationData();
		if (correlation != null) {
			byte[] bytes = new byte[correlation.remaining()];
			correlation.get(bytes);
			all.add(new MqttProperties.BinaryProperty(MqttProperties.CORRELATION_DATA, bytes));
		}
		properties.userProperties()
			.forEach((pair) -> all.add(new MqttProperties.UserProperty(pair.name(), pair.value())));
		return all;
	}

	private static void assertSame(MqttPublishMessage read, Publish expected) {
		MqttMessage message = expected.message();
		assertThat(read.variableHeader().topicName()).isEqualTo(message.topic());
		assertThat(read.fixedHeader().qosLevel().value()).isEqualTo(message.qos().value());
		assertThat(read.fixedHeader().isDup()).isEqualTo(expected.dup());
		assertThat(read.fixedHeader().isRetain()).isEqualTo(message.retain());
		if (expected.packetId() != 0) {
			assertThat(read.variableHeader().packetId()).isEqualTo(expected.packetId());
		}
		assertThat(ByteBufUtil.getBytes(read.payload())).isEqualTo(message.payloadArray());
		assertThat(describe(read.variableHeader().properties())).isEqualTo(describe(nettyProperties(expected)));
	}

	private static List<String> describe(MqttProperties properties) {
		List<String> lines = new ArrayList<>();
		for (MqttProperties.MqttProperty<?> property : properties.listAll()) {
			Object value = property.value();
			if (value instanceof byte[] bytes) {
				value = Arrays.toString(bytes);
			}
			else if (value instanceof List<?> pairs) {
				value = pairs.stream()
					.map((pair) -> ((MqttProperties.StringPair) pair).key + "="
							+ ((MqttProperties.StringPair) pair).value)
					.toList();
			}
			lines.add(property.propertyId() + " " + value);
		}
		lines.sort(null);
		return lines;
	}

	private static void assertSame(Publish read, Publish expected) {
		assertThat(read.message()).isEqualTo(expected.message());
		assertThat(read.packetId()).isEqualTo(expected.packetId());
		assertThat(read.dup()).isEqualTo(expected.dup());
		assertThat(read.topicAlias()).isEqualTo(expected.topicAlias());
		assertThat(read.subscriptionIds()).isEqualTo(expected.subscriptionIds());
	}

}
