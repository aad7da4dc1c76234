package io.mqttboot.benchmarks.compare;

import java.util.List;
import java.util.Locale;

import io.mqttboot.benchmarks.client.Library;
import io.mqttboot.benchmarks.load.Figure;

/**
 * What we want our client to reach, set against what was measured: met when the better
 * end of the spread, against the median of the other, reaches it and nothing went wrong.
 */
final class ClientTargets {

	private static final String OURS = Library.MQTTBOOT.id();

	private static final String OTHER = Library.HIVEMQ.id();

	private static final List<Target> ALL = List.of(new Target("through-q1", Figure.RATE, 1),
			new Target("through-q1", Figure.CPU, 0.7), new Target("publish-q1", Figure.RATE, 1),
			new Target("publish-q1", Figure.CPU, 0.7));

	private final Results results;

	ClientTargets(Results results) {
		this.results = results;
	}

	/** How many times the other's a figure of ours should be. */
	private record Target(String traffic, Figure figure, double factor) {
	}

	/** One row for each target that something was measured for, empty without any. */
	String markdown() {
		StringBuilder out = new StringBuilder();
		for (Target target : ALL) {
			Series ours = this.results.found(target.traffic, OURS);
			Series other = this.results.found(target.traffic, OTHER);
			if (ours == null || other == null) {
				continue;
			}
			boolean lower = target.figure.isLowerBetter();
			double base = other.median(target.figure);
			double best = (lower ? ours.min(target.figure) : ours.max(target.figure)) / base;
			boolean reached = lower ? best <= target.factor : best >= target.factor;
			out.append(String.format(Locale.ROOT, "| `%s` | %s | %s %s × %s | %.2f (%.2f) | %s |%n", target.traffic,
					target.figure.title(), lower ? "≤" : "≥", target.factor, Library.HIVEMQ.title(), best,
					ours.median(target.figure) / base,
					!reached ? "**no**" : ours.isSound() ? "yes" : "**no**, " + ours.faults()));
		}
		return out.isEmpty() ? ""
				: "| traffic | figure | target | best (median) | met |\n|---|---|---|---|---|\n" + out;
	}

}
