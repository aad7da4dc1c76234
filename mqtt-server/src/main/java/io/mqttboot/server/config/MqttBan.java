package io.mqttboot.server.config;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Whom the server keeps out. A ban that names several things, as a client identifier and
 * a user, is for who has them all.
 *
 * @param clientId the client identifier, {@code null} for any
 * @param user the user: the principal that authentication found, not what a client merely
 * says; {@code null} for any
 * @param network the addresses that a client comes from, {@code null} for any
 * @param until when it ends, {@code null} for never
 * @param reason why, for people to read; clients are not told
 */
public record MqttBan(@Nullable String clientId, @Nullable String user, @Nullable MqttNetwork network,
		@Nullable Instant until, String reason) {

	public MqttBan {
		Objects.requireNonNull(reason, "reason");
		if (clientId == null && user == null && network == null) {
			throw new IllegalArgumentException("a ban needs a client identifier, a user or an address");
		}
	}

	/**
	 * Bans a client identifier, for ever.
	 * @param clientId the client identifier
	 * @return the ban
	 */
	public static MqttBan ofClientId(String clientId) {
		return new MqttBan(Objects.requireNonNull(clientId, "clientId"), null, null, null, "");
	}

	/**
	 * Bans a user, for ever.
	 * @param user the name that authentication finds
	 * @return the ban
	 */
	public static MqttBan ofUser(String user) {
		return new MqttBan(null, Objects.requireNonNull(user, "user"), null, null, "");
	}

	/**
	 * Bans an address or a network, for ever.
	 * @param address an IP address, or a network as {@code 10.0.0.0/8}
	 * @return the ban
	 * @throws IllegalArgumentException if it is neither
	 */
	public static MqttBan ofAddress(String address) {
		return new MqttBan(null, null, MqttNetwork.of(address), null, "");
	}

	/**
	 * Returns this ban with another end.
	 * @param end when it ends, {@code null} for never
	 * @return the ban
	 */
	public MqttBan withUntil(@Nullable Instant end) {
		return new MqttBan(this.clientId, this.user, this.network, end, this.reason);
	}

	/**
	 * Returns this ban with another reason.
	 * @param why the reason
	 * @return the ban
	 */
	public MqttBan withReason(String why) {
		return new MqttBan(this.clientId, this.user, this.network, this.until, why);
	}

}
