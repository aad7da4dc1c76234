package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Those of the server's limits that are rates: one for each part of
 * {@link io.mqttboot.server.config.MqttRateLimits}.
 */
class MqttServerRateProperties extends MqttServerBudgetProperties {

	/**
	 * Most open connections from one address, 0 for any number.
	 */
	private int connectionsPerAddressMax = 50_000;

	/**
	 * Most connections accepted in a second, 0 for any number.
	 */
	private int connectionRateMax = 10_000;

	/**
	 * Most connections accepted in a second from one address, 0 for any number.
	 */
	private int connectionRatePerAddressMax = 1_000;

	/**
	 * Comma-separated list of the addresses and networks from which any number of
	 * connections may come.
	 */
	private List<String> unlimitedAddresses = List.of("127.0.0.0/8", "::1");

	/**
	 * Most messages taken in a second from one client, 0 for any number.
	 */
	private int publishRateMax = 0;

	/**
	 * Size of the topics and payloads taken in a second from one client, 0 for any. If a
	 * size suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize publishBytesRateMax = DataSize.ofBytes(0);

	/**
	 * Most messages taken in a second from all clients together, 0 for any number.
	 */
	private int publishRateTotalMax = 0;

	/**
	 * Size of the topics and payloads taken in a second from all clients together, 0 for
	 * any. If a size suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize publishBytesRateTotalMax = DataSize.ofBytes(0);

	/**
	 * For how long a rate is saved up, to be used at once. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration rateBurst = Duration.ofSeconds(10);

	public int getConnectionsPerAddressMax() {
		return this.connectionsPerAddressMax;
	}

	public void setConnectionsPerAddressMax(int connectionsPerAddressMax) {
		this.connectionsPerAddressMax = connectionsPerAddressMax;
	}

	public int getConnectionRateMax() {
		return this.connectionRateMax;
	}

	public void setConnectionRateMax(int connectionRateMax) {
		this.connectionRateMax = connectionRateMax;
	}

	public int getConnectionRatePerAddressMax() {
		return this.connectionRatePerAddressMax;
	}

	public void setConnectionRatePerAddressMax(int connectionRatePerAddressMax) {
		this.connectionRatePerAddressMax = connectionRatePerAddressMax;
	}

	public List<String> getUnlimitedAddresses() {
		return this.unlimitedAddresses;
	}

	public void setUnlimitedAddresses(List<String> unlimitedAddresses) {
		this.unlimitedAddresses = unlimitedAddresses;
	}

	public int getPublishRateMax() {
		return this.publishRateMax;
	}

	public void setPublishRateMax(int publishRateMax) {
		this.publishRateMax = publishRateMax;
	}

	public DataSize getPublishBytesRateMax() {
		return this.publishBytesRateMax;
	}

	public void setPublishBytesRateMax(DataSize publishBytesRateMax) {
		this.publishBytesRateMax = publishBytesRateMax;
	}

	public int getPublishRateTotalMax() {
		return this.publishRateTotalMax;
	}

	public void setPublishRateTotalMax(int publishRateTotalMax) {
		this.publishRateTotalMax = publishRateTotalMax;
	}

	public DataSize getPublishBytesRateTotalMax() {
		return this.publishBytesRateTotalMax;
	}

	public void setPublishBytesRateTotalMax(DataSize publishBytesRateTotalMax) {
		this.publishBytesRateTotalMax = publishBytesRateTotalMax;
	}

	public Duration getRateBurst() {
		return this.rateBurst;
	}

	public void setRateBurst(Duration rateBurst) {
		this.rateBurst = rateBurst;
	}

}
