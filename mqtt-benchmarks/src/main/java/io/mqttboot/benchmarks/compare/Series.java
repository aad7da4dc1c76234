package io.mqttboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.mqttboot.benchmarks.load.LoadResult;

/**
 * The runs of one broker in one scenario.
 */
final class Series {

	private final List<LoadResult> runs = new ArrayList<>();

	private int failures;

	void add(LoadResult run) {
		this.runs.add(run);
	}

	/** A run came to no result. */
	void failed() {
		this.failures++;
	}

	boolean isEmpty() {
		return this.runs.isEmpty();
	}

	int runs() {
		return this.runs.size();
	}

	double median(ToDoubleFunction<LoadResult> figure) {
		double[] sorted = this.runs.stream().mapToDouble(figure).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	double min(ToDoubleFunction<LoadResult> figure) {
		return this.runs.stream().mapToDouble(figure).min().orElseThrow();
	}

	double max(ToDoubleFunction<LoadResult> figure) {
		return this.runs.stream().mapToDouble(figure).max().orElseThrow();
	}

	/** What was wrong with the messages or the runs, in words. */
	String faults() {
		long lost = this.runs.stream().mapToLong(LoadResult::lost).sum();
		long duplicates = this.runs.stream().mapToLong(LoadResult::duplicates).sum();
		long disordered = this.runs.stream().mapToLong(LoadResult::disordered).sum();
		List<String> faults = new ArrayList<>();
		if (lost > 0) {
			faults.add(lost + " lost");
		}
		if (duplicates > 0) {
			faults.add(duplicates + " twice");
		}
		if (disordered > 0) {
			faults.add(disordered + " out of order");
		}
		if (this.failures > 0) {
			faults.add(this.failures + " runs failed");
		}
		return faults.isEmpty() ? "none" : String.join(", ", faults);
	}

}
