package io.mqttboot.server.config;

/**
 * Whether it is counted what comes from each address.
 *
 * @param enabled whether it is
 * @param max how many addresses are told apart; what comes from further ones is counted
 * together
 */
public record MqttAddressStatistics(boolean enabled, int max) {

	/** The defaults: it is not, and if so, for ten thousand addresses. */
	public static final MqttAddressStatistics DEFAULTS = new MqttAddressStatistics(false, 10_000);

	/** The most addresses that may be told apart. */
	public static final int MOST = 1_000_000;

	public MqttAddressStatistics {
		if (max < 1 || max > MOST) {
			throw new IllegalArgumentException("max must be from 1 to " + MOST + " but is " + max);
		}
	}

	/**
	 * Returns the same with the switch on or off.
	 * @param enabled whether it is counted
	 * @return the changed settings
	 */
	public MqttAddressStatistics withEnabled(boolean enabled) {
		return new MqttAddressStatistics(enabled, this.max);
	}

}
