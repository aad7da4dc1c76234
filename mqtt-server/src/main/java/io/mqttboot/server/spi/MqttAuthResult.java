package io.mqttboot.server.spi;

import java.nio.ByteBuffer;
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
	 */
	record Accepted(@Nullable String principal, @Nullable ByteBuffer data) implements MqttAuthResult {

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
	 * The client must answer first (AUTH 0x18).
	 *
	 * @param data what it is sent
	 * @param next takes its answer, on the authentication executor
	 */
	record Challenge(ByteBuffer data,
			Function<@Nullable ByteBuffer, CompletionStage<MqttAuthResult>> next) implements MqttAuthResult {

	}

}
