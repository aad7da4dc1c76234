package io.mqttboot.server.config;

import java.time.Duration;
import java.util.Objects;

import io.mqttboot.MqttTopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * What a trace follows, and when it ends by itself: whichever bound is reached first.
 *
 * @param clientId the client whose messages are followed, those that it publishes and
 * those on their way to it; {@code null} for every client
 * @param topicFilter the topic filter of the messages that are followed; {@code null} for
 * every topic
 * @param duration how long
 * @param stepsMax how many steps
 * @param bytesMax about how many bytes all steps may hold
 * @param payloads whether the step in which a message is received has its payload
 */
public record MqttTraceOptions(@Nullable String clientId, @Nullable String topicFilter, Duration duration, int stepsMax,
		long bytesMax, boolean payloads) {

	/** The longest that a trace may take. */
	public static final Duration LONGEST = Duration.ofHours(1);

	/** The most steps that a trace may have. */
	public static final int MOST = 100_000;

	public MqttTraceOptions {
		Objects.requireNonNull(duration, "duration");
		if (clientId == null && topicFilter == null) {
			throw new IllegalArgumentException("a trace needs a clientId or a topicFilter");
		}
		if (topicFilter != null && MqttTopicFilter.of(topicFilter).isShared()) {
			throw new IllegalArgumentException("topicFilter must not be shared but is " + topicFilter);
		}
		if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("duration must be from 1s to " + LONGEST + " but is " + duration);
		}
		if (stepsMax < 1 || stepsMax > MOST) {
			throw new IllegalArgumentException("stepsMax must be from 1 to " + MOST + " but is " + stepsMax);
		}
		if (bytesMax < 1) {
			throw new IllegalArgumentException("bytesMax must be at least 1 but is " + bytesMax);
		}
	}

	/**
	 * Follows the messages of one client: for a minute, 1,000 steps and 1 MiB at most,
	 * without payloads.
	 * @param clientId the client
	 * @return the options
	 */
	public static MqttTraceOptions ofClient(String clientId) {
		return new MqttTraceOptions(clientId, null, Duration.ofMinutes(1), 1_000, 1 << 20, false);
	}

	/**
	 * Follows the messages of some topics: for a minute, 1,000 steps and 1 MiB at most,
	 * without payloads.
	 * @param topicFilter the topic filter
	 * @return the options
	 */
	public static MqttTraceOptions ofTopic(String topicFilter) {
		return new MqttTraceOptions(null, topicFilter, Duration.ofMinutes(1), 1_000, 1 << 20, false);
	}

	/**
	 * Returns the same for another time.
	 * @param duration how long
	 * @return the changed options
	 */
	public MqttTraceOptions withDuration(Duration duration) {
		return new MqttTraceOptions(this.clientId, this.topicFilter, duration, this.stepsMax, this.bytesMax,
				this.payloads);
	}

	/**
	 * Returns the same with another number of steps.
	 * @param stepsMax how many steps
	 * @return the changed options
	 */
	public MqttTraceOptions withStepsMax(int stepsMax) {
		return new MqttTraceOptions(this.clientId, this.topicFilter, this.duration, stepsMax, this.bytesMax,
				this.payloads);
	}

	/**
	 * Returns the same with another number of bytes.
	 * @param bytesMax about how many bytes all steps may hold
	 * @return the changed options
	 */
	public MqttTraceOptions withBytesMax(long bytesMax) {
		return new MqttTraceOptions(this.clientId, this.topicFilter, this.duration, this.stepsMax, bytesMax,
				this.payloads);
	}

	/**
	 * Returns the same with payloads or without.
	 * @param payloads whether the step in which a message is received has its payload
	 * @return the changed options
	 */
	public MqttTraceOptions withPayloads(boolean payloads) {
		return new MqttTraceOptions(this.clientId, this.topicFilter, this.duration, this.stepsMax, this.bytesMax,
				payloads);
	}

}
