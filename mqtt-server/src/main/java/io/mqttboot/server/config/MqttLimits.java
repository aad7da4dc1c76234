package io.mqttboot.server.config;

import java.time.Duration;
import java.util.Objects;

/**
 * Every limit of the server, each enforced in one place with a reason code or a drop
 * cause that is counted. {@link #DEFAULTS} are sane for a gigabyte of heap.
 *
 * @param connectionsMax the most open connections; one more is closed at once
 * @param sessionsMax the most sessions, connected or not; a new one beyond it is refused
 * with 0x97
 * @param connectTimeout how long a socket may take from its first byte to a complete
 * CONNECT, TLS and WebSocket handshakes included
 * @param earlyPacketsMax packets that a client may send before it is let in; 0x97 beyond
 * @param packetBytesMax bytes of one inbound packet, fixed header included; told to MQTT
 * 5 clients; 0x95 beyond
 * @param firstPacketBytesMax bytes of one CONNECT, if that is less than {@code
 * packetBytesMax}
 * @param topicBytesMax bytes of a topic name or filter; 0x90 or 0x8F beyond
 * @param topicLevelsMax levels of a topic name or filter; 0x90 or 0x8F beyond
 * @param userPropertiesMax user properties of one packet; 0x97 beyond
 * @param subscriptionsMax subscriptions of one session; 0x97 in SUBACK beyond (0x80 for
 * MQTT 3.1.1)
 * @param queueMessagesMax QoS 1 and 2 messages that wait for one session
 * @param queueBytesMax bytes of the messages that wait for one session
 * @param inflightMax unacknowledged messages sent to one client; an MQTT 5 client may ask
 * for fewer
 * @param receiveMax unacknowledged QoS 1 and 2 messages taken from one MQTT 5 client,
 * told to it; 0x93 beyond
 * @param topicAliasMax topic aliases of one connection in each direction, told to MQTT 5
 * clients; 0x94 beyond
 * @param retainedMax retained messages; one more is delivered but not kept, and counted
 * as a drop
 * @param retainedBytesMax bytes of all retained messages together
 * @param replayMax retained messages on their way to new subscriptions, of all clients
 * together; a further subscription gets its own when there are fewer
 * @param delayedMax messages that wait for {@code $delayed}; 0x97 beyond
 * @param delayedBytesMax bytes of the messages that wait for {@code $delayed}
 * @param mailMax deliveries on their way to the sessions of one event loop; publishers
 * pause beyond
 * @param mailBytesMax bytes of the deliveries on their way to one event loop
 * @param writeBufferHigh bytes waiting in a socket from which on it counts as not
 * writable
 * @param writeBufferLow bytes waiting in a socket below which it is writable again
 * @param writeStallTimeout how long a socket may stay not writable before it is closed
 * @param handlerQueueMax messages that wait for the application's listeners
 * @param handlerQueueBytesMax bytes of the messages that wait for the application's
 * listeners
 * @param authQueueMax clients that wait for authentication; 0x89 beyond
 * @param sessionExpiryMax how long a session outlives its connection at most; MQTT 5
 * clients are told, MQTT 3 clients get it
 * @param keepAliveSecondsMax the longest keep-alive a client may choose, 0 for any; MQTT
 * 5 clients are told a shorter one
 * @param queuedBytesTotalMax bytes of the messages that wait for all sessions together, a
 * message that waits for several counted once; 0 for a quarter of the heap
 * @param subscriptionsBytesTotalMax bytes of the subscriptions of all sessions together,
 * about; 0 for a quarter of the heap; 0x97 in SUBACK beyond (0x80 for MQTT 3.1.1)
 * @param principalSessionsMax sessions of one principal, connected or not, 0 for any; a
 * new one beyond it is refused with 0x97
 * @param principalQueueMessagesMax messages that wait for all sessions of one principal
 * together, 0 for any
 * @param principalQueueBytesMax bytes of the messages that wait for all sessions of one
 * principal together, 0 for any
 * @param principalRetainedMax retained messages that one principal published, 0 for any;
 * one more is delivered but not kept, and counted as a drop
 * @param principalRetainedBytesMax bytes of the retained messages that one principal
 * published, 0 for any
 * @param retainedExpiryDefault how long a message is retained that says nothing of its
 * expiry, zero for ever
 * @param retainedExpiryMax how long any message is retained at most, zero for ever
 * @param rates how fast connections and messages may come
 */
