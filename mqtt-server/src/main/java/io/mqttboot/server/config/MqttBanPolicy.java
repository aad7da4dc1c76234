package io.mqttboot.server.config;

import java.util.List;
import java.util.Objects;

/**
 * Who is banned from the start, and who will be.
 *
 * @param standing bans that are there when the server starts
 * @param bansMax how many bans there may be; the server itself uses half of them at most
 * @param flapping when a client that connects again and again is banned
 */
public record MqttBanPolicy(List<MqttBan> standing, int bansMax, MqttFlapping flapping) {

	/** Nobody is banned, unless the application does it. */
	public static final MqttBanPolicy DEFAULTS = new MqttBanPolicy(List.of(), 10_000, MqttFlapping.OFF);

	public MqttBanPolicy {
		standing = List.copyOf(standing);
		Objects.requireNonNull(flapping, "flapping");
		if (bansMax < standing.size()) {
			throw new IllegalArgumentException(
					"bansMax must be at least " + standing.size() + ", the standing bans, but is " + bansMax);
		}
	}

}
