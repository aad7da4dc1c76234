package io.mqttboot.server.internal.permission;

import org.jspecify.annotations.Nullable;

/**
 * A topic filter taken apart into levels, for questions about whole sets of topics.
 * <p>
 * There are endless names of levels, so a level that nobody names, a <em>fresh</em> one,
 * stands for all of them: a pattern that matches it has a wildcard there and matches
 * every other name as well.
 */
final class LevelFilter {

	// null for any one level
	private final @Nullable String[] levels;

	// whether more levels may follow: the filter ends with #
	private final boolean open;

	// whether a wildcard in front also selects topics that begin with $
	private final boolean reservedToo;

	LevelFilter(@Nullable String[] levels, boolean open, boolean reservedToo) {
		this.levels = levels;
		this.open = open;
		this.reservedToo = reservedToo;
	}

	/** Takes a well-formed filter apart. */
	static LevelFilter of(String filter) {
		@Nullable String[] levels = filter.split("/", -1);
		boolean open = "#".equals(levels[levels.length - 1]);
		if (open) {
			levels = java.util.Arrays.copyOf(levels, levels.length - 1);
		}
		for (int i = 0; i < levels.length; i++) {
			levels[i] = "+".equals(levels[i]) ? null : levels[i];
		}
		return new LevelFilter(levels, open, false);
	}

	/**
	 * Returns how many levels it names or leaves free, without the end of an open one.
	 */
	int size() {
		return this.levels.length;
	}

	boolean isOpen() {
		return this.open;
	}

	/** Returns what it names at a level, {@code null} for nothing. */
	@Nullable String level(int index) {
		return (index < this.levels.length) ? this.levels[index] : null;
	}

	/**
	 * Returns what both filters select.
	 * @return the common topics, {@code null} if there are none
	 */
	@Nullable LevelFilter and(LevelFilter other) {
		if ((size() < other.size() && !this.open) || (other.size() < size() && !other.open)) {
			return null;
		}
		if (isReserved(level(0)) != isReserved(other.level(0)) && !this.reservedToo && !other.reservedToo) {
			return null; // [MQTT-4.7.2-1]
		}
		int both = Math.min(size(), other.size());
		for (int i = 0; i < both; i++) {
			String mine = this.levels[i];
			String theirs = other.levels[i];
			if (mine != null && theirs != null && !mine.equals(theirs)) {
				return null;
			}
		}
		LevelFilter longer = (size() >= other.size()) ? this : other;
		@Nullable String[] common = longer.levels.clone();
		for (int i = 0; i < both; i++) {
			common[i] = (this.levels[i] != null) ? this.levels[i] : other.levels[i];
		}
		return new LevelFilter(common, this.open && other.open, false);
	}

	/**
	 * Whether it selects a topic that a filter selects and of which nothing more is known
	 * than what that filter names: all its other levels are fresh.
	 * @param filter the filter that selects the topic
	 * @param more how many levels the topic has at the end of an open filter
	 */
	boolean selects(LevelFilter filter, int more) {
		int length = filter.size() + more;
		if (size() > length || (size() < length && !this.open)) {
			return false;
		}
		if (isReserved(filter.level(0)) && !isReserved(level(0)) && !this.reservedToo) {
			return false; // [MQTT-4.7.2-1]
		}
		for (int i = 0; i < size(); i++) {
			String mine = this.levels[i];
			if (mine != null && !mine.equals(filter.level(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether there is such a topic: none is empty. [MQTT-4.7.3-1]
	 * @param more how many levels it has at the end of an open filter
	 */
	boolean isTopic(int more) {
		int length = size() + more;
		return length > 1 || (length == 1 && !"".equals(level(0)));
	}

	private static boolean isReserved(@Nullable String level) {
		return level != null && level.startsWith("$");
	}

}
