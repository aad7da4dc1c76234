package io.mqttboot.benchmarks.load;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What one run of one scenario against one broker came to.
 *
 * @param delivered messages delivered while it was measured
 * @param seconds how long it was measured
 * @param cpuSeconds what the broker's process used of the processors meanwhile
 * @param lost messages of the whole run that never arrived
 * @param duplicates messages of the whole run that arrived again
 * @param disordered messages of the whole run that arrived after a later one
 */
public record LoadResult(long delivered, double seconds, double cpuSeconds, long lost, long duplicates,
		long disordered) {

	/** CPU seconds of the broker for each million delivered messages. */
	public double cpuPerMillion() {
		return this.cpuSeconds * 1_000_000 / this.delivered;
	}

	/** Messages delivered in a second. */
	public double perSecond() {
		return this.delivered / this.seconds;
	}

	/** Whether each message arrived once and in order. */
	public boolean isCorrect() {
		return this.lost == 0 && this.duplicates == 0 && this.disordered == 0;
	}

	/**
	 * Returns what a scenario is, in words.
	 * @param scenario its name
	 * @return the title
	 */
	public static String title(String scenario) {
		return Scenario.of(scenario).title();
	}

	/** One line for {@link #parse}. */
	String line() {
		return String.format(Locale.ROOT,
				"result delivered=%d seconds=%.6f cpu=%.6f lost=%d duplicates=%d disordered=%d", this.delivered,
				this.seconds, this.cpuSeconds, this.lost, this.duplicates, this.disordered);
	}

	/**
	 * Reads what the load generator printed.
	 * @param line the line
	 * @return the result
	 */
	public static LoadResult parse(String line) {
		Map<String, String> fields = new HashMap<>();
		for (String field : line.split(" ")) {
			int equals = field.indexOf('=');
			if (equals > 0) {
				fields.put(field.substring(0, equals), field.substring(equals + 1));
			}
		}
		return new LoadResult(number(fields, "delivered"), decimal(fields, "seconds"), decimal(fields, "cpu"),
				number(fields, "lost"), number(fields, "duplicates"), number(fields, "disordered"));
	}

	private static long number(Map<String, String> fields, String name) {
		return Long.parseLong(fields.getOrDefault(name, "-1"));
	}

	private static double decimal(Map<String, String> fields, String name) {
		return Double.parseDouble(fields.getOrDefault(name, "NaN"));
	}

}
