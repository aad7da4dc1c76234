package io.mqttboot.client.internal.connection;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.protocol.codec.AckFrame;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.ControlFrame;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.protocol.codec.PublishFrame;
import io.mqttboot.protocol.flow.TopicAliases;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What leaves on a connection: packets are written one behind the other into one buffer,
 * which goes to the socket when it is flushed, or earlier when it has grown.
 */
final class Packets {

	private static final Logger logger = LoggerFactory.getLogger(Packets.class);

	private static final int BATCH_MAX = 64 * 1024;

	private static final int BATCH_MIN = 512;

	private final ChannelHandlerContext ctx;

	private final MqttClientConfig config;

	private final MqttVersion version;

	private final MqttClientObserver observer;

	private TopicAliases.@Nullable Outbound aliases;

	private int batchBytes = BATCH_MIN;

	private @Nullable ByteBuf batch;

	Packets(ChannelHandlerContext ctx, MqttClientConfig config, MqttClientObserver observer) {
		this.ctx = ctx;
		this.config = config;
		this.version = config.version();
		this.observer = observer;
	}

	void aliasesMax(int max) {
		this.aliases = (max > 0) ? new TopicAliases.Outbound(max) : null;
	}

	void publish(io.mqttboot.MqttMessage message, MqttQos qos, boolean dup, int packetId) {
		int alias = (this.aliases != null) ? this.aliases.alias(message.topic()) : 0;
		ByteBuf out = out();
		int before = out.readableBytes();
		PublishFrame.write(out, this.version, message, qos, message.retain(), dup, packetId, alias, Publish.NO_IDS);
		wrote(MqttMessageType.PUBLISH.value(), out.readableBytes() - before);
	}

	int bytes(io.mqttboot.MqttMessage message, MqttQos qos) {
		return PublishFrame.bytes(this.version, message, qos, 0, Publish.NO_IDS);
	}

	void acknowledge(AckType type, int packetId, MqttReasonCode reason) {
		ByteBuf out = out();
		int before = out.readableBytes();
		AckFrame.write(out, this.version, type, packetId, reason);
		wrote(type.packetType(), out.readableBytes() - before);
	}

	void write(MqttMessage packet) {
		ByteBuf encoded = ControlFrame.encode(this.version, packet);
		int bytes = encoded.readableBytes();
		try {
			out().writeBytes(encoded);
		}
		finally {
			encoded.release();
		}
		wrote(packet.fixedHeader().messageType().value(), bytes);
	}

	private void wrote(int packetType, int bytes) {
		this.observer.packetSent(packetType, bytes);
		if (this.config.debug()) {
			logger.info("{} -> {} {} bytes", this.config.clientId(), MqttMessageType.valueOf(packetType), bytes);
		}
		flushIfLarge();
	}

	private ByteBuf out() {
		ByteBuf out = this.batch;
		if (out == null) {
			out = this.ctx.alloc().buffer(this.batchBytes);
			this.batch = out;
		}
		return out;
	}

	private void flushIfLarge() {
		if (this.batch != null && this.batch.readableBytes() >= BATCH_MAX) {
			flush();
		}
	}

	/** Lets leave what was written; returns whether there was something. */
	boolean flush() {
		ByteBuf out = this.batch;
		if (out == null) {
			return false;
		}
		this.batch = null;
		int wrote = Math.min(out.readableBytes(), BATCH_MAX);
		this.batchBytes = Math.max(BATCH_MIN, Math.max(wrote, this.batchBytes - this.batchBytes / 8));
		this.ctx.writeAndFlush(out, this.ctx.voidPromise());
		return true;
	}

	/** The channel is closed: what was not flushed leaves no more. */
	void release() {
		if (this.batch != null) {
			this.batch.release();
			this.batch = null;
		}
	}

}
