package io.mqttboot.server.spi;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.mqttboot.MqttReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * What authentication answers.
 */
public sealed interface MqttAuthResult {

	/**
	 * The client may connect.
	 *
	 * @param principal who it is, {@code null} for nobody in particular
	 * @param data last authentication data for an MQTT 5.0 client, {@code null} for none
	 * @param attributes further facts about it, for placeholders of rules
	 * @param authorities what it was granted: roles, scopes, groups
	 * @param validUntil when this stops to be true, {@code null} for never
	 */
	record Accepted(@Nullable String principal, @Nullable ByteBuffer data, Map<String, String> attributes,
			Set<String> authorities, @Nullable Instant validUntil) implements MqttAuthResult {

		public Accepted {
			attributes = Map.copyOf(attributes);
			authorities = Set.copyOf(authorities);
		}

		/**
		 * Accepts a client of which no more is known than its name, and for as long as it
		 * stays.
		 * @param principal who it is, {@code null} for nobody in particular
		 * @param data last authentication data for an MQTT 5.0 client, {@code null} for
		 * none
		 */
		public Accepted(@Nullable String principal, @Nullable ByteBuffer data) {
			this(principal, data, Map.of(), Set.of(), null);
		}

	}

	/**
	 * The client may not connect.
	 *
	 * @param reasonCode what it is told, an error
	 * @param reason why, for the log; the client is not told
	 */
	record Refused(MqttReasonCode reasonCode, String reason) implements MqttAuthResult {

		public Refused {
			if (!reasonCode.isError()) {
				throw new IllegalArgumentException(reasonCode + " is no refusal");
			}
		}

	}

	/**
	 * This authenticator does not know such clients: others decide. A client that nobody
	 * accepts is refused.
	 */
	record Abstained() implements MqttAuthResult {

	}

	/**
	 * The client must answer first (AUTH 0x18).
	 *
	 * @param data what it is sent
	 * @param next takes its answer, on the authentication executor
	 */
	record Challenge(ByteBuffer data,
			Function<@Nullable ByteBuffer, CompletionStage<MqttAuthResult>> next) implements MqttAuthResult {

	}

}
