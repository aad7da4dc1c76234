package io.mqttboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one broker in one scenario.
 */
final class Series {

	private static final double LATE_MICROS_MAX = 10_000;

	private final List<RunResult> runs = new ArrayList<>();

	// how often for each reason
	private final Map<String, Integer> failures = new LinkedHashMap<>();

	private @Nullable String lack;

	void add(RunResult run) {
		this.runs.add(run);
	}

	/** A run came to no result. */
	void failed(String why) {
		this.failures.merge(why, 1, Integer::sum);
	}

	/** How many runs came to no result. */
	int failures() {
		return this.failures.values().stream().mapToInt(Integer::intValue).sum();
	}

	/** It is not run, because the broker cannot do it. */
	void unable(String why) {
		this.lack = why;
	}

	boolean isEmpty() {
		return this.runs.isEmpty();
	}

	/**
	 * Whether every run came to a result, with each message once and in order, and most
	 * of them can be believed.
	 */
	boolean isSound() {
		return isRight() && 2 * cold() < this.runs.size() && !isGeneratorLate();
	}

	/** Whether every run came to a result, with each message once and in order. */
	boolean isRight() {
		return this.failures.isEmpty()
				&& this.runs.stream().map(RunResult::faults).reduce(Faults.NONE, Faults::plus).equals(Faults.NONE);
	}

	private long cold() {
		return this.runs.stream().filter((run) -> run.value(Figure.COLD) > 0).count();
	}

	// Then latencies are the machine's that stopped it, or its own, and not the broker's.
	private boolean isGeneratorLate() {
		return !isEmpty() && (median(Figure.LATE) > LATE_MICROS_MAX || median(Figure.LATE) > median(Figure.P99) / 2);
	}

	double median(Figure figure) {
		double[] sorted = sorted(figure);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	double min(Figure figure) {
		return sorted(figure)[0];
	}

	double max(Figure figure) {
		double[] sorted = sorted(figure);
		return sorted[sorted.length - 1];
	}

	private double[] sorted(Figure figure) {
		return this.runs.stream().mapToDouble((run) -> run.value(figure)).sorted().toArray();
	}

	/** What was wrong with the messages or the runs, in words. */
	String faults() {
		List<String> words = new ArrayList<>(
				this.runs.stream().map(RunResult::faults).reduce(Faults.NONE, Faults::plus).words());
		if (cold() > 0) {
			words.add(cold() + " × " + Figure.COLD.title());
		}
		if (isGeneratorLate()) {
			words.add("the load generator was late itself");
		}
		if (this.lack != null) {
			words.add(this.lack);
		}
		this.failures.forEach((why, times) -> words.add(times + " × " + why));
		return words.isEmpty() ? "none" : String.join(", ", words);
	}

}
