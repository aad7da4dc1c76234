package io.mqttboot.spring.web;

import io.mqttboot.server.config.MqttBan;
import org.jspecify.annotations.Nullable;

/**
 * What a ban of the API names: one thing.
 */
enum BanKind {

	/** A client identifier. */
	CLIENT_ID,

	/** The name that authentication found. */
	PRINCIPAL,

	/** An address, or a network. */
	ADDRESS;

	/**
	 * Returns a ban for ever.
	 * @throws IllegalArgumentException if the value is no address where it must be
	 */
	MqttBan ban(String value) {
		return switch (this) {
			case CLIENT_ID -> MqttBan.ofClientId(value);
			case PRINCIPAL -> MqttBan.ofUser(value);
			case ADDRESS -> MqttBan.ofAddress(value);
		};
	}

	@Nullable String value(MqttBan ban) {
		return switch (this) {
			case CLIENT_ID -> ban.clientId();
			case PRINCIPAL -> ban.user();
			case ADDRESS -> String.valueOf(ban.network());
		};
	}

	/** Returns what a ban names, {@code null} for several things at a time. */
	static @Nullable BanKind of(MqttBan ban) {
		int things = ((ban.clientId() != null) ? 1 : 0) + ((ban.user() != null) ? 1 : 0)
				+ ((ban.network() != null) ? 1 : 0);
		if (things > 1) {
			return null;
		}
		return (ban.clientId() != null) ? CLIENT_ID : (ban.user() != null) ? PRINCIPAL : ADDRESS;
	}

}