public record MqttLimits(int connectionsMax, int sessionsMax, Duration connectTimeout, int earlyPacketsMax,
		int packetBytesMax, int firstPacketBytesMax, int topicBytesMax, int topicLevelsMax, int userPropertiesMax,
		int subscriptionsMax, int queueMessagesMax, long queueBytesMax, int inflightMax, int receiveMax,
		int topicAliasMax, int retainedMax, long retainedBytesMax, int replayMax, int delayedMax, long delayedBytesMax,
		int mailMax, long mailBytesMax, int writeBufferHigh, int writeBufferLow, Duration writeStallTimeout,
		int handlerQueueMax, long handlerQueueBytesMax, int authQueueMax, Duration sessionExpiryMax,
		int keepAliveSecondsMax, long queuedBytesTotalMax, long subscriptionsBytesTotalMax, int principalSessionsMax,
		int principalQueueMessagesMax, long principalQueueBytesMax, int principalRetainedMax,
		long principalRetainedBytesMax, Duration retainedExpiryDefault, Duration retainedExpiryMax,
		MqttRateLimits rates) {

	/** The defaults. */
	public static final MqttLimits DEFAULTS = builder().build();

	public MqttLimits {
		Objects.requireNonNull(connectTimeout, "connectTimeout");
		Objects.requireNonNull(writeStallTimeout, "writeStallTimeout");
		Objects.requireNonNull(sessionExpiryMax, "sessionExpiryMax");
		Objects.requireNonNull(retainedExpiryDefault, "retainedExpiryDefault");
		Objects.requireNonNull(retainedExpiryMax, "retainedExpiryMax");
		Objects.requireNonNull(rates, "rates");
		atLeast(1, connectionsMax, "connectionsMax");
		atLeast(1, sessionsMax, "sessionsMax");
		atLeast(0, earlyPacketsMax, "earlyPacketsMax");
		atLeast(1, packetBytesMax, "packetBytesMax");
		atLeast(1, firstPacketBytesMax, "firstPacketBytesMax");
		atLeast(1, topicBytesMax, "topicBytesMax");
		atLeast(1, topicLevelsMax, "topicLevelsMax");
		atLeast(0, userPropertiesMax, "userPropertiesMax");
		atLeast(1, subscriptionsMax, "subscriptionsMax");
		atLeast(0, queueMessagesMax, "queueMessagesMax");
		atLeast(0, queueBytesMax, "queueBytesMax");
		atLeast(1, inflightMax, "inflightMax");
		atLeast(1, receiveMax, "receiveMax");
		atLeast(0, topicAliasMax, "topicAliasMax");
		atLeast(0, retainedMax, "retainedMax");
		atLeast(0, retainedBytesMax, "retainedBytesMax");
		atLeast(1, replayMax, "replayMax");
		atLeast(0, delayedMax, "delayedMax");
		atLeast(0, delayedBytesMax, "delayedBytesMax");
		atLeast(1, mailMax, "mailMax");
		atLeast(1, mailBytesMax, "mailBytesMax");
		atLeast(1, writeBufferHigh, "writeBufferHigh");
		atLeast(1, writeBufferLow, "writeBufferLow");
		atLeast(1, handlerQueueMax, "handlerQueueMax");
		atLeast(1, handlerQueueBytesMax, "handlerQueueBytesMax");
		atLeast(1, authQueueMax, "authQueueMax");
		atLeast(0, keepAliveSecondsMax, "keepAliveSecondsMax");
		atLeast(0, queuedBytesTotalMax, "queuedBytesTotalMax");
		atLeast(0, subscriptionsBytesTotalMax, "subscriptionsBytesTotalMax");
		atLeast(0, principalSessionsMax, "principalSessionsMax");
		atLeast(0, principalQueueMessagesMax, "principalQueueMessagesMax");
		atLeast(0, principalQueueBytesMax, "principalQueueBytesMax");
		atLeast(0, principalRetainedMax, "principalRetainedMax");
		atLeast(0, principalRetainedBytesMax, "principalRetainedBytesMax");
		atLeast(0, retainedExpiryDefault.toMillis(), "retainedExpiryDefault");
		atLeast(0, retainedExpiryMax.toMillis(), "retainedExpiryMax");
		atMost(65_535, receiveMax, "receiveMax");
		atMost(65_535, inflightMax, "inflightMax");
		atMost(65_535, topicAliasMax, "topicAliasMax");
		atMost(65_535, topicBytesMax, "topicBytesMax");
		atMost(65_535, keepAliveSecondsMax, "keepAliveSecondsMax");
		atMost(268_435_460, packetBytesMax, "packetBytesMax");
		atMost(writeBufferHigh, writeBufferLow, "writeBufferLow");
	}

	private static void atLeast(long min, long value, String name) {
		if (value < min) {
			throw new IllegalArgumentException(name + " must be at least " + min + " but is " + value);
		}
	}

	private static void atMost(long max, long value, String name) {
		if (value > max) {
			throw new IllegalArgumentException(name + " must be at most " + max + " but is " + value);
		}
	}

	/**
	 * Starts from the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Starts from limits for a public port: everything that is unlimited by default has a
	 * limit, and strangers have less time.
	 * @return a builder
	 */
	public static Builder hardened() {
		return builder().connectTimeout(Duration.ofSeconds(5))
			.writeStallTimeout(Duration.ofSeconds(20))
			.keepAliveSecondsMax(1_200)
			.sessionExpiryMax(Duration.ofDays(1))
			.subscriptionsMax(100)
			.principalSessionsMax(1_000)
			.principalQueueMessagesMax(100_000)
			.principalQueueBytesMax(64L << 20)
			.principalRetainedMax(10_000)
			.principalRetainedBytesMax(16L << 20)
			.rates(MqttRateLimits.builder()
				.connectionRateMax(1_000)
				.connectionRatePerAddressMax(50)
				.connectionsPerAddressMax(1_000)
				.publishRateMax(1_000)
				.publishBytesRateMax(1L << 20)
				.build());
	}

	/**
	 * Starts from these limits.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.connectionsMax = this.connectionsMax;
		builder.sessionsMax = this.sessionsMax;
		builder.connectTimeout = this.connectTimeout;
		builder.earlyPacketsMax = this.earlyPacketsMax;
		builder.packetBytesMax = this.packetBytesMax;
		builder.firstPacketBytesMax = this.firstPacketBytesMax;
		builder.topicBytesMax = this.topicBytesMax;
		builder.topicLevelsMax = this.topicLevelsMax;
		builder.userPropertiesMax = this.userPropertiesMax;
		builder.subscriptionsMax = this.subscriptionsMax;
		builder.queueMessagesMax = this.queueMessagesMax;
		builder.queueBytesMax = this.queueBytesMax;
		builder.inflightMax = this.inflightMax;
		builder.receiveMax = this.receiveMax;
		builder.topicAliasMax = this.topicAliasMax;
		builder.retainedMax = this.retainedMax;
		builder.retainedBytesMax = this.retainedBytesMax;
		builder.replayMax = this.replayMax;
		builder.delayedMax = this.delayedMax;
		builder.delayedBytesMax = this.delayedBytesMax;
		builder.mailMax = this.mailMax;
		builder.mailBytesMax = this.mailBytesMax;
		builder.writeBufferHigh = this.writeBufferHigh;
		builder.writeBufferLow = this.writeBufferLow;
		builder.writeStallTimeout = this.writeStallTimeout;
		builder.handlerQueueMax = this.handlerQueueMax;
		builder.handlerQueueBytesMax = this.handlerQueueBytesMax;
		builder.authQueueMax = this.authQueueMax;
		builder.sessionExpiryMax = this.sessionExpiryMax;
		builder.keepAliveSecondsMax = this.keepAliveSecondsMax;
		builder.queuedBytesTotalMax = this.queuedBytesTotalMax;
		builder.subscriptionsBytesTotalMax = this.subscriptionsBytesTotalMax;
		builder.principalSessionsMax = this.principalSessionsMax;
		builder.principalQueueMessagesMax = this.principalQueueMessagesMax;
		builder.principalQueueBytesMax = this.principalQueueBytesMax;
		builder.principalRetainedMax = this.principalRetainedMax;
		builder.principalRetainedBytesMax = this.principalRetainedBytesMax;
		builder.retainedExpiryDefault = this.retainedExpiryDefault;
		builder.retainedExpiryMax = this.retainedExpiryMax;
		builder.rates = this.rates;
		return builder;
	}

	/**
	 * Builds {@link MqttLimits}; every method sets the limit of its name.
	 */
	public static final class Builder {

		private int connectionsMax = 100_000;

		private int sessionsMax = 100_000;

		private Duration connectTimeout = Duration.ofSeconds(10);

		private int earlyPacketsMax = 256;

		private int packetBytesMax = 8_092;

		private int firstPacketBytesMax = 65_535;

		private int topicBytesMax = 4_096;

		private int topicLevelsMax = 128;

		private int userPropertiesMax = 64;

		private int subscriptionsMax = 1_000;

		private int queueMessagesMax = 1_000;

		private long queueBytesMax = 8L * 1024 * 1024;

		private int inflightMax = 100;

		private int receiveMax = 100;

		private int topicAliasMax = 16;

		private int retainedMax = 100_000;

		private long retainedBytesMax = 64L * 1024 * 1024;

		private int replayMax = 500_000;

		private int delayedMax = 10_000;

		private long delayedBytesMax = 64L * 1024 * 1024;

		private int mailMax = 20_000;

		private long mailBytesMax = 32L * 1024 * 1024;

		private int writeBufferHigh = 256 * 1024;

		private int writeBufferLow = 128 * 1024;

		private Duration writeStallTimeout = Duration.ofSeconds(60);

		private int handlerQueueMax = 10_000;

		private long handlerQueueBytesMax = 16L * 1024 * 1024;

		private int authQueueMax = 1_000;

		private Duration sessionExpiryMax = Duration.ofDays(14);

		private int keepAliveSecondsMax = 0;

		private long queuedBytesTotalMax = 0;

		private long subscriptionsBytesTotalMax = 0;

		private int principalSessionsMax = 0;

		private int principalQueueMessagesMax = 0;

		private long principalQueueBytesMax = 0;

		private int principalRetainedMax = 0;

		private long principalRetainedBytesMax = 0;

		private Duration retainedExpiryDefault = Duration.ZERO;

		private Duration retainedExpiryMax = Duration.ZERO;

		private MqttRateLimits rates = MqttRateLimits.DEFAULTS;

		private Builder() {
		}

		/**
		 * Sets {@link MqttLimits#connectionsMax()}.
		 * @param connectionsMax how many
		 * @return this builder
		 */
		public Builder connectionsMax(int connectionsMax) {
			this.connectionsMax = connectionsMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#sessionsMax()}.
		 * @param sessionsMax how many
		 * @return this builder
		 */
		public Builder sessionsMax(int sessionsMax) {
			this.sessionsMax = sessionsMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#connectTimeout()}.
		 * @param connectTimeout how long
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#earlyPacketsMax()}.
		 * @param earlyPacketsMax how many
		 * @return this builder
		 */
		public Builder earlyPacketsMax(int earlyPacketsMax) {
			this.earlyPacketsMax = earlyPacketsMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#packetBytesMax()}.
		 * @param packetBytesMax how many
		 * @return this builder
		 */
		public Builder packetBytesMax(int packetBytesMax) {
			this.packetBytesMax = packetBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#firstPacketBytesMax()}.
		 * @param firstPacketBytesMax how many
		 * @return this builder
		 */
		public Builder firstPacketBytesMax(int firstPacketBytesMax) {
			this.firstPacketBytesMax = firstPacketBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#topicBytesMax()}.
		 * @param topicBytesMax how many
		 * @return this builder
		 */
		public Builder topicBytesMax(int topicBytesMax) {
			this.topicBytesMax = topicBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#topicLevelsMax()}.
		 * @param topicLevelsMax how many
		 * @return this builder
		 */
		public Builder topicLevelsMax(int topicLevelsMax) {
			this.topicLevelsMax = topicLevelsMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#userPropertiesMax()}.
		 * @param userPropertiesMax how many
		 * @return this builder
		 */
		public Builder userPropertiesMax(int userPropertiesMax) {
			this.userPropertiesMax = userPropertiesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#subscriptionsMax()}.
		 * @param subscriptionsMax how many
		 * @return this builder
		 */
		public Builder subscriptionsMax(int subscriptionsMax) {
			this.subscriptionsMax = subscriptionsMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#queueMessagesMax()}.
		 * @param queueMessagesMax how many
		 * @return this builder
		 */
		public Builder queueMessagesMax(int queueMessagesMax) {
			this.queueMessagesMax = queueMessagesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#queueBytesMax()}.
		 * @param queueBytesMax how many
		 * @return this builder
		 */
		public Builder queueBytesMax(long queueBytesMax) {
			this.queueBytesMax = queueBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#inflightMax()}.
		 * @param inflightMax how many
		 * @return this builder
		 */
		public Builder inflightMax(int inflightMax) {
			this.inflightMax = inflightMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#receiveMax()}.
		 * @param receiveMax how many
		 * @return this builder
		 */
		public Builder receiveMax(int receiveMax) {
			this.receiveMax = receiveMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#topicAliasMax()}.
		 * @param topicAliasMax how many
		 * @return this builder
		 */
		public Builder topicAliasMax(int topicAliasMax) {
			this.topicAliasMax = topicAliasMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#retainedMax()}.
		 * @param retainedMax how many
		 * @return this builder
		 */
		public Builder retainedMax(int retainedMax) {
			this.retainedMax = retainedMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#retainedBytesMax()}.
		 * @param retainedBytesMax how many
		 * @return this builder
		 */
		public Builder retainedBytesMax(long retainedBytesMax) {
			this.retainedBytesMax = retainedBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#replayMax()}.
		 * @param replayMax how many
		 * @return this builder
		 */
		public Builder replayMax(int replayMax) {
			this.replayMax = replayMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#delayedMax()}.
		 * @param delayedMax how many
		 * @return this builder
		 */
		public Builder delayedMax(int delayedMax) {
			this.delayedMax = delayedMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#delayedBytesMax()}.
		 * @param delayedBytesMax how many
		 * @return this builder
		 */
		public Builder delayedBytesMax(long delayedBytesMax) {
			this.delayedBytesMax = delayedBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#mailMax()}.
		 * @param mailMax how many
		 * @return this builder
		 */
		public Builder mailMax(int mailMax) {
			this.mailMax = mailMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#mailBytesMax()}.
		 * @param mailBytesMax how many
		 * @return this builder
		 */
		public Builder mailBytesMax(long mailBytesMax) {
			this.mailBytesMax = mailBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#writeBufferHigh()}.
		 * @param writeBufferHigh how many
		 * @return this builder
		 */
		public Builder writeBufferHigh(int writeBufferHigh) {
			this.writeBufferHigh = writeBufferHigh;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#writeBufferLow()}.
		 * @param writeBufferLow how many
		 * @return this builder
		 */
		public Builder writeBufferLow(int writeBufferLow) {
			this.writeBufferLow = writeBufferLow;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#writeStallTimeout()}.
		 * @param writeStallTimeout how long
		 * @return this builder
		 */
		public Builder writeStallTimeout(Duration writeStallTimeout) {
			this.writeStallTimeout = writeStallTimeout;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#handlerQueueMax()}.
		 * @param handlerQueueMax how many
		 * @return this builder
		 */
		public Builder handlerQueueMax(int handlerQueueMax) {
			this.handlerQueueMax = handlerQueueMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#handlerQueueBytesMax()}.
		 * @param handlerQueueBytesMax how many
		 * @return this builder
		 */
		public Builder handlerQueueBytesMax(long handlerQueueBytesMax) {
			this.handlerQueueBytesMax = handlerQueueBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#authQueueMax()}.
		 * @param authQueueMax how many
		 * @return this builder
		 */
		public Builder authQueueMax(int authQueueMax) {
			this.authQueueMax = authQueueMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#sessionExpiryMax()}.
		 * @param sessionExpiryMax how long
		 * @return this builder
		 */
		public Builder sessionExpiryMax(Duration sessionExpiryMax) {
			this.sessionExpiryMax = sessionExpiryMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#keepAliveSecondsMax()}.
		 * @param keepAliveSecondsMax how many
		 * @return this builder
		 */
		public Builder keepAliveSecondsMax(int keepAliveSecondsMax) {
			this.keepAliveSecondsMax = keepAliveSecondsMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#queuedBytesTotalMax()}.
		 * @param queuedBytesTotalMax how many, 0 for a quarter of the heap
		 * @return this builder
		 */
		public Builder queuedBytesTotalMax(long queuedBytesTotalMax) {
			this.queuedBytesTotalMax = queuedBytesTotalMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#subscriptionsBytesTotalMax()}.
		 * @param subscriptionsBytesTotalMax how many, 0 for a quarter of the heap
		 * @return this builder
		 */
		public Builder subscriptionsBytesTotalMax(long subscriptionsBytesTotalMax) {
			this.subscriptionsBytesTotalMax = subscriptionsBytesTotalMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#principalSessionsMax()}.
		 * @param principalSessionsMax how many, 0 for any
		 * @return this builder
		 */
		public Builder principalSessionsMax(int principalSessionsMax) {
			this.principalSessionsMax = principalSessionsMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#principalQueueMessagesMax()}.
		 * @param principalQueueMessagesMax how many, 0 for any
		 * @return this builder
		 */
		public Builder principalQueueMessagesMax(int principalQueueMessagesMax) {
			this.principalQueueMessagesMax = principalQueueMessagesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#principalQueueBytesMax()}.
		 * @param principalQueueBytesMax how many, 0 for any
		 * @return this builder
		 */
		public Builder principalQueueBytesMax(long principalQueueBytesMax) {
			this.principalQueueBytesMax = principalQueueBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#principalRetainedMax()}.
		 * @param principalRetainedMax how many, 0 for any
		 * @return this builder
		 */
		public Builder principalRetainedMax(int principalRetainedMax) {
			this.principalRetainedMax = principalRetainedMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#principalRetainedBytesMax()}.
		 * @param principalRetainedBytesMax how many, 0 for any
		 * @return this builder
		 */
		public Builder principalRetainedBytesMax(long principalRetainedBytesMax) {
			this.principalRetainedBytesMax = principalRetainedBytesMax;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#rates()}.
		 * @param rates how fast
		 * @return this builder
		 */
		public Builder rates(MqttRateLimits rates) {
			this.rates = rates;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#retainedExpiryDefault()}.
		 * @param retainedExpiryDefault how long
		 * @return this builder
		 */
		public Builder retainedExpiryDefault(Duration retainedExpiryDefault) {
			this.retainedExpiryDefault = retainedExpiryDefault;
			return this;
		}

		/**
		 * Sets {@link MqttLimits#retainedExpiryMax()}.
		 * @param retainedExpiryMax how long
		 * @return this builder
		 */
		public Builder retainedExpiryMax(Duration retainedExpiryMax) {
			this.retainedExpiryMax = retainedExpiryMax;
			return this;
		}

		/**
		 * Checks and builds the limits.
		 * @return the limits
		 * @throws IllegalArgumentException if a limit is out of range
		 */
		public MqttLimits build() {
			return new MqttLimits(this.connectionsMax, this.sessionsMax, this.connectTimeout, this.earlyPacketsMax,
					this.packetBytesMax, this.firstPacketBytesMax, this.topicBytesMax, this.topicLevelsMax,
					this.userPropertiesMax, this.subscriptionsMax, this.queueMessagesMax, this.queueBytesMax,
					this.inflightMax, this.receiveMax, this.topicAliasMax, this.retainedMax, this.retainedBytesMax,
					this.replayMax, this.delayedMax, this.delayedBytesMax, this.mailMax, this.mailBytesMax,
					this.writeBufferHigh, this.writeBufferLow, this.writeStallTimeout, this.handlerQueueMax,
					this.handlerQueueBytesMax, this.authQueueMax, this.sessionExpiryMax, this.keepAliveSecondsMax,
					this.queuedBytesTotalMax, this.subscriptionsBytesTotalMax, this.principalSessionsMax,
					this.principalQueueMessagesMax, this.principalQueueBytesMax, this.principalRetainedMax,
					this.principalRetainedBytesMax, this.retainedExpiryDefault, this.retainedExpiryMax, this.rates);
		}

	}

}
