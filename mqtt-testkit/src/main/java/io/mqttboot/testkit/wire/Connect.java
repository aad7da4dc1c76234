package io.mqttboot.testkit.wire;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * CONNECT; says nothing more than client id, clean start and keep-alive unless told to.
 */
public final class Connect extends Packet<Connect> {

	private Version version = Version.V5;

	private @Nullable String protocolName;

	private @Nullable Integer level;

	private String clientId = "";

	private boolean clean = true;

	private int keepAlive = 60;

	private @Nullable String willTopic;

	private byte[] willPayload = {};

	private int willQos;

	private boolean willRetain;

	private final Properties willProperties = new Properties();

	private @Nullable String userName;

	private byte @Nullable [] password;

	private @Nullable Integer connectFlags;

	Connect() {
		super(PacketType.CONNECT);
	}

	/** Sets the version that the connection shall speak, which is 5 otherwise. */
	public Connect version(Version version) {
		this.version = version;
		return this;
	}

	/** Says another protocol name than that of the version. */
	public Connect protocolName(String protocolName) {
		this.protocolName = protocolName;
		return this;
	}

	/** Says another protocol level than that of the version. */
	public Connect level(int level) {
		this.level = level;
		return this;
	}

	/** Sets the client id. */
	public Connect clientId(String clientId) {
		this.clientId = clientId;
		return this;
	}

	/** Sets clean start, or clean session, to 0. */
	public Connect resume() {
		this.clean = false;
		return this;
	}

	/** Keeps the session for that many seconds, also one that starts anew; MQTT 5. */
	public Connect sessionExpiry(long seconds) {
		return property(Property.SESSION_EXPIRY, seconds);
	}

	/** Sets the keep-alive in seconds. */
	public Connect keepAlive(int seconds) {
		this.keepAlive = seconds;
		return this;
	}

	/** Adds a will that is not retained. */
	public Connect will(String topic, String payload, int qos) {
		this.willTopic = topic;
		this.willPayload = payload.getBytes(StandardCharsets.UTF_8);
		this.willQos = qos;
		return this;
	}

	/** Retains the will. */
	public Connect willRetain() {
		this.willRetain = true;
		return this;
	}

	/** Adds a property of the will. */
	public Connect willProperty(Property property, Object value) {
		this.willProperties.add(property, (value instanceof byte[] bytes) ? new Bytes(bytes) : value);
		return this;
	}

	/** Sets the user name. */
	public Connect userName(String userName) {
		this.userName = userName;
		return this;
	}

	/** Sets the password. */
	public Connect password(String password) {
		this.password = password.getBytes(StandardCharsets.UTF_8);
		return this;
	}

	/** Says other flags than those that the payload calls for. */
	public Connect connectFlags(int connectFlags) {
		this.connectFlags = connectFlags;
		return this;
	}

	/** Returns the client id. */
	public String clientId() {
		return this.clientId;
	}

	/** Returns whether it asks for a clean start. */
	public boolean isClean() {
		return this.clean;
	}

	/** Returns the keep-alive in seconds. */
	public int keepAlive() {
		return this.keepAlive;
	}

	/** Returns the user name. */
	public @Nullable String userName() {
		return this.userName;
	}

	/** Returns the password, read as UTF-8. */
	public @Nullable String password() {
		return (this.password != null) ? new String(this.password, StandardCharsets.UTF_8) : null;
	}

	/** Returns the topic of the will. */
	public @Nullable String willTopic() {
		return this.willTopic;
	}

	/** Returns the version that the connection shall speak. */
	public Version version() {
		return this.version;
	}

	@Override
	Connect self() {
		return this;
	}

	@Override
	void writeBody(ByteWriter out, Version ignored) {
		out.string((this.protocolName != null) ? this.protocolName : this.version.protocolName());
		out.one((this.level != null) ? this.level : this.version.level());
		out.one((this.connectFlags != null) ? this.connectFlags : naturalConnectFlags());
		out.two(this.keepAlive);
		writeProperties(out, this.version);
		out.string(this.clientId);
		if (this.willTopic != null) {
			if (this.version == Version.V5) {
				this.willProperties.write(out);
			}
			out.string(this.willTopic).binary(this.willPayload);
		}
		if (this.userName != null) {
			out.string(this.userName);
		}
		if (this.password != null) {
			out.binary(this.password);
		}
	}

	private int naturalConnectFlags() {
		int will = (this.willTopic != null) ? 0x04 | this.willQos << 3 | (this.willRetain ? 0x20 : 0) : 0;
		int identity = ((this.userName != null) ? 0x80 : 0) | ((this.password != null) ? 0x40 : 0);
		return (this.clean ? 0x02 : 0) | will | identity;
	}

	@Override
	void readBody(ByteReader in, Version version) {
		this.protocolName = in.string();
		this.level = in.one();
		this.version = Version.of(this.level);
		ByteReader.check(this.protocolName.equals(this.version.protocolName()), "the protocol name does not fit");
		int flags = in.one();
		ByteReader.check((flags & 0x01) == 0, "the reserved connect flag is set"); // [MQTT-3.1.2-3]
		this.clean = (flags & 0x02) != 0;
		this.keepAlive = in.two();
		readProperties(in, this.version);
		this.clientId = in.string();
		if ((flags & 0x04) != 0) {
			readWill(in, flags);
		}
		ByteReader.check((flags & 0x04) != 0 || (flags & 0x38) == 0, "will flags without a will"); // [MQTT-3.1.2-11]
		this.userName = ((flags & 0x80) != 0) ? in.string() : null;
		this.password = ((flags & 0x40) != 0) ? in.binary() : null;
	}

	private void readWill(ByteReader in, int flags) {
		if (this.version == Version.V5) {
			this.willProperties.read(in, (property) -> true);
		}
		this.willTopic = in.string();
		this.willPayload = in.binary();
		this.willQos = flags >> 3 & 0x03;
		this.willRetain = (flags & 0x20) != 0;
	}

	@Override
	String fields() {
		return " " + this.version + " clientId=" + this.clientId + " clean=" + this.clean + " keepAlive="
				+ this.keepAlive + ((this.willTopic != null) ? " will=" + this.willTopic : "");
	}

}
