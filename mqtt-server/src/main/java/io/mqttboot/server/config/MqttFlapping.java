package io.mqttboot.server.config;

import java.time.Duration;

/**
 * When a client that connects again and again is banned for a while. What is counted is a
 * client identifier together with the user who has it or, where nobody authenticates,
 * together with the address it comes from; and that pair is banned. So nobody can have a
 * stranger's client identifier banned.
 *
 * @param connectsMax how often it may connect in a window; 0 for as often as it likes
 * @param window how long is counted, from the first connection on
 * @param ban how long it is banned then
 */
public record MqttFlapping(int connectsMax, Duration window, Duration ban) {

	/** Nobody is banned for it. */
	public static final MqttFlapping OFF = new MqttFlapping(0, Duration.ofMinutes(1), Duration.ofMinutes(5));

	/** Fifteen connections within a minute ban for five minutes. */
	public static final MqttFlapping ON = new MqttFlapping(15, Duration.ofMinutes(1), Duration.ofMinutes(5));

	public MqttFlapping {
		if (connectsMax < 0) {
			throw new IllegalArgumentException("connectsMax must be at least 0 but is " + connectsMax);
		}
		positive(window, "window");
		positive(ban, "ban");
	}

	private static void positive(Duration value, String name) {
		if (value.isNegative() || value.isZero()) {
			throw new IllegalArgumentException(name + " must be longer than zero but is " + value);
		}
	}

}
