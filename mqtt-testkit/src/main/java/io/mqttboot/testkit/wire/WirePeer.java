package io.mqttboot.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A client for tests that sends exactly the packets it is told to and expects exactly the
 * packets it is told to. Speaks the version of the CONNECT that it sends. For one thread.
 */
public final class WirePeer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final AtomicInteger FENCES = new AtomicInteger();

	private static final int FENCE_ID = 65_535;

	private final Wire wire;

	private Version version = Version.V5;

	private byte[] received = {};

	private boolean server;

	/**
	 * Creates a peer at the end of a wire.
	 * @param wire what carries its bytes
	 */
	public WirePeer(Wire wire) {
		this.wire = wire;
	}

	/**
	 * Connects over TCP, and sends nothing yet.
	 * @param port the server's port
	 * @return the peer
	 */
	public static WirePeer connect(int port) {
		return new WirePeer(TcpWire.connect(port));
	}

	/**
	 * Lets this peer be a server: it reads what clients send.
	 * @return this peer
	 */
	public WirePeer asServer() {
		this.server = true;
		return this;
	}

	/**
	 * Sets the version that the server is expected to speak, for a CONNECT that is sent
	 * as bytes.
	 * @param version the version
	 * @return this peer
	 */
	public WirePeer speaks(Version version) {
		this.version = version;
		return this;
	}

	/**
	 * Sends packets, all in one piece.
	 * @param packets the packets
	 * @return this peer
	 */
	public WirePeer send(Packet<?>... packets) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (Packet<?> packet : packets) {
			if (packet instanceof Connect connect) {
				this.version = connect.version();
			}
			bytes.writeBytes(packet.bytes(this.version));
		}
		this.wire.send(bytes.toByteArray());
		return this;
	}

	/**
	 * Sends bytes as they are.
	 * @param bytes the bytes
	 * @return this peer
	 */
	public WirePeer send(byte[] bytes) {
		this.wire.send(bytes);
		return this;
	}

	/**
	 * Sends bytes as they are.
	 * @param hex hexadecimal numbers, blanks between them as one likes
	 * @return this peer
	 */
	public WirePeer sendHex(String hex) {
		return send(HexFormat.of().parseHex(hex.replace(" ", "")));
	}

	/**
	 * Sends CONNECT and expects to be let in.
	 * @param connect the packet
	 * @return the answer
	 */
	public Connack connects(Connect connect) {
		send(connect);
		Connack connack = receive(Connack.class);
		ByteReader.check(connack.code() == 0, "expected to be let in but got " + connack);
		return connack;
	}

	/**
	 * Sends SUBSCRIBE to one filter and expects that its QoS is granted.
	 * @param filter the topic filter
	 * @param options QoS and options
	 * @return this peer
	 */
	public WirePeer subscribes(String filter, int options) {
		return send(Packets.subscribe(1, filter, options)).receives(Packets.suback(1, options & 0x03));
	}

	/**
	 * Sends a message at QoS 1 under packet id 1 and expects its acknowledgement.
	 * @param publish the message
	 * @return this peer
	 */
	public WirePeer publishes(Publish publish) {
		send(publish.qos(1).id(1));
		Ack ack = receive(Ack.class);
		ByteReader.check(ack.type() == PacketType.PUBACK && ack.id() == 1 && ack.code() < 0x80,
				"expected PUBACK but got " + ack);
		return this;
	}

	/**
	 * Expects packets, one after the other and nothing between them.
	 * @param packets the packets
	 * @return this peer
	 */
	public WirePeer receives(Packet<?>... packets) {
		for (Packet<?> expected : packets) {
			receiveOne(expected);
		}
		return this;
	}

	private void receiveOne(Packet<?> expected) {
		Packet<?> packet = receive();
		ByteReader.check(expected.matches(packet, this.version), "expected " + expected + "\n but got  " + packet);
	}

	/**
	 * Expects a packet of some type.
	 * @param <P> the type
	 * @param type the type
	 * @return the packet
	 */
	public <P extends Packet<?>> P receive(Class<P> type) {
		Packet<?> packet = receive();
		ByteReader.check(type.isInstance(packet), "expected " + type.getSimpleName() + " but got " + packet);
		return type.cast(packet);
	}

	/**
	 * Expects a message.
	 * @param expected the message, of any packet id if it has none
	 * @return the packet that came
	 */
	public Publish receivesMessage(Publish expected) {
		Publish publish = receive(Publish.class);
		ByteReader.check(expected.matches(publish, this.version), "expected " + expected + "\n but got  " + publish);
		return publish;
	}

	/**
	 * Expects a message and acknowledges it as its QoS asks.
	 * @param expected the message, of any packet id if it has none
	 * @return this peer
	 */
	public WirePeer takes(Publish expected) {
		Publish publish = receivesMessage(expected);
		if (publish.qos() == 1) {
			send(Packets.puback(publish.id()));
		}
		else if (publish.qos() == 2) {
			send(Packets.pubrec(publish.id())).receives(Packets.pubrel(publish.id()))
				.send(Packets.pubcomp(publish.id()));
		}
		return this;
	}

	/**
	 * Expects any packet.
	 * @return the packet
	 */
	public Packet<?> receive() {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		byte[] frame = nextFrame();
		while (frame == null) {
			byte[] more = this.wire.receive(Duration.ofNanos(deadline - System.nanoTime()));
			if (more == null) {
				throw new AssertionError(
						"expected a packet but " + (this.wire.closed() ? "the server closed" : "got nothing"
								+ ((this.received.length > 0) ? " more than " + Bytes.hex(this.received) : "")));
			}
			append(more);
			frame = nextFrame();
		}
		return read(frame);
	}

	/**
	 * Takes a packet if there is one already: for wires made of queues.
	 * @return the packet, {@code null} if there is none
	 */
	public @Nullable Packet<?> poll() {
		byte[] frame = nextFrame();
		if (frame == null) {
			byte[] more = this.wire.receive(Duration.ZERO);
			if (more == null) {
				return null;
			}
			append(more);
			return poll();
		}
		return read(frame);
	}

	private Packet<?> read(byte[] frame) {
		Packet<?> packet = Packet.read(frame, this.version, this.server);
		if (packet instanceof Connect connect) {
			this.version = connect.version();
		}
		return packet;
	}

	private void append(byte[] more) {
		byte[] all = Arrays.copyOf(this.received, this.received.length + more.length);
		System.arraycopy(more, 0, all, this.received.length, more.length);
		this.received = all;
	}

	private byte @Nullable [] nextFrame() {
		int length = 0;
		for (int at = 1; at < this.received.length && at <= 4; at++) {
			length |= (this.received[at] & 0x7F) << 7 * (at - 1);
			if (this.received[at] >= 0) {
				int end = at + 1 + length;
				return (this.received.length < end) ? null : take(end);
			}
		}
		return null;
	}

	private byte[] take(int count) {
		byte[] frame = Arrays.copyOf(this.received, count);
		this.received = Arrays.copyOfRange(this.received, count, this.received.length);
		return frame;
	}

	/**
	 * Expects that nothing is on its way from this connection's own packets: PINGREQ is
	 * answered next. Says nothing about what others publish meanwhile, see
	 * {@link #receivesNothingFrom(WirePeer)}.
	 * @return this peer
	 */
	public WirePeer receivesNothing() {
		return send(Packets.pingreq()).receives(Packets.pingresp());
	}

	/**
	 * Expects that nothing is on its way from what a publisher sent before: a message
	 * that it publishes now to a topic of its own is the next that comes.
	 * @param publisher the publisher, which has read all its packets
	 * @return this peer
	 */
	public WirePeer receivesNothingFrom(WirePeer publisher) {
		String fence = "fence/" + FENCES.incrementAndGet();
		send(Packets.subscribe(FENCE_ID, fence, 0)).receives(Packets.suback(FENCE_ID, 0));
		publisher.send(Packets.publish(fence, "fence").qos(1).id(FENCE_ID));
		boolean own = publisher == this; // then PUBACK and message come in any order
		if (!own) {
			publisher.receive(Ack.class);
		}
		Packet<?> first = receive();
		Packet<?> packet = (own && first instanceof Ack) ? receive() : first;
		ByteReader.check(packet instanceof Publish publish && publish.topic().equals(fence),
				"expected nothing but got " + packet);
		if (own && packet == first) {
			receive(Ack.class);
		}
		return this;
	}

	/**
	 * Expects that the server closes the connection and sends nothing before.
	 * @return this peer
	 */
	public WirePeer isClosed() {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!this.wire.closed()) {
			byte[] more = this.wire.receive(Duration.ofNanos(deadline - System.nanoTime()));
			if (more != null) {
				append(more);
			}
			ByteReader.check(more != null || this.wire.closed(), "expected that the server closes but it did not");
		}
		byte[] frame = nextFrame();
		ByteReader.check(frame == null,
				"expected nothing before the end but got " + ((frame != null) ? read(frame) : ""));
		ByteReader.check(this.received.length == 0,
				"expected nothing before the end but got " + Bytes.hex(this.received));
		return this;
	}

	/**
	 * Expects any packet, or that the server closes.
	 * @return the packet, {@code null} if the server closed without one
	 */
	public @Nullable Packet<?> receiveUnlessClosed() {
		byte[] more = this.wire.receive(PATIENCE);
		if (more == null && this.wire.closed() && this.received.length == 0) {
			return null;
		}
		append((more != null) ? more : new byte[0]);
		return receive();
	}

	/**
	 * Expects that a connected client is turned out and its connection closed. An MQTT 5
	 * client is told why.
	 * @param codes the reason codes that are right
	 * @return this peer
	 */
	public WirePeer isDisconnected(int... codes) {
		if (this.version == Version.V5) {
			Reasoned disconnect = receive(Reasoned.class);
			ByteReader.check(
					disconnect.type() == PacketType.DISCONNECT
							&& Arrays.stream(codes).anyMatch((code) -> code == disconnect.code()),
					"expected DISCONNECT with one of " + Arrays.toString(codes) + " but got " + disconnect);
			ByteReader.check(!disconnect.has(Property.SESSION_EXPIRY), "only a client sets the session expiry");
		}
		return isClosed();
	}

	/**
	 * Expects that a client is not let in and its connection closed, with or without
	 * CONNACK.
	 * @param codes the codes that are right in CONNACK
	 * @return this peer
	 */
	public WirePeer isRefused(int... codes) {
		Packet<?> packet = receiveUnlessClosed();
		if (packet != null) {
			ByteReader.check(packet instanceof Connack, "expected CONNACK but got " + packet);
			Connack connack = (Connack) packet;
			ByteReader.check(Arrays.stream(codes).anyMatch((code) -> code == connack.code()),
					"expected CONNACK with one of " + Arrays.toString(codes) + " but got " + connack);
			ByteReader.check(!connack.sessionPresent(), "a refusal with session present");
		}
		return isClosed();
	}

	/**
	 * Sends DISCONNECT and waits until the server has closed.
	 */
	public void leaves() {
		send(Packets.disconnect()).isClosed();
	}

	/**
	 * Breaks the connection, as a client does that loses its power.
	 */
	public void abort() {
		this.wire.abort();
	}

	@Override
	public void close() {
		this.wire.close();
	}

}
