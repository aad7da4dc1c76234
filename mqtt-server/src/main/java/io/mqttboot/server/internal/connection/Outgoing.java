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
import io.netty.channel.ChannelOutboundBuffer;
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

	private @Nullable LargePayloads large;

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
		MqttMessage message = publication.message();
		ByteBuf out = out();
		if (PublishFrame.isLarge(message)) {
			publishLarge(publication, qos, retain, dup, packetId, subscriptionIds);
		}
		else {
			int before = out.writerIndex();
			writeFrame(out, publication, qos, retain, dup, packetId, subscriptionIds);
			written(PUBLISH, out, out.writerIndex() - before);
		}
		return true;
	}

	// The head goes into the buffer of the pass, which is direct from now on.
	private void publishLarge(Publication publication, MqttQos qos, boolean retain, boolean dup, int packetId,
			int[] subscriptionIds) {
		ByteBuf out = directOut();
		ByteBuf payload = PublishFrame.payload(publication.message(), this.ctx.alloc(), keepsUp());
		int before = out.writerIndex();
		try {
			writeFrame(out, publication, qos, retain, dup, packetId, subscriptionIds);
		}
		catch (RuntimeException | Error ex) {
			payload.release();
			throw ex;
		}
		int bytes = out.writerIndex() - before + payload.readableBytes();
		if (this.large == null) {
			this.large = new LargePayloads();
		}
		this.large.add(out.writerIndex(), payload);
		written(PUBLISH, out, bytes);
	}

	// Whether the socket has taken all that it was given. Otherwise what is written may
	// wait, and should then hold on to no more memory than what is counted.
	private boolean keepsUp() {
		ChannelOutboundBuffer waiting = this.ctx.channel().unsafe().outboundBuffer();
		return waiting != null && waiting.isEmpty();
	}

	private void writeFrame(ByteBuf out, Publication publication, MqttQos qos, boolean retain, boolean dup,
			int packetId, int[] subscriptionIds) {
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
			MqttMessage told = message.withProperties(message.properties().withMessageExpirySeconds(expiry));
			if (PublishFrame.isLarge(message)) {
				PublishFrame.writeHead(out, this.version, told, qos, retain, dup, packetId, alias, subscriptionIds);
			}
			else {
				PublishFrame.write(out, this.version, told, qos, retain, dup, packetId, alias, subscriptionIds);
			}
		}
		this.link.loop().counters().messageOut(qos);
	}

	void acknowledge(AckType type, int packetId, MqttReasonCode reason) {
		ByteBuf out = out();
		int before = out.writerIndex();
		AckFrame.write(out, this.version, type, packetId, reason);
		written(type.packetType(), out, out.writerIndex() - before);
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
			written(packet.fixedHeader().messageType().value(), out, out.writerIndex() - before);
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

	// Between large payloads nothing is copied any more, so it should be where a socket
	// takes it from.
	private ByteBuf directOut() {
		ByteBuf out = out();
		if (!out.isDirect()) {
			ByteBuf direct = this.ctx.alloc()
				.directBuffer(Math.max(this.batchBytes, out.readableBytes()))
				.writeBytes(out);
			out.release();
			this.batch = direct;
			return direct;
		}
		return out;
	}

	private void written(int packetType, ByteBuf out, int bytes) {
		this.link.loop().counters().sent(packetType, bytes);
		if (this.logged) {
			PacketLog.sent(this.link, packetType, bytes);
		}
		if (out.readableBytes() + ((this.large != null) ? this.large.bytes() : 0) >= BATCH_MAX) {
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
			if (this.large == null) {
				this.ctx.writeAndFlush(out, this.ctx.voidPromise());
			}
			else {
				LargePayloads payloads = this.large;
				this.large = null;
				payloads.write(this.ctx, out);
				this.ctx.flush();
			}
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
		if (this.large != null) {
			this.large.release();
			this.large = null;
		}
	}

}
