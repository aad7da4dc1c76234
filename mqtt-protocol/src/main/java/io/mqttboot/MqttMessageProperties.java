package io.mqttboot;

import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What MQTT 5.0 lets an application say about a message beside its topic and payload
 * (3.3.2.3). A message without any has {@link #NONE}.
 *
 * @param payloadFormatUtf8 whether the payload is said to be UTF-8 text, {@code null} if
 * nothing is said
 * @param messageExpirySeconds seconds after which the message is worth nothing, or
 * {@link #NO_EXPIRY}
 * @param contentType what the payload is
 * @param responseTopic where an answer is expected
 * @param correlationData what an answer repeats, read-only
 * @param userProperties the application's own names and values, in order
 */
public record MqttMessageProperties(@Nullable Boolean payloadFormatUtf8, long messageExpirySeconds,
		@Nullable String contentType, @Nullable String responseTopic, @Nullable ByteBuffer correlationData,
		List<MqttUserProperty> userProperties) {

	/** The message never expires. */
	public static final long NO_EXPIRY = -1;

	/** Nothing is said. */
	public static final MqttMessageProperties NONE = new MqttMessageProperties(null, NO_EXPIRY, null, null, null,
			List.of());

	public MqttMessageProperties {
		if (messageExpirySeconds != NO_EXPIRY && (messageExpirySeconds < 0 || messageExpirySeconds > 0xFFFF_FFFFL)) {
			throw new IllegalArgumentException("message expiry must be 0 to 4294967295 seconds");
		}
		correlationData = (correlationData != null) ? correlationData.asReadOnlyBuffer() : null;
		userProperties = List.copyOf(userProperties);
	}

	/**
	 * Returns what the response expects to be repeated.
	 * @return a read-only view with a position of its own, or {@code null}
	 */
	public @Nullable ByteBuffer correlationData() {
		return (this.correlationData != null) ? this.correlationData.duplicate() : null;
	}

	/**
	 * Returns whether the message expires.
	 * @return {@code true} if an expiry is set
	 */
	public boolean expires() {
		return this.messageExpirySeconds != NO_EXPIRY;
	}

	/**
	 * Returns these properties with another expiry.
	 * @param seconds the seconds, or {@link #NO_EXPIRY}
	 * @return the changed properties
	 */
	public MqttMessageProperties withMessageExpirySeconds(long seconds) {
		return (seconds == this.messageExpirySeconds) ? this : new MqttMessageProperties(this.payloadFormatUtf8,
				seconds, this.contentType, this.responseTopic, this.correlationData, this.userProperties);
	}

}
