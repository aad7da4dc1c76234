package io.mqttboot;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A topic filter as a client subscribes to it, checked and taken apart (MQTT 5.0, 4.7 and
 * 4.8): {@code a/+/#}, {@code $share/group/a/#}, {@code $queue/a/#}, and, where a server
 * knows it, {@code $exclusive/a}.
 */
public final class MqttTopicFilter {

	/**
	 * The group of all {@code $queue/} subscriptions; no {@code $share} group equals it.
	 */
	public static final String QUEUE_GROUP = "";

	private static final String SHARE_PREFIX = "$share/";

	private static final String QUEUE_PREFIX = "$queue/";

	private static final String EXCLUSIVE_PREFIX = "$exclusive/";

	private final String text;

	private final @Nullable String shareGroup;

	private final String filter;

	private MqttTopicFilter(String text, @Nullable String shareGroup, String filter) {
		this.text = text;
		this.shareGroup = shareGroup;
		this.filter = filter;
	}

	/**
	 * Take a filter apart.
	 * @param text the filter as it was subscribed
	 * @return the filter
	 * @throws IllegalArgumentException if the text is no topic filter
	 */
	public static MqttTopicFilter of(String text) {
		checkText(text, "topic filter");
		String shareGroup = null;
		String filter = text;
		if (text.startsWith(SHARE_PREFIX)) {
			int end = text.indexOf('/', SHARE_PREFIX.length());
			require(end > SHARE_PREFIX.length(), text, "needs a group and a filter after $share/"); // [MQTT-4.8.2-1]
			shareGroup = text.substring(SHARE_PREFIX.length(), end);
			require(!holdsWildcard(shareGroup), text, "has a wildcard in its group"); // [MQTT-4.8.2-2]
			filter = text.substring(end + 1);
		}
		else if (text.startsWith(QUEUE_PREFIX)) {
			shareGroup = QUEUE_GROUP;
			filter = text.substring(QUEUE_PREFIX.length());
		}
		else if (text.startsWith(EXCLUSIVE_PREFIX)) {
			filter = text.substring(EXCLUSIVE_PREFIX.length());
			require(!hasPrefix(filter), text, "is exclusive and something else");
		}
		require(!filter.isEmpty(), text, "is empty behind its group"); // [MQTT-4.7.3-1]
		if (holdsWildcard(filter)) {
			checkWildcards(text, filter);
		}
		return new MqttTopicFilter(text, shareGroup, filter);
	}

	/**
	 * Check a topic name.
	 * @param topic the topic name
	 * @return the topic name
	 * @throws IllegalArgumentException if it is empty, longer than 65,535 bytes, or holds
	 * a wildcard, U+0000 or half of a surrogate pair
	 */
	public static String checkTopicName(String topic) {
		checkText(topic, "topic name");
		if (holdsWildcard(topic)) {
			throw new IllegalArgumentException("topic name " + quoted(topic) + " holds a wildcard"); // [MQTT-4.7.0-1]
		}
		return topic;
	}

	/**
	 * Returns whether a topic matches a filter.
	 * @param filter a well-formed filter without {@code $share/group/}, {@code $queue/}
	 * or {@code $exclusive/}
	 * @param topic a topic name
	 * @return whether the filter selects it
	 */
	public static boolean matches(String filter, String topic) {
		if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
			return false; // [MQTT-4.7.2-1]
		}
		int filterStart = 0;
		int topicStart = 0;
		while (true) {
			if (filter.startsWith("#", filterStart)) {
				return true;
			}
			int filterEnd = endOfLevel(filter, filterStart);
			int topicEnd = endOfLevel(topic, topicStart);
			if (!levelMatches(filter, filterStart, filterEnd, topic, topicStart, topicEnd)) {
				return false;
			}
			if (topicEnd == topic.length()) {
				return filterEnd == filter.length() || isParentOfAll(filter, filterEnd);
			}
			if (filterEnd == filter.length()) {
				return false;
			}
			filterStart = filterEnd + 1;
			topicStart = topicEnd + 1;
		}
	}

	/**
	 * Returns the filter as it was subscribed.
	 * @return the whole text
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Returns the group that shares this subscription.
	 * @return the group, {@link #QUEUE_GROUP} for {@code $queue/}, {@code null} if the
	 * subscription is not shared
	 */
	public @Nullable String shareGroup() {
		return this.shareGroup;
	}

	/**
	 * Returns whether members of a group share this subscription.
	 * @return whether there is a group
	 */
	public boolean isShared() {
		return this.shareGroup != null;
	}

	/**
	 * Returns whether nobody else is to have this subscription: the text begins with
	 * {@code $exclusive/}.
	 * @return whether it is exclusive
	 */
	public boolean isExclusive() {
		return this.text.startsWith(EXCLUSIVE_PREFIX);
	}

	/**
	 * Returns the text of an exclusive subscription.
	 * @param filter a filter without a group
	 * @return the text with {@code $exclusive/} in front
	 */
	public static String exclusive(String filter) {
		return EXCLUSIVE_PREFIX + filter;
	}

	/**
	 * Returns what topics are matched against: the text without {@code $share/group/},
	 * {@code $queue/} or {@code $exclusive/}.
	 * @return the filter proper
	 */
	public String filter() {
		return this.filter;
	}

	/**
	 * Returns whether the filter holds a wildcard.
	 * @return whether {@code +} or {@code #} stand in it
	 */
	public boolean hasWildcard() {
		return holdsWildcard(this.filter);
	}

	/**
	 * Returns whether a topic matches.
	 * @param topic a topic name
	 * @return whether this filter selects it
	 */
	public boolean matches(String topic) {
		return matches(this.filter, topic);
	}

	@Override
	public boolean equals(Object obj) {
		return obj instanceof MqttTopicFilter other && this.text.equals(other.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

	private static boolean levelMatches(String filter, int filterStart, int filterEnd, String topic, int topicStart,
			int topicEnd) {
		int length = filterEnd - filterStart;
		if (length == 1 && filter.charAt(filterStart) == '+') {
			return true;
		}
		return length == topicEnd - topicStart && filter.regionMatches(filterStart, topic, topicStart, length);
	}

	// a/# selects a as well (4.7.1.2)
	private static boolean isParentOfAll(String filter, int levelEnd) {
		return filter.length() == levelEnd + 2 && filter.charAt(levelEnd + 1) == '#';
	}

	private static int endOfLevel(String text, int start) {
		int end = text.indexOf('/', start);
		return (end >= 0) ? end : text.length();
	}

	private static boolean hasPrefix(String filter) {
		return filter.startsWith(SHARE_PREFIX) || filter.startsWith(QUEUE_PREFIX)
				|| filter.startsWith(EXCLUSIVE_PREFIX);
	}

	private static boolean holdsWildcard(String text) {
		return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
	}

	private static void checkWildcards(String text, String filter) {
		for (int i = 0; i < filter.length(); i++) {
			char c = filter.charAt(i);
			if (c != '+' && c != '#') {
				continue;
			}
			boolean begins = i == 0 || filter.charAt(i - 1) == '/';
			boolean ends = i == filter.length() - 1 || filter.charAt(i + 1) == '/';
			require(begins && ends, text, "has a wildcard beside other characters of a level"); // [MQTT-4.7.1-2]
			require(c == '+' || i == filter.length() - 1, text, "has a # before its last level"); // [MQTT-4.7.1-1]
		}
	}

	private static void checkText(String text, String what) {
		Objects.requireNonNull(text, what);
		if (text.isEmpty()) {
			throw new IllegalArgumentException("a " + what + " must not be empty"); // [MQTT-4.7.3-1]
		}
		MqttText.check(text, what); // [MQTT-4.7.3-2], [MQTT-4.7.3-3]
	}

	private static void require(boolean condition, String text, String otherwise) {
		if (!condition) {
			throw new IllegalArgumentException("topic filter " + quoted(text) + " " + otherwise);
		}
	}

	// for one line of a log: short, and without characters that would break it
	private static String quoted(String text) {
		String shown = (text.length() <= 100) ? text : text.substring(0, 100) + "...";
		return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
	}

}
