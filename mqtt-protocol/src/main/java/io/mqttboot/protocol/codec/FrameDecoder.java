package io.mqttboot.protocol.codec;

import java.util.ArrayDeque;
import java.util.Queue;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.Property.Place;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into packets, checks each against the standard and its limits before
 * anything is buffered, and hands it to a {@link PacketReceiver}. It ends, and drops all
 * further bytes, after the first exception, after DISCONNECT, and with its channel.
 * <p>
 * Who turns auto-read off while a packet is handed over still gets the packets that came
 * in the same read, unless it {@linkplain PacketReceiver#yields yields}.
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter {

	private static final AckType[] ACKS = AckType.values();

	private final DecoderLimits limits;

	private final PacketReceiver receiver;

	private final FrameReader reader;

	// for the connection

	private ChannelHandlerContext ctx;

	// most clients only listen: made with the first PUBLISH
	private @Nullable PublishReader publishes;

	private @Nullable MqttVersion version;

	private @Nullable MqttVersion answerVersion;

	// the packet that a side may send but once has come
	private boolean greeted;

	private boolean accepted;

	private boolean ended;

	// for the packet that is being read

	private final FixedHeader header = new FixedHeader();

	private @Nullable ByteBuf part;

	// what was read and waits while others have their turn, in order
	private @Nullable Queue<ByteBuf> rest;

	/**
	 * Creates the decoder of one connection.
	 * @param limits what it accepts
	 * @param receiver who gets the packets
	 */
	@SuppressWarnings("NullAway.Init")
	public FrameDecoder(DecoderLimits limits, PacketReceiver receiver) {
		this.limits = limits;
		this.receiver = receiver;
		this.reader = new FrameReader(limits);
	}

	/**
	 * Returns the version of the connection.
	 * @return what CONNECT said, {@code null} before it
	 */
	public @Nullable MqttVersion version() {
		return this.version;
	}

	/**
	 * Says what version a client asked for: its decoder reads no CONNECT.
	 * @param asked the version
	 */
	public void version(MqttVersion asked) {
		this.version = asked;
		this.answerVersion = asked;
	}

	/**
	 * Returns the version in which a refusal is understood: that of the connection, or
	 * where it is unsupported the nearest one.
	 * @return the version, {@code null} if the peer has not shown that it speaks MQTT
	 */
	public @Nullable MqttVersion answerVersion() {
		return this.answerVersion;
	}

	/**
	 * Says that the client is known now, so that the limit for strangers ends.
	 */
	public void accepted() {
		this.accepted = true;
	}

	/**
	 * Returns whether the client is known.
	 * @return whether {@link #accepted} was called
	 */
	public boolean isAccepted() {
		return this.accepted;
	}

	/**
	 * Ends the decoding and drops all further bytes, also those of the read that is going
	 * on: for a receiver that closes the connection while it is handed a packet.
	 */
	public void end() {
		this.ended = true;
		ByteBuf held = this.part;
		this.part = null;
		if (held != null) {
			held.release();
		}
		release(this.rest);
		this.rest = null;
	}

	private static void release(@Nullable Queue<ByteBuf> waiting) {
		if (waiting != null) {
			waiting.forEach(ByteBuf::release);
		}
	}

	@Override
	public void handlerAdded(ChannelHandlerContext added) {
		this.ctx = added;
	}

	@Override
	public void channelRead(ChannelHandlerContext reading, Object msg) {
		if (!(msg instanceof ByteBuf in)) {
			reading.fireChannelRead(msg);
		}
		else if (this.rest != null) {
			this.rest.add(in);
		}
		else {
			read(in);
		}
	}

	private void read(ByteBuf in) {
		boolean waits = false;
		try {
			while (!this.ended && !waits && readHeader(in) && readBody(this.ctx, in)) {
				waits = in.isReadable() && this.receiver.yields() && !this.ended;
			}
		}
		catch (RuntimeException | Error ex) {
			end();
			throw ex;
		}
		finally {
			if (!waits) {
				in.release();
			}
		}
		if (waits) {
			this.rest = new ArrayDeque<>();
			this.rest.add(in);
		}
	}

	/**
	 * Goes on with what waits since the receiver yielded; on the event loop. What goes
	 * wrong reaches the pipeline's {@code exceptionCaught}.
	 */
	public void goOn() {
		Queue<ByteBuf> waiting = this.rest;
		if (waiting == null) {
			return;
		}
		this.rest = null;
		try {
			for (ByteBuf next = waiting.poll(); next != null; next = waiting.poll()) {
				if (this.rest != null) {
					this.rest.add(next);
				}
				else {
					read(next);
				}
			}
		}
		catch (RuntimeException | Error ex) {
			release(waiting);
			this.ctx.fireExceptionCaught(ex);
		}
		this.ctx.fireChannelReadComplete();
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		end();
		ctx.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		end();
	}

	// returns whether the fixed header is complete
	private boolean readHeader(ByteBuf in) {
		if (this.header.readFirst(in)) {
			checkFirstByte();
		}
		if (this.header.readLength(in)) {
			checkLength();
		}
		return this.header.isWhole();
	}

	private void checkFirstByte() {
		PacketType type = this.header.type();
		PacketType.checkFirstByte(this.header.first(), this.limits.role(), this.version);
		boolean server = this.limits.role() == Role.SERVER;
		if (server && (type == PacketType.CONNECT) == this.greeted) {
			// [MQTT-3.1.0-1] [MQTT-3.1.0-2]
			throw Refusal.protocolError(this.greeted ? "second CONNECT" : type + " before CONNECT");
		}
		if (!server && type != PacketType.AUTH && (type == PacketType.CONNACK) == this.greeted) {
			// [MQTT-3.2.0-1] [MQTT-3.2.0-2]
			throw Refusal.protocolError(this.greeted ? "second CONNACK" : type + " before CONNACK");
		}
	}

	private void checkLength() {
		boolean stranger = this.limits.role() == Role.SERVER && !this.accepted;
		int max = stranger ? Math.min(this.limits.packetBytesMax(), this.limits.firstPacketBytesMax())
				: this.limits.packetBytesMax();
		if (this.header.packetBytes() > max) {
			throw new MqttProtocolException(MqttReasonCode.PACKET_TOO_LARGE, this.header.type() + " of "
					+ this.header.packetBytes() + " bytes, more than " + max + limitName(max));
		}
		if (this.version == MqttVersion.MQTT_5) {
			this.header.checkMinimal();
		}
	}

	// the documents' name of the limit, so that whoever reads the log knows what to
	// change
	private String limitName(int max) {
		if (this.limits.role() != Role.SERVER) {
			return "";
		}
		return (max == this.limits.packetBytesMax()) ? " (max-bytes-in-message)" : " (limits.first-packet-bytes-max)";
	}

	// returns whether the packet was complete
	private boolean readBody(ChannelHandlerContext ctx, ByteBuf in) {
		int length = this.header.length();
		if (this.part == null && in.readableBytes() >= length) {
			int from = in.readerIndex();
			in.skipBytes(length);
			readPacket(in, from, length);
			return true;
		}
		ByteBuf held = PacketPart.add(ctx.alloc(), this.part, in, length);
		this.part = held;
		if (held.readableBytes() < length) {
			return false;
		}
		this.part = null;
		try {
			readPacket(held, held.readerIndex(), length);
		}
		finally {
			held.release();
		}
		return true;
	}

	private void readPacket(ByteBuf body, int from, int length) {
		PacketType type = this.header.type();
		this.reader.open(body, from, length);
		try {
			switch (type) {
				case PUBLISH -> publish();
				case PUBACK, PUBREC, PUBREL, PUBCOMP -> ack(type);
				case PINGREQ, PINGRESP -> ping();
				default -> control(type, body, from);
			}
		}
		finally {
			this.reader.close();
		}
	}

	private void publish() {
		PublishReader publishReader = this.publishes;
		if (publishReader == null) {
			publishReader = new PublishReader(this.reader, this.limits.role());
			this.publishes = publishReader;
		}
		Publish publish = publishReader.read(this.header.first(), known().is5());
		received();
		try {
			this.receiver.publish(publish);
		}
		finally {
			if (publish.message().lentPayload() instanceof LentBytes lent) {
				lent.end();
			}
		}
	}

	private void ack(PacketType type) {
		int packetId = this.reader.packetId();
		MqttReasonCode reason = MqttReasonCode.SUCCESS;
		if (known().is5() && this.reader.remaining() > 0) {
			boolean answersPublish = type == PacketType.PUBACK || type == PacketType.PUBREC;
			reason = MqttReasonCode.of((answersPublish ? ReasonCodes.PUBACK : ReasonCodes.PUBREL).read(this.reader));
			if (this.reader.remaining() > 0) {
				PropertyRules.check(this.reader, Place.ACK);
			}
		}
		this.reader.finish();
		received();
		this.receiver.ack(ACKS[type.ordinal() - AckType.PUBACK.packetType()], packetId, reason);
	}

	private void ping() {
		this.reader.finish();
		received();
		this.receiver.ping();
	}

	private void control(PacketType type, ByteBuf body, int from) {
		if (type == PacketType.CONNECT) {
			readVersion();
			ConnectRules.check(this.reader, known());
		}
		else {
			new PacketRules(this.reader, this.limits.role()).check(type, known());
		}
		MqttMessage packet = NettyPackets.decode(this.header.first(), known(), body, from, this.header.length());
		this.greeted |= type == PacketType.CONNECT || type == PacketType.CONNACK;
		received();
		this.receiver.control(packet);
		this.ended |= type == PacketType.DISCONNECT; // [MQTT-3.14.4-1]
	}

	private void readVersion() {
		String name = this.reader.string();
		int level = this.reader.u8();
		this.answerVersion = ConnectRules.answerVersion(name, level);
		this.version = ConnectRules.version(name, level);
		if (known().is5()) {
			this.header.checkMinimal(); // now that its version is known
		}
	}

	private MqttVersion known() {
		MqttVersion known = this.version;
		if (known == null) {
			throw new IllegalStateException("a packet before the version is a bug");
		}
		return known;
	}

	// a packet is whole and good: the next byte begins another
	private void received() {
		int type = this.header.type().ordinal();
		int bytes = this.header.packetBytes();
		this.header.clear();
		this.receiver.received(type, bytes);
	}

	/** Which role the decoder reads for: it refuses packets that only the other sends. */
	public enum Role {

		/** A server: it reads what clients send. */
		SERVER,

		/** A client: it reads what a server sends. */
		CLIENT

	}

}
