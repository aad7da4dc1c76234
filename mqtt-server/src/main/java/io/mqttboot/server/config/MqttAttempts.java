package io.mqttboot.server.config;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a client may fail to authenticate. Whoever fails more often is refused
 * without asking anybody, also with the right password, until some time has passed.
 *
 * @param max failures from one address (IPv6: one /64 network) within the window that
 * block it, 0 for any number
 * @param clientIdMax failures for one client identifier within the window that block it
 * for all addresses but the one from which it was last let in, 0 for any number
 * @param window the time in which failures are counted together, a year at most
 * @param block how long a block lasts, a year at most
 * @param trackedMax addresses, and client identifiers, that are remembered; beyond that
 * those are forgotten that have not been heard of for longest
 */
public record MqttAttempts(int max, int clientIdMax, Duration window, Duration block, int trackedMax) {

	/** The longest window and the longest block. */
	public static final Duration LONGEST = Duration.ofDays(365);

	/** Ten failures within a minute block for a minute. */
	public static final MqttAttempts DEFAULTS = new MqttAttempts(10, 10, Duration.ofMinutes(1), Duration.ofMinutes(1),
			10_000);

	/** Any number of failures. */
	public static final MqttAttempts UNLIMITED = new MqttAttempts(0, 0, Duration.ofMinutes(1), Duration.ofMinutes(1),
			1);

	private static final int MOST = 1_000;

	/**
	 * Checks the values.
	 */
	public MqttAttempts {
		Objects.requireNonNull(window, "window");
		Objects.requireNonNull(block, "block");
		if (max < 0 || max > MOST || clientIdMax < 0 || clientIdMax > MOST) {
			throw new IllegalArgumentException("max and clientIdMax must be between 0 and " + MOST);
		}
		if (!isTime(window) || !isTime(block) || trackedMax < 1) {
			throw new IllegalArgumentException("window and block must last up to a year, trackedMax be positive");
		}
	}

	private static boolean isTime(Duration duration) {
		return !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0;
	}

}
