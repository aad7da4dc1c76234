package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.config.MqttAddressStatistics;

/**
 * Properties of what is counted for each address,
 * {@code mqtt.server.address-statistics.*}.
 */
class MqttServerAddressStatisticsProperties {

	/** Whether to count what comes from each address. */
	private boolean enabled = false;

	/** Number of addresses that are told apart; further ones are counted together. */
	private int max = 10_000;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getMax() {
		return this.max;
	}

	public void setMax(int max) {
		this.max = max;
	}

	MqttAddressStatistics toAddressStatistics() {
		return new MqttAddressStatistics(this.enabled,
				PropertiesServerConfig.within("address-statistics.max", this.max, 1, MqttAddressStatistics.MOST));
	}

}
