package io.mqttboot.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How fast connections and messages may come. Part of {@link MqttLimits}.
 *
 * @param connectionsPerAddressMax the most open connections from one address, 0 for any
 * number; one more is closed at once. An IPv6 address counts by its first 64 bits, one
 * behind a trusted proxy as the proxy says
 * @param connectionRateMax connections accepted a second, 0 for any number; those beyond
 * are closed at once
 * @param connectionRatePerAddressMax connections accepted a second from one address, 0
 * for any number; those beyond are closed at once
 * @param unlimitedAddresses from where any number of connections may come, in total also
 * @param publishRateMax messages a second of one client, 0 for any number; it is not read
 * beyond, and what it had sent already is refused with 0x97 in the end
 * @param publishBytesRateMax bytes of topics and payloads a second of one client, 0 for
 * any number
 * @param publishRateTotalMax messages a second of all clients, 0 for any number; beyond,
 * those who publish more than their share are not read
 * @param publishBytesRateTotalMax bytes of topics and payloads a second of all clients, 0
 * for any number
 * @param rateBurst for how long a rate is saved up, to be used at once
 */
public record MqttRateLimits(int connectionsPerAddressMax, int connectionRateMax, int connectionRatePerAddressMax,
		List<MqttNetwork> unlimitedAddresses, int publishRateMax, long publishBytesRateMax, int publishRateTotalMax,
		long publishBytesRateTotalMax, Duration rateBurst) {

	private static final Duration BURST_MAX = Duration.ofHours(1);

	// more would not be counted exactly
	private static final long BYTES_MAX = 1L << 40;

	/** The defaults. */
	public static final MqttRateLimits DEFAULTS = builder().build();

	public MqttRateLimits {
		unlimitedAddresses = List.copyOf(unlimitedAddresses);
		within(Integer.MAX_VALUE, connectionsPerAddressMax, "connectionsPerAddressMax");
		within(Integer.MAX_VALUE, connectionRateMax, "connectionRateMax");
		within(Integer.MAX_VALUE, connectionRatePerAddressMax, "connectionRatePerAddressMax");
		within(Integer.MAX_VALUE, publishRateMax, "publishRateMax");
		within(BYTES_MAX, publishBytesRateMax, "publishBytesRateMax");
		within(Integer.MAX_VALUE, publishRateTotalMax, "publishRateTotalMax");
		within(BYTES_MAX, publishBytesRateTotalMax, "publishBytesRateTotalMax");
		Objects.requireNonNull(rateBurst, "rateBurst");
		if (rateBurst.toMillis() < 1_000 || rateBurst.compareTo(BURST_MAX) > 0) {
			throw new IllegalArgumentException(
					"rateBurst must be at least a second and at most an hour but is " + rateBurst);
		}
	}

	private static void within(long max, long value, String name) {
		if (value < 0) {
			throw new IllegalArgumentException(name + " must be at least 0 but is " + value);
		}
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
	 * Starts from these limits.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.connectionsPerAddressMax = this.connectionsPerAddressMax;
		builder.connectionRateMax = this.connectionRateMax;
		builder.connectionRatePerAddressMax = this.connectionRatePerAddressMax;
		builder.unlimitedAddresses = this.unlimitedAddresses;
		builder.publishRateMax = this.publishRateMax;
		builder.publishBytesRateMax = this.publishBytesRateMax;
		builder.publishRateTotalMax = this.publishRateTotalMax;
		builder.publishBytesRateTotalMax = this.publishBytesRateTotalMax;
		builder.rateBurst = this.rateBurst;
		return builder;
	}

	/**
	 * Builds {@link MqttRateLimits}; every method sets the limit of its name.
	 */
	public static final class Builder {

		private int connectionsPerAddressMax = 50_000;

		private int connectionRateMax = 10_000;

		private int connectionRatePerAddressMax = 1_000;

		private List<MqttNetwork> unlimitedAddresses = List.of(MqttNetwork.of("127.0.0.0/8"), MqttNetwork.of("::1"));

		private int publishRateMax = 0;

		private long publishBytesRateMax = 0;

		private int publishRateTotalMax = 0;

		private long publishBytesRateTotalMax = 0;

		private Duration rateBurst = Duration.ofSeconds(10);

		private Builder() {
		}

		/**
		 * Sets {@link MqttRateLimits#connectionsPerAddressMax()}.
		 * @param connectionsPerAddressMax how many, 0 for any number
		 * @return this builder
		 */
		public Builder connectionsPerAddressMax(int connectionsPerAddressMax) {
			this.connectionsPerAddressMax = connectionsPerAddressMax;
			return this;
		}

		/**
		 * Sets {@link MqttRateLimits#connectionRateMax()}.
		 * @param connectionRateMax how many a second, 0 for any number
		 * @return this builder
		 */
		public Builder connectionRateMax(int connectionRateMax) {
			this.connectionRateMax = connectionRateMax;
			return this;
		}

		/**
		 * Sets {@link MqttRateLimits#connectionRatePerAddressMax()}.
		 * @param connectionRatePerAddressMax how many a second, 0 for any number
		 * @return this builder
		 */
		public Builder connectionRatePerAddressMax(int connectionRatePerAddressMax) {
			this.connectionRatePerAddressMax = connectionRatePerAddressMax;
			return this;
		}

		/**
		 * Sets {@link MqttRateLimits#unlimitedAddresses()}.
		 * @param unlimitedAddresses the addresses
		 * @return this builder
		 */
		public Builder unlimitedAddresses(List<MqttNetwork> unlimitedAddresses) {
			this.unlimitedAddresses = unlimitedAddresses;
			return this;
		}

		/**
		 * Sets {@link MqttRateLimits#publishRateMax()}.
		 * @param publishRateMax how many a second, 0 for any number
		 * @return this builder
		 */
		public Builder publishRateMax(int publishRateMax) {
			this.publishRateMax = publishRateMax;
			return this;
		}

		/**
		 * Sets {@link MqttRateLimits#publishBytesRateMax()}.
		 * @param publishBytesRateMax how many a second, 0 for any number
		 * @return this builder
		 */
		public Builder publishBytesRateMax(long publishBytesRateMax) {
			this.publishBytesRateMax = publishBytesRateMax;
			return this;
		}

		/**
		 * Sets {@link MqttRateLimits#publishRateTotalMax()}.
		 * @param publishRateTotalMax how many a second, 0 for any number
		 * @return this builder
		 */
		public Builder publishRateTotalMax(int publishRateTotalMax) {
			this.publishRateTotalMax = publishRateTotalMax;
			return this;
		}

		/**
		 * Sets {@link MqttRateLimits#publishBytesRateTotalMax()}.
		 * @param publishBytesRateTotalMax how many a second, 0 for any number
		 * @return this builder
		 */
		public Builder publishBytesRateTotalMax(long publishBytesRateTotalMax) {
			this.publishBytesRateTotalMax = publishBytesRateTotalMax;
			return this;
		}

		/**
		 * Sets {@link MqttRateLimits#rateBurst()}.
		 * @param rateBurst how long
		 * @return this builder
		 */
		public Builder rateBurst(Duration rateBurst) {
			this.rateBurst = rateBurst;
			return this;
		}

		/**
		 * Checks and builds the limits.
		 * @return the limits
		 * @throws IllegalArgumentException if a limit is out of range
		 */
		public MqttRateLimits build() {
			return new MqttRateLimits(this.connectionsPerAddressMax, this.connectionRateMax,
					this.connectionRatePerAddressMax, this.unlimitedAddresses, this.publishRateMax,
					this.publishBytesRateMax, this.publishRateTotalMax, this.publishBytesRateTotalMax, this.rateBurst);
		}

	}

}
