package io.mqttboot.client.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.mqttboot.MqttText;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import org.jspecify.annotations.Nullable;

/**
 * How a client is set up. Immutable; made by {@link #builder()}.
 *
 * @param serverUris where servers are; one after the other is tried
 * @param clientId the client identifier, never empty: it is drawn once
 * @param username the user name, {@code null} for none
 * @param password the password, {@code null} for none
 * @param version the version of the protocol; a server that refuses it is an error
 * @param cleanStart whether each connection begins a new session
 * @param sessionExpirySeconds how long the server keeps the session after a connection
 * ends, 0xFFFFFFFF for ever; MQTT 5 only
 * @param keepAliveSeconds the longest silence before a PINGREQ, 0 for any
 * @param connectTimeout how long it may take from the first byte to CONNACK
 * @param will what the server publishes if the connection ends without DISCONNECT
 * @param automaticReconnect whether a connection that was lost or could not be made is
 * tried again
 * @param reconnect how long it waits before that
 * @param limits every limit
 * @param outbox where messages wait that are not delivered
 * @param ackRetryMax how often what is not acknowledged is sent again on the same
 * connection before that is closed, 0 for never; MQTT 3 only
 * @param ackRetryInterval how long an acknowledgement is waited for
 * @param handlerThreads how many threads call handlers unless the client is given an
 * executor
 * @param tls how connections to secure servers are encrypted
 * @param proxy what stands between the client and its servers, {@code null} for nothing
 * @param followRedirects whether a server that names another one is believed; MQTT 5 only
 * @param userProperties what CONNECT says beside; MQTT 5 only
 * @param debug whether every packet is logged, without payload and password
 */
