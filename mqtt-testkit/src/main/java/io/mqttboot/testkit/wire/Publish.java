package io.mqttboot.testkit.wire;

import java.nio.charset.StandardCharsets;

/**
 * PUBLISH; one that is expected above QoS 0 without a packet id accepts any.
 */
public final class Publish extends Packet<Publish> {

	private String topic = "";

	private Bytes payload = Bytes.of("");

	private int qos;

	private int packetId;

	private boolean dup;

	private boolean retain;

	Publish() {
		super(PacketType.PUBLISH);
	}

	Publish(String topic, byte[] payload) {
		this();
		this.topic = topic;
		this.payload = new Bytes(payload);
	}

	/** Sets the quality of service. */
	public Publish qos(int qos) {
		this.qos = qos;
		return this;
	}

	/** Sets the packet id. */
	public Publish id(int packetId) {
		this.packetId = packetId;
		return this;
	}

	/** Sets DUP. */
	public Publish dup() {
		this.dup = true;
		return this;
	}

	/** Sets RETAIN. */
	public Publish retain() {
		this.retain = true;
		return this;
	}

	/** Returns the topic name. */
	public String topic() {
		return this.topic;
	}

	/** Returns the payload as text. */
	public String payload() {
		return new String(this.payload.array(), StandardCharsets.UTF_8);
	}

	/** Returns the quality of service. */
	public int qos() {
		return this.qos;
	}

	/** Returns the packet id, 0 if there is none. */
	public int id() {
		return this.packetId;
	}

	/** Returns whether RETAIN is set. */
	public boolean isRetained() {
		return this.retain;
	}

	/** Returns whether DUP is set. */
	public boolean isDup() {
		return this.dup;
	}

	@Override
	Publish self() {
		return this;
	}

	@Override
	int ownFlags() {
		return (this.dup ? 0x08 : 0) | this.qos << 1 | (this.retain ? 0x01 : 0);
	}

	@Override
	void readFlags(int flags) {
		this.dup = (flags & 0x08) != 0;
		this.qos = (flags >> 1) & 0x03;
		this.retain = (flags & 0x01) != 0;
		ByteReader.check(this.qos < 3, "QoS 3");
		ByteReader.check(this.qos > 0 || !this.dup, "DUP at QoS 0");
	}

	@Override
	void writeBody(ByteWriter out, Version version) {
		out.string(this.topic);
		if (this.qos > 0) {
			out.two(this.packetId);
		}
		writeProperties(out, version);
		out.raw(this.payload.array());
	}

	@Override
	void readBody(ByteReader in, Version version) {
		this.topic = in.string();
		if (this.qos > 0) {
			this.packetId = in.two();
			ByteReader.check(this.packetId != 0, "packet id 0");
		}
		readProperties(in, version);
		this.payload = new Bytes(in.rest());
	}

	@Override
	public boolean matches(Packet<?> received, Version version) {
		if (this.packetId == 0 && this.qos > 0 && received instanceof Publish publish) {
			this.packetId = publish.packetId;
			boolean matches = super.matches(received, version);
			this.packetId = 0;
			return matches;
		}
		return super.matches(received, version);
	}

	@Override
	String fields() {
		return " " + this.topic + " " + this.payload + " qos=" + this.qos
				+ ((this.packetId != 0) ? " id=" + this.packetId : "") + (this.dup ? " dup" : "")
				+ (this.retain ? " retain" : "");
	}

}
