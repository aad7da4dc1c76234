package io.mqttboot.benchmarks.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run of one scenario against one broker came to.
 *
 * @param figures what was measured
 * @param faults what was wrong with the messages of the whole run, warm-up included
 */
public record RunResult(Map<Figure, Double> figures, Faults faults) {

	/** How the line of a result begins. */
	public static final String LINE = "result ";

	public RunResult {
		figures = Map.copyOf(figures);
	}

	/**
	 * Returns a figure.
	 * @param figure which
	 * @return its value, NaN if it was not measured
	 */
	public double value(Figure figure) {
		return this.figures.getOrDefault(figure, Double.NaN);
	}

	/** One line for {@link #parse}. */
	public String line() {
		StringBuilder line = new StringBuilder(LINE);
		line.append(this.faults.lost()).append(' ');
		line.append(this.faults.duplicates()).append(' ');
		line.append(this.faults.disordered());
		new TreeMap<>(this.figures)
			.forEach((figure, value) -> line.append(' ').append(figure).append('=').append(value));
		return line.toString();
	}

	/**
	 * Reads what the process of the load generator printed.
	 * @param line the line
	 * @return the result
	 */
	public static RunResult parse(String line) {
		String[] words = line.substring(LINE.length()).split(" ");
		Faults faults = new Faults(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
		Map<Figure, Double> figures = new EnumMap<>(Figure.class);
		for (int i = 3; i < words.length; i++) {
			int equals = words[i].indexOf('=');
			figures.put(Figure.valueOf(words[i].substring(0, equals)),
					Double.parseDouble(words[i].substring(equals + 1)));
		}
		return new RunResult(figures, faults);
	}

}