public record MqttClientConfig(List<MqttServerUri> serverUris, String clientId, @Nullable String username,
		byte @Nullable [] password, MqttVersion version, boolean cleanStart, long sessionExpirySeconds,
		int keepAliveSeconds, Duration connectTimeout, @Nullable MqttWill will, boolean automaticReconnect,
		MqttReconnect reconnect, MqttClientLimits limits, MqttOutbox outbox, int ackRetryMax, Duration ackRetryInterval,
		int handlerThreads, MqttClientTls tls, @Nullable MqttProxy proxy, boolean followRedirects,
		List<MqttUserProperty> userProperties, boolean debug) {

	/** The session outlives any pause. */
	public static final long NEVER_EXPIRES = 0xFFFF_FFFFL;

	public MqttClientConfig {
		serverUris = List.copyOf(serverUris);
		Objects.requireNonNull(clientId, "clientId");
		password = (password != null) ? password.clone() : null;
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(connectTimeout, "connectTimeout");
		Objects.requireNonNull(reconnect, "reconnect");
		Objects.requireNonNull(limits, "limits");
		Objects.requireNonNull(outbox, "outbox");
		Objects.requireNonNull(ackRetryInterval, "ackRetryInterval");
		Objects.requireNonNull(tls, "tls");
		userProperties = List.copyOf(userProperties);
		MqttText.check(clientId, "client id");
		MqttText.check(username, "user name");
		userProperties.forEach(MqttText::check);
		if (will != null) {
			MqttText.check(will.message());
		}
		require(!serverUris.isEmpty(), "a client needs a server URI");
		require(!clientId.isEmpty(), "a client needs a client id");
		require(keepAliveSeconds >= 0 && keepAliveSeconds <= 65_535, "keepAliveSeconds must be 0 to 65535");
		require(sessionExpirySeconds >= 0 && sessionExpirySeconds <= NEVER_EXPIRES,
				"sessionExpirySeconds must be 0 to 4294967295");
		require(!connectTimeout.isNegative() && !connectTimeout.isZero(), "connectTimeout must be above 0");
		require(ackRetryMax >= 0, "ackRetryMax must not be negative");
		require(ackRetryInterval.toSeconds() >= 1, "ackRetryInterval must be at least a second");
		require(handlerThreads >= 1, "handlerThreads must be at least 1");
		require(version.is5() || username != null || password == null, "before MQTT 5 a password needs a user name"); // [MQTT-3.1.2-22]
	}

	private static void require(boolean condition, String otherwise) {
		if (!condition) {
			throw new IllegalArgumentException(otherwise);
		}
	}

	/**
	 * Returns a copy of the password.
	 * @return the password, {@code null} for none
	 */
	@Override
	public byte @Nullable [] password() {
		return (this.password != null) ? this.password.clone() : null;
	}

	/**
	 * Starts from the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Starts from this configuration.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.serverUris = this.serverUris;
		builder.clientId = this.clientId;
		builder.username = this.username;
		builder.password = this.password;
		builder.version = this.version;
		builder.cleanStart = this.cleanStart;
		// what only follows from the clean start follows from it again
		builder.sessionExpirySeconds = (this.sessionExpirySeconds == (this.cleanStart ? 0 : NEVER_EXPIRES)) ? null
				: Long.valueOf(this.sessionExpirySeconds);
		builder.keepAliveSeconds = this.keepAliveSeconds;
		builder.connectTimeout = this.connectTimeout;
		builder.will = this.will;
		builder.automaticReconnect = this.automaticReconnect;
		builder.reconnect = this.reconnect;
		builder.limits = this.limits;
		builder.outbox = this.outbox;
		builder.ackRetryMax = this.ackRetryMax;
		builder.ackRetryInterval = this.ackRetryInterval;
		builder.handlerThreads = this.handlerThreads;
		builder.tls = this.tls;
		builder.proxy = this.proxy;
		builder.followRedirects = this.followRedirects;
		builder.userProperties = this.userProperties;
		builder.debug = this.debug;
		return builder;
	}

	/**
	 * Describes the client without its secrets.
	 */
	@Override
	public String toString() {
		return "MqttClientConfig[serverUris=" + this.serverUris + ", clientId=" + this.clientId + ", version="
				+ this.version + "]";
	}

	/**
	 * Collects a configuration.
	 */
	public static final class Builder {

		private List<MqttServerUri> serverUris = List.of(MqttServerUri.tcp("127.0.0.1", 1883));

		private String clientId = "MQTT-" + Long.toString(System.nanoTime(), 36);

		private @Nullable String username;

		private byte @Nullable [] password;

		private MqttVersion version = MqttVersion.MQTT_3_1_1;

		private boolean cleanStart = true;

		private @Nullable Long sessionExpirySeconds;

		private int keepAliveSeconds = 60;

		private Duration connectTimeout = Duration.ofSeconds(30);

		private @Nullable MqttWill will;

		private boolean automaticReconnect = true;

		private MqttReconnect reconnect = MqttReconnect.DEFAULT;

		private MqttClientLimits limits = MqttClientLimits.DEFAULT;

		private MqttOutbox outbox = MqttOutbox.MEMORY;

		private int ackRetryMax = 5;

		private Duration ackRetryInterval = Duration.ofSeconds(10);

		private int handlerThreads = 4;

		private MqttClientTls tls = MqttClientTls.ofPlatform();

		private @Nullable MqttProxy proxy;

		private boolean followRedirects = true;

		private List<MqttUserProperty> userProperties = List.of();

		private boolean debug;

		private Builder() {
		}

		/**
		 * Sets where servers are.
		 * @param value the servers
		 * @return this builder
		 */
		public Builder serverUris(List<MqttServerUri> value) {
			this.serverUris = value;
			return this;
		}

		/**
		 * Sets the client identifier.
		 * @param value the client identifier
		 * @return this builder
		 */
		public Builder clientId(String value) {
			this.clientId = value;
			return this;
		}

		/**
		 * Sets the user name.
		 * @param value the user name, {@code null} for none
		 * @return this builder
		 */
		public Builder username(@Nullable String value) {
			this.username = value;
			return this;
		}

		/**
		 * Sets a password that is text.
		 * @param value the password, sent as UTF-8, {@code null} for none
		 * @return this builder
		 */
		public Builder password(@Nullable String value) {
			this.password = (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null;
			return this;
		}

		/**
		 * Sets the password.
		 * @param value the password, {@code null} for none
		 * @return this builder
		 */
		public Builder password(byte @Nullable [] value) {
			this.password = value;
			return this;
		}

		/**
		 * Sets the version of the protocol.
		 * @param value the version
		 * @return this builder
		 */
		public Builder version(MqttVersion value) {
			this.version = value;
			return this;
		}

		/**
		 * Sets whether each connection begins a new session.
		 * @param value whether it does
		 * @return this builder
		 */
		public Builder cleanStart(boolean value) {
			this.cleanStart = value;
			return this;
		}

		/**
		 * Sets how long the server keeps the session; otherwise not at all with a clean
		 * start and for ever without one, which is what MQTT 3 means by it.
		 * @param value the seconds
		 * @return this builder
		 */
		public Builder sessionExpirySeconds(long value) {
			this.sessionExpirySeconds = value;
			return this;
		}

		/**
		 * Sets the longest silence before a PINGREQ.
		 * @param value the seconds, 0 for any
		 * @return this builder
		 */
		public Builder keepAliveSeconds(int value) {
			this.keepAliveSeconds = value;
			return this;
		}

		/**
		 * Sets how long it may take from the first byte to CONNACK.
		 * @param value how long
		 * @return this builder
		 */
		public Builder connectTimeout(Duration value) {
			this.connectTimeout = value;
			return this;
		}

		/**
		 * Sets what the server publishes if the connection ends without DISCONNECT.
		 * @param value the will, {@code null} for none
		 * @return this builder
		 */
		public Builder will(@Nullable MqttWill value) {
			this.will = value;
			return this;
		}

		/**
		 * Sets whether a connection that was lost or could not be made is tried again.
		 * @param value whether it is
		 * @return this builder
		 */
		public Builder automaticReconnect(boolean value) {
			this.automaticReconnect = value;
			return this;
		}

		/**
		 * Sets how long the client waits before it tries again.
		 * @param value the delays
		 * @return this builder
		 */
		public Builder reconnect(MqttReconnect value) {
			this.reconnect = value;
			return this;
		}

		/**
		 * Sets every limit.
		 * @param value the limits
		 * @return this builder
		 */
		public Builder limits(MqttClientLimits value) {
			this.limits = value;
			return this;
		}

		/**
		 * Sets where messages wait that are not delivered. One of files needs a client
		 * identifier that stays the same, and exactly-once delivery over a restart needs
		 * a session that outlives it: {@code cleanStart(false)}.
		 * @param value the outbox
		 * @return this builder
		 */
		public Builder outbox(MqttOutbox value) {
			this.outbox = value;
			return this;
		}

		/**
		 * Sets how often what is not acknowledged is sent again, MQTT 3 only.
		 * @param value the number, 0 for never
		 * @return this builder
		 */
		public Builder ackRetryMax(int value) {
			this.ackRetryMax = value;
			return this;
		}

		/**
		 * Sets how long an acknowledgement is waited for.
		 * @param value how long
		 * @return this builder
		 */
		public Builder ackRetryInterval(Duration value) {
			this.ackRetryInterval = value;
			return this;
		}

		/**
		 * Sets how many threads call handlers.
		 * @param value the number
		 * @return this builder
		 */
		public Builder handlerThreads(int value) {
			this.handlerThreads = value;
			return this;
		}

		/**
		 * Sets how connections to secure servers are encrypted.
		 * @param value the settings
		 * @return this builder
		 */
		public Builder tls(MqttClientTls value) {
			this.tls = value;
			return this;
		}

		/**
		 * Sets what stands between the client and its servers.
		 * @param value the proxy, {@code null} for none
		 * @return this builder
		 */
		public Builder proxy(@Nullable MqttProxy value) {
			this.proxy = value;
			return this;
		}

		/**
		 * Sets whether a server that names another one is believed, MQTT 5 only.
		 * @param value whether it is
		 * @return this builder
		 */
		public Builder followRedirects(boolean value) {
			this.followRedirects = value;
			return this;
		}

		/**
		 * Sets what CONNECT says beside, MQTT 5 only.
		 * @param value the names and values
		 * @return this builder
		 */
		public Builder userProperties(List<MqttUserProperty> value) {
			this.userProperties = value;
			return this;
		}

		/**
		 * Sets whether every packet is logged.
		 * @param value whether it is
		 * @return this builder
		 */
		public Builder debug(boolean value) {
			this.debug = value;
			return this;
		}

		/**
		 * Makes the configuration.
		 * @return the configuration
		 * @throws IllegalArgumentException if a value is out of its range
		 */
		public MqttClientConfig build() {
			long expiry = (this.sessionExpirySeconds != null) ? this.sessionExpirySeconds
					: this.cleanStart ? 0 : NEVER_EXPIRES;
			return new MqttClientConfig(this.serverUris, this.clientId, this.username, this.password, this.version,
					this.cleanStart, expiry, this.keepAliveSeconds, this.connectTimeout, this.will,
					this.automaticReconnect, this.reconnect, this.limits, this.outbox, this.ackRetryMax,
					this.ackRetryInterval, this.handlerThreads, this.tls, this.proxy, this.followRedirects,
					this.userProperties, this.debug);
		}

	}

}
