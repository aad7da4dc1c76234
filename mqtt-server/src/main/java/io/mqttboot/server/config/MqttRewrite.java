package io.mqttboot.server.config;

import java.util.Objects;
import java.util.regex.Pattern;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.spi.MqttRule;

/**
 * That topics which look one way are taken for topics which look another way.
 *
 * @param action what is rewritten: topics that are published to, filters that are
 * subscribed to, or both
 * @param source a topic filter that selects which topics it is about
 * @param regex a regular expression that is found in them, as {@link Pattern} reads it
 * @param destination what they become, where {@code $1} to {@code $9} stand for what the
 * groups of the expression found
 */
public record MqttRewrite(MqttRule.Action action, String source, String regex, String destination) {

	/**
	 * Checks.
	 * @throws IllegalArgumentException if the source is no topic filter, the expression
	 * is none, or the destination is empty, begins with {@code $} but for a group, or
	 * names a group that there is not
	 */
	public MqttRewrite {
		Objects.requireNonNull(action, "action");
		Objects.requireNonNull(regex, "regex");
		Objects.requireNonNull(destination, "destination");
		MqttTopicFilter filter = MqttTopicFilter.of(source);
		if (!filter.filter().equals(source)) {
			throw new IllegalArgumentException("the source of a rewrite is a filter without a group");
		}
		int groups = Pattern.compile(regex).matcher("").groupCount();
		if (destination.isEmpty()) {
			throw new IllegalArgumentException("the destination of a rewrite is empty");
		}
		for (int i = 0; i < destination.length(); i++) {
			int group = group(destination, i);
			if (group > groups) {
				throw new IllegalArgumentException(
						"the destination names group " + group + ", and the expression has " + groups);
			}
			if (i == 0 && group < 0 && destination.charAt(0) == '$') {
				throw new IllegalArgumentException("the destination is a topic of the server's");
			}
		}
	}

	/**
	 * Returns which group stands at a place of a destination.
	 * @param destination the destination
	 * @param index the place of the dollar sign
	 * @return the group, 1 to 9; -1 for none
	 */
	public static int group(String destination, int index) {
		if (destination.charAt(index) != '$' || index + 1 == destination.length()) {
			return -1;
		}
		int group = destination.charAt(index + 1) - '0';
		return (group >= 1 && group <= 9) ? group : -1;
	}

}
