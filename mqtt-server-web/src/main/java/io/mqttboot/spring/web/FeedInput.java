package io.mqttboot.spring.web;

import org.jspecify.annotations.Nullable;

/**
 * What a listener to server-sent events asks for, checked.
 */
final class FeedInput {

	private static final int DELAY = 3_000;

	private static final int DELAY_MIN = 500;

	private static final int DELAY_MAX = 3_600_000;

	private FeedInput() {
	}

	static int delay(@Nullable String delay) {
		return Input.number("delay", delay, DELAY, DELAY_MIN, DELAY_MAX);
	}

	/** Checks a filter; nobody looks on as a member of a group. */
	static String filter(@Nullable String filter) {
		String checked = Input.filter("filter", filter);
		if (checked.startsWith("$share/") || checked.startsWith("$queue/")) {
			throw ApiFailure.parameter("'filter' must not be a shared subscription");
		}
		return checked;
	}

}
