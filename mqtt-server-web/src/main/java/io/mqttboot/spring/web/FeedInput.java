package io.mqttboot.spring.web;

import java.time.Duration;

import io.mqttboot.server.config.MqttTraceOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a listener to server-sent events asks for, checked.
 */
final class FeedInput {

	private static final int DELAY = 3_000;

	private static final int DELAY_MIN = 500;

	private static final int DELAY_MAX = 3_600_000;

	private static final int TRACE_SECONDS = 60;

	private static final int TRACE_STEPS = 1_000;

	private FeedInput() {
	}

	static int delay(@Nullable String delay) {
		return Input.number("delay", delay, DELAY, DELAY_MIN, DELAY_MAX);
	}

	/** Checks what a trace is to follow, and for how long. */
	static MqttTraceOptions trace(@Nullable String clientId, @Nullable String filter, @Nullable String seconds,
			@Nullable String steps) {
		int longest = (int) MqttTraceOptions.LONGEST.toSeconds();
		return OperationViews.trace(clientId, filter)
			.withDuration(Duration.ofSeconds(Input.number("seconds", seconds, TRACE_SECONDS, 1, longest)))
			.withStepsMax(Input.number("steps", steps, TRACE_STEPS, 1, MqttTraceOptions.MOST));
	}

	/** Checks a filter; nobody looks on as a member of a group. */
	static String filter(@Nullable String filter) {
		String checked = Input.filter("filter", filter);
		if (checked.startsWith("$share/") || checked.startsWith("$queue/") || checked.startsWith("$exclusive/")) {
			throw ApiFailure.parameter("'filter' must not be a shared or exclusive subscription");
		}
		return checked;
	}

}
