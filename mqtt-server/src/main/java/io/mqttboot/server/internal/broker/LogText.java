package io.mqttboot.server.internal.broker;

/**
 * What a peer sent, made fit for a log line: no control characters, no end of the line,
 * not long.
 */
public final class LogText {

	private static final int LENGTH_MAX = 120;

	private LogText() {
	}

	/** Returns a text as it may stand in a line. */
	public static String of(String text) {
		StringBuilder printable = new StringBuilder(Math.min(text.length(), LENGTH_MAX) + 2);
		for (int i = 0; i < text.length() && i < LENGTH_MAX; i++) {
			char c = text.charAt(i);
			int type = Character.getType(c);
			boolean unfit = type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
					|| type == Character.PARAGRAPH_SEPARATOR;
			printable.append(unfit ? '\uFFFD' : c);
		}
		return (text.length() > LENGTH_MAX) ? printable.append('\u2026').toString() : printable.toString();
	}

}
