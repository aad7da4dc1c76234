package io.mqttboot.server.internal.connection;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.AckFrame;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.ControlFrame;
import io.mqttboot.protocol.codec.PublishFrame;
import io.mqttboot.protocol.flow.TopicAliases;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.session.PassEnd;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * What leaves on a connection: packets are written one behind the other into one buffer,
 * which goes to the socket at the end of the pass, or earlier when it has grown.
 */
final class Outgoing implements PassEnd {

	private static final int BATCH_MAX = 64 * 1024;

	private static final int BATCH_MIN = 512;

	private static final int PUBLISH = 3;

	private final ChannelLink link;

	private final ChannelHandlerContext ctx;

	private final boolean logged;

	// what the client takes
	private MqttVersion version = MqttVersion.MQTT_3_1_1;

	private long packetBytesMax = Long.MAX_VALUE;

	private TopicAliases.@Nullable Outbound aliases;

	// what recent passes wrote, so that the next buffer need not grow
	private int batchBytes = BATCH_MIN;

	// of this pass
	private @Nullable ByteBuf batch;

	private boolean touched;

	Outgoing(ChannelLink link, ChannelHandlerContext ctx, boolean logged) {
		this.link = link;
		this.ctx = ctx;
		this.logged = logged;
	}

	void agree(Terms terms) {
		this.version = terms.version();
		this.packetBytesMax = terms.packetBytesMax();
		this.aliases = (terms.topicAliasMax() > 0) ? new TopicAliases.Outbound(terms.topicAliasMax()) : null;
	}

	MqttVersion version() {
		return this.version;
	}

	boolean accepts(Publication publication, MqttQos qos, int[] subscriptionIds) {
		return this.packetBytesMax == Long.MAX_VALUE || PublishFrame.bytes(this.version, publication.message(), qos, 0,
				subscriptionIds) <= this.packetBytesMax;
	}

	boolean publish(Publication publication, MqttQos qos, boolean retain, boolean dup, int packetId,
			int[] subscriptionIds) {
		if (!accepts(publication, qos, subscriptionIds)) {
			return false;
		}
		ByteBuf out = out();
		int before = out.writerIndex();
		MqttMessage message = publication.message();
		long expiry = message.properties().expires() ? publication.remainingExpirySeconds(this.link.loop().millis())
				: -1; // [MQTT-3.3.2-6]
		boolean plain = !dup && subscriptionIds.length == 0 && this.aliases == null
				&& expiry == message.properties().messageExpirySeconds();
		PublishFrame shared = plain ? publication.sharedFrame(this.version, qos, retain) : null;
		if (shared != null) {
			shared.write(out, packetId);
		}
		else {
			int alias = (this.aliases != null) ? this.aliases.alias(message.topic()) : 0;
			PublishFrame.write(out, this.version,
					message.withProperties(message.properties().withMessageExpirySeconds(expiry)), qos, retain, dup,
					packetId, alias, subscriptionIds);
		}
		this.link.loop().counters().messageOut(qos);
		written(PUBLISH, out, before);
		return true;
	}

	void acknowledge(AckType type, int packetId, MqttReasonCode reason) {
		ByteBuf out = out();
		int before = out.writerIndex();
		AckFrame.write(out, this.version, type, packetId, reason);
		written(type.packetType(), out, before);
	}

	boolean write(io.netty.handler.codec.mqtt.MqttMessage packet) {
		ByteBuf encoded = ControlFrame.encode(this.version, packet);
		try {
			if (encoded.readableBytes() > this.packetBytesMax) {
				return false; // [MQTT-3.1.2-24]
			}
			ByteBuf out = out();
			int before = out.writerIndex();
			out.writeBytes(encoded);
			written(packet.fixedHeader().messageType().value(), out, before);
			return true;
		}
		finally {
			encoded.release();
		}
	}

	private ByteBuf out() {
		ByteBuf out = this.batch;
		if (out == null) {
			out = this.ctx.alloc().buffer(this.batchBytes);
			this.batch = out;
		}
		if (!this.touched) {
			this.touched = true;
			this.link.loop().touch(this);
		}
		return out;
	}

	private void written(int packetType, ByteBuf out, int before) {
		int bytes = out.writerIndex() - before;
		this.link.loop().counters().sent(packetType, bytes);
		if (this.logged) {
			PacketLog.sent(this.link, packetType, bytes);
		}
		if (out.readableBytes() >= BATCH_MAX) {
			flush();
		}
	}

	void flush() {
		ByteBuf out = this.batch;
		if (out != null) {
			this.batch = null;
			// at once with the load, and slowly back
			int wrote = Math.min(out.readableBytes(), BATCH_MAX);
			this.batchBytes = Math.max(BATCH_MIN, Math.max(wrote, this.batchBytes - this.batchBytes / 8));
			this.ctx.writeAndFlush(out, this.ctx.voidPromise());
		}
	}

	@Override
	public void passEnded() {
		this.touched = false;
		flush();
	}

	/** The channel is closed: what was not flushed leaves no more. */
	void release() {
		if (this.batch != null) {
			this.batch.release();
			this.batch = null;
		}
	}

}
