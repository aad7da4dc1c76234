package io.mqttboot.protocol.topic;

import java.security.SecureRandom;

/**
 * The levels of a topic as parts of its text, and their hash. The hash differs from one
 * run to the next, so that nobody can choose levels that collide.
 */
final class Levels {

	private static final long SEED;

	private static final long FACTOR;

	static {
		SecureRandom random = new SecureRandom();
		SEED = random.nextLong();
		FACTOR = 0x9E3779B97F4A7C15L ^ (random.nextLong() << 1);
	}

	private Levels() {
	}

	static int end(String text, int start) {
		int end = text.indexOf('/', start);
		return (end >= 0) ? end : text.length();
	}

	/** Returns where the level before another one begins. */
	static int startBefore(String text, int start) {
		return text.lastIndexOf('/', start - 2) + 1;
	}

	static boolean isPlus(String text, int start, int end) {
		return end - start == 1 && text.charAt(start) == '+';
	}

	static int hash(String text, int start, int end) {
		long hash = SEED;
		for (int i = start; i < end; i++) {
			hash = (hash ^ text.charAt(i)) * FACTOR;
			hash ^= hash >>> 32;
		}
		return (int) hash;
	}

}
