package io.mqttboot.testkit.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A control packet: built by a test to be sent or expected, or read from a server. How it
 * is written depends on the version that its connection speaks.
 *
 * @param <P> the type of the packet itself
 */
public abstract class Packet<P extends Packet<P>> {

	private final PacketType type;

	private Properties properties = new Properties();

	private @Nullable Integer flags;

	private int size;

	Packet(PacketType type) {
		this.type = type;
	}

	abstract P self();

	abstract void writeBody(ByteWriter out, Version version);

	abstract void readBody(ByteReader in, Version version);

	/** What there is to see, each with a blank before it. */
	abstract String fields();

	int ownFlags() {
		return this.type.flags();
	}

	void readFlags(int flags) {
		ByteReader.check(flags == this.type.flags(), this.type + " has the flags " + flags);
	}

	/**
	 * Adds a property; only MQTT 5 writes it.
	 * @param property which one
	 * @param value a number, a string, or bytes
	 * @return this packet
	 */
	public P property(Property property, Object value) {
		Object kept = (value instanceof Number number) ? (Object) number.longValue() : value;
		this.properties.add(property, (value instanceof byte[] bytes) ? new Bytes(bytes) : kept);
		return self();
	}

	/**
	 * Adds a user property; only MQTT 5 writes it.
	 * @param name its name
	 * @param value its value
	 * @return this packet
	 */
	public P userProperty(String name, String value) {
		return property(Property.USER_PROPERTY, Map.entry(name, value));
	}

	/**
	 * Sets the low four bits of the first byte to something else than they should be.
	 * @param flags the bits
	 * @return this packet
	 */
	public P flags(int flags) {
		this.flags = flags;
		return self();
	}

	/**
	 * Returns which of the fifteen it is.
	 * @return its type
	 */
	public PacketType type() {
		return this.type;
	}

	/**
	 * Returns the number that a property has.
	 * @param property which one
	 * @return the number, if the packet has the property
	 */
	public Optional<Long> number(Property property) {
		return this.properties.values(property).stream().map(Long.class::cast).findFirst();
	}

	/**
	 * Returns the text that a property has.
	 * @param property which one
	 * @return the text, if the packet has the property
	 */
	public Optional<String> text(Property property) {
		return this.properties.values(property).stream().map(Object::toString).findFirst();
	}

	/**
	 * Returns the bytes that a property has.
	 * @param property which one
	 * @return the bytes, if the packet has the property
	 */
	public Optional<byte[]> binary(Property property) {
		return this.properties.values(property).stream().map((value) -> ((Bytes) value).array()).findFirst();
	}

	/**
	 * Returns the numbers that a property has.
	 * @param property which one
	 * @return the numbers in order
	 */
	public List<Long> numbers(Property property) {
		return this.properties.values(property).stream().map(Long.class::cast).toList();
	}

	/**
	 * Returns whether it has a property.
	 * @param property which one
	 * @return whether it is there
	 */
	public boolean has(Property property) {
		return !this.properties.values(property).isEmpty();
	}

	/**
	 * Returns how long it was on the wire.
	 * @return its bytes, 0 if it was not received
	 */
	public int size() {
		return this.size;
	}

	Properties properties() {
		return this.properties;
	}

	void writeProperties(ByteWriter out, Version version) {
		if (version == Version.V5) {
			this.properties.write(out);
		}
	}

	void readProperties(ByteReader in, Version version) {
		if (version == Version.V5) {
			this.properties.read(in, (property) -> property.mayStandIn(this.type));
		}
	}

	/**
	 * Returns what goes over the wire.
	 * @param version the version that the connection speaks
	 * @return all its bytes
	 */
	public byte[] bytes(Version version) {
		ByteWriter body = new ByteWriter();
		writeBody(body, version);
		return body.packet(this.type.number() << 4 | ((this.flags != null) ? this.flags : ownFlags()));
	}

	/**
	 * Returns whether a packet is what this one expects: the same but for the order of
	 * different properties, for a shorter form of the same, and for a reason string that
	 * was not expected, since servers word those as they like.
	 * @param received the packet that came
	 * @param version the version that the connection speaks
	 * @return whether it is as expected
	 */
	public boolean matches(Packet<?> received, Version version) {
		Properties all = received.properties;
		if (!has(Property.REASON_STRING)) {
			received.properties = all.without(Property.REASON_STRING);
		}
		boolean equal = Arrays.equals(bytes(version), received.bytes(version));
		received.properties = all;
		return equal;
	}

	@Override
	public String toString() {
		return this.type + fields() + this.properties;
	}

	static Packet<?> read(byte[] bytes, Version version, boolean fromClient) {
		try {
			ByteReader in = new ByteReader(bytes);
			int first = in.one();
			in.variable();
			PacketType type = PacketType.of(first >> 4);
			boolean old = version != Version.V5;
			ByteReader.check(!old || type != PacketType.AUTH, "AUTH is of MQTT 5");
			ByteReader.check(!old || fromClient || type != PacketType.DISCONNECT,
					"only MQTT 5 servers send DISCONNECT");
			Packet<?> packet = fromClient ? type.emptyOfClient() : type.empty();
			packet.size = bytes.length;
			packet.readFlags(first & 0x0F);
			packet.readBody(in, version);
			ByteReader.check(!in.hasMore(), packet.type + " is longer than what it holds");
			return packet;
		}
		catch (AssertionError | RuntimeException ex) {
			throw new AssertionError("the " + (fromClient ? "client" : "server") + " sent a bad packet: "
					+ ex.getMessage() + "\n" + Bytes.hex(bytes), ex);
		}
	}

}
