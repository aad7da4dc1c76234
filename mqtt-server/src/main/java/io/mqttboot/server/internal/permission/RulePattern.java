package io.mqttboot.server.internal.permission;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A topic pattern of a rule, made ready for checks: levels that are literal, free, or a
 * placeholder, which stands for a value of the client.
 */
final class RulePattern {

	private static final int LITERAL = -1;

	private static final int FREE = -2;

	private final String[] texts;

	// the position among the values of the client, or one of the above
	private final int[] kinds;

	private final boolean open;

	private RulePattern(String[] texts, int[] kinds, boolean open) {
		this.texts = texts;
		this.kinds = kinds;
		this.open = open;
	}

	/**
	 * Makes a pattern ready.
	 * @param pattern a checked pattern
	 * @param names the names of placeholders, by the position of their value; new ones
	 * are added
	 */
	static RulePattern of(String pattern, List<String> names) {
		String[] all = pattern.split("/", -1);
		boolean open = all[all.length - 1].equals("#");
		String[] texts = open ? java.util.Arrays.copyOf(all, all.length - 1) : all;
		int[] kinds = new int[texts.length];
		for (int i = 0; i < texts.length; i++) {
			String text = texts[i];
			if (text.equals("+")) {
				kinds[i] = FREE;
			}
			else if (text.startsWith("{")) {
				String name = text.substring(1, text.length() - 1);
				if (!names.contains(name)) {
					names.add(name);
				}
				kinds[i] = names.indexOf(name);
			}
			else {
				kinds[i] = LITERAL;
			}
		}
		return new RulePattern(texts, kinds, open);
	}

	/**
	 * Whether a topic matches; allocates nothing.
	 * @param topic a topic name
	 * @param values the values of the client that are one literal level
	 * @param allows whether the rule allows: one that denies fails closed
	 */
	boolean matches(String topic, @Nullable String[] values, boolean allows) {
		if (this.kinds.length == 0) {
			return topic.charAt(0) != '$'; // [MQTT-4.7.2-1]
		}
		int start = 0;
		for (int i = 0; i < this.kinds.length; i++) {
			if (start > topic.length()) {
				return false;
			}
			int end = topic.indexOf('/', start);
			end = (end >= 0) ? end : topic.length();
			if (!levelMatches(i, topic, start, end, values, allows)) {
				return false;
			}
			start = end + 1;
		}
		return this.open || start > topic.length();
	}

	private boolean levelMatches(int index, String topic, int start, int end, @Nullable String[] values,
			boolean allows) {
		int kind = this.kinds[index];
		if (kind == FREE) {
			return index > 0 || topic.charAt(0) != '$'; // [MQTT-4.7.2-1]
		}
		String level = (kind == LITERAL) ? this.texts[index] : value(index, values);
		if (level == null) {
			return !allows;
		}
		return level.length() == end - start && topic.startsWith(level, start);
	}

	private @Nullable String value(int index, @Nullable String[] values) {
		String value = values[this.kinds[index]];
		return (value != null && index == 0 && value.startsWith("$")) ? null : value;
	}

	/**
	 * Whether it is plain at the first level that it has nothing in common with a filter.
	 */
	boolean isElsewhere(LevelFilter filter) {
		String first = filter.level(0);
		return first != null && this.kinds.length > 0 && this.kinds[0] == LITERAL && !this.texts[0].equals(first);
	}

	/**
	 * Puts the values of a client in.
	 * @param values the values of the client that are one literal level
	 * @param allows whether the rule allows: one that denies fails closed
	 * @return what it selects then, {@code null} for nothing
	 */
	@Nullable LevelFilter resolve(@Nullable String[] values, boolean allows) {
		@Nullable String[] levels = new String[this.kinds.length];
		boolean reservedToo = false;
		for (int i = 0; i < levels.length; i++) {
			if (this.kinds[i] == LITERAL) {
				levels[i] = this.texts[i];
			}
			else if (this.kinds[i] != FREE) {
				levels[i] = value(i, values);
				if (levels[i] == null && allows) {
					return null;
				}
				reservedToo |= i == 0 && levels[i] == null;
			}
		}
		return new LevelFilter(levels, this.open, reservedToo);
	}

}
