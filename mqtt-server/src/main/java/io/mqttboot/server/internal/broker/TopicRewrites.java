package io.mqttboot.server.internal.broker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttRewrite;
import io.mqttboot.server.spi.MqttRule;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites what clients publish and subscribe to, by the first rule that is about it. The
 * expressions are those of whoever set the server up; how long one may look at what a
 * client said is bounded nonetheless.
 */
public final class TopicRewrites {

	// Characters that one expression may look at: many times those of any topic.
	private static final int STEPS_MAX = 250_000;

	private final List<Rule> publishing;

	private final List<Rule> subscribing;

	private TopicRewrites(List<Rule> publishing, List<Rule> subscribing) {
		this.publishing = publishing;
		this.subscribing = subscribing;
	}

	/** Returns the rules as they are applied, {@code null} if there are none. */
	public static @Nullable TopicRewrites of(List<MqttRewrite> rules) {
		return rules.isEmpty() ? null
				: new TopicRewrites(rules(rules, MqttRule.Action.SUBSCRIBE), rules(rules, MqttRule.Action.PUBLISH));
	}

	private static List<Rule> rules(List<MqttRewrite> rules, MqttRule.Action except) {
		return rules.stream()
			.filter((rule) -> rule.action() != except)
			.map((rule) -> new Rule(rule.source(), Pattern.compile(rule.regex()), rule.destination()))
			.toList();
	}

	/**
	 * Returns the topic that is published to instead.
	 * @return the same if no rule is about it, {@code null} if what came of it is no
	 * topic that a client may publish to
	 */
	public @Nullable String publish(String topic) {
		String rewritten = rewrite(this.publishing, topic);
		if (rewritten == null || rewritten.equals(topic)) {
			return rewritten;
		}
		try {
			return (rewritten.charAt(0) != '$') ? MqttTopicFilter.checkTopicName(rewritten) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Returns the filter that is subscribed to instead; a group stays.
	 * @return the same if no rule is about it, {@code null} if what came of it is no
	 * filter that a client may subscribe to
	 */
	public @Nullable MqttTopicFilter subscribe(MqttTopicFilter filter) {
		String text = filter.filter();
		String rewritten = rewrite(this.subscribing, text);
		if (rewritten == null || rewritten.equals(text)) {
			return (rewritten != null) ? filter : null;
		}
		String group = filter.text().substring(0, filter.text().length() - text.length());
		try {
			return (rewritten.charAt(0) != '$') ? MqttTopicFilter.of(group + rewritten) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static @Nullable String rewrite(List<Rule> rules, String text) {
		try {
			for (Rule rule : rules) {
				if (MqttTopicFilter.matches(rule.source, text)) {
					Matcher matcher = rule.regex.matcher(new Watched(text));
					if (matcher.find()) {
						String result = rule.expand(matcher);
						return result.isEmpty() ? null : result;
					}
				}
			}
			return text;
		}
		catch (TooLong | StackOverflowError ex) {
			return null;
		}
	}

	/** One rule. */
	private record Rule(String source, Pattern regex, String destination) {

		String expand(Matcher found) {
			StringBuilder result = new StringBuilder();
			for (int i = 0; i < this.destination.length(); i++) {
				int group = MqttRewrite.group(this.destination, i);
				if (group > 0) {
					String part = found.group(group);
					result.append((part != null) ? part : "");
					i++;
				}
				else {
					result.append(this.destination.charAt(i));
				}
			}
			return result.toString();
		}

	}

	/** An expression looks at a text for too long. */
	private static final class TooLong extends RuntimeException {

		private static final long serialVersionUID = 1;

		private TooLong() {
			super("an expression took too many steps", null, false, false);
		}

	}

	/** A text that notices how often it is looked at. */
	private static final class Watched implements CharSequence {

		private final String text;

		private int steps;

		private Watched(String text) {
			this.text = text;
		}

		@Override
		public char charAt(int index) {
			if (++this.steps > STEPS_MAX) {
				throw new TooLong();
			}
			return this.text.charAt(index);
		}

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.text.subSequence(start, end);
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
