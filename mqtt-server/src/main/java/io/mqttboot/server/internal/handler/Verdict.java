package io.mqttboot.server.internal.handler;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import org.jspecify.annotations.Nullable;

/**
 * What several authenticators found together.
 */
final class Verdict {

	private Verdict() {
	}

	/**
	 * Puts together what two found who both accept: the principal of the first that names
	 * one, all attributes and authorities, the earliest end, the last word to the client.
	 */
	static MqttAuthResult.Accepted both(MqttAuthResult.@Nullable Accepted first, MqttAuthResult.Accepted second) {
		if (first == null) {
			return second;
		}
		Map<String, String> attributes = new HashMap<>(second.attributes());
		attributes.putAll(first.attributes());
		Set<String> authorities = new HashSet<>(first.authorities());
		authorities.addAll(second.authorities());
		String principal = (first.principal() != null) ? first.principal() : second.principal();
		ByteBuffer data = (second.data() != null) ? second.data() : first.data();
		return new MqttAuthResult.Accepted(principal, data, attributes, authorities,
				earliest(first.validUntil(), second.validUntil()));
	}

	private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.isBefore(other) ? one : other;
	}

	/**
	 * All abstained. Who sent a user name is told what a wrong password is told: nobody
	 * learns which users there are.
	 */
	static MqttAuthResult.Refused nobody(MqttAuthRequest request) {
		boolean named = request.method() == null && (request.userName() != null || request.password() != null);
		return new MqttAuthResult.Refused(
				named ? MqttReasonCode.BAD_USER_NAME_OR_PASSWORD : MqttReasonCode.NOT_AUTHORIZED,
				"no authenticator knows it");
	}

}
