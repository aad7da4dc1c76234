package io.mqttboot.benchmarks.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import io.mqttboot.benchmarks.load.Figure;
import org.jspecify.annotations.Nullable;

/**
 * What we want to reach, set against what was measured. A target counts as met when the
 * better end of the spread meets it and nothing went wrong.
 */
final class Targets {

	private static final String OURS = "mqttboot-1";

	private static final String OURS_DIRECT = "mqttboot-1-direct";

	private static final String RELAY = "relay";

	private static final String HIVEMQ = "hivemq";

	private static final List<String> JAVA_PEERS = List.of(HIVEMQ, "moquette", "mica");

	private static final double GROWTH_MAX = 1.3;

	private static final String HEAD = "| scenario | figure | target | HEAP: best (median) | DIRECT: best (median) "
			+ "| met |\n|---|---|---|---|---|---|\n";

	private static final List<Target> ALL = all();

	private final Results results;

	Targets(Results results) {
		this.results = results;
	}

	/**
	 * What one figure of ours should be.
	 *
	 * @param scenario where it is measured
	 * @param figure what is measured
	 * @param factor how many times the other it may be, or must be if more is better
	 * @param others against whose median, the best of them; empty for our own in
	 * {@code base}
	 * @param base in which scenario the others are measured
	 * @param words the others, in words
	 */
	private record Target(String scenario, Figure figure, double factor, List<String> others, String base,
			String words) {

		private static Target than(String scenario, Figure figure, double factor, String words, List<String> others) {
			return new Target(scenario, figure, factor, others, scenario, words);
		}

	}

	private static List<Target> all() {
		List<Target> all = new ArrayList<>();
		relay(all, 2.0, "pairs-q0", "pairs-q0-v5");
		relay(all, 1.5, "pairs-q1", "pairs-q1-v5");
		relay(all, 1.3, "pairs-q2", "pairs-q2-v5");
		java(all, Figure.CPU, 0.4, "pairs-q0", "pairs-q1", "pairs-q2");
		relay(all, 1.2, "alone-q0", "alone-q1");
		relay(all, 1.3, "fan-in-q0", "shared-q1");
		Stream.of("fan-in-q0", "shared-q1")
			.forEach((scenario) -> all.add(Target.than(scenario, Figure.CPU, 0.15, "HiveMQ CE", List.of(HIVEMQ))));
		relay(all, 1.3, "fan-out-q0", "fan-out-q1");
		java(all, Figure.CPU, 1, "fan-out-q0", "fan-out-q1");
		relay(all, 1.4, "large-q0");
		java(all, Figure.P99, 1, "latency-q0", "latency-q1");
		Growth.pairs().forEach((tenfold, once) -> {
			Figure figure = tenfold.figures().get(0);
			all.add(new Target(tenfold.name(), figure, figure.isLowerBetter() ? GROWTH_MAX : 1 / GROWTH_MAX, List.of(),
					once.name(), "itself with a tenth of it"));
		});
		return List.copyOf(all);
	}

	private static void relay(List<Target> all, double factor, String... scenarios) {
		Stream.of(scenarios)
			.forEach((scenario) -> all.add(Target.than(scenario, Figure.CPU, factor, "the relay", List.of(RELAY))));
	}

	private static void java(List<Target> all, Figure figure, double factor, String... scenarios) {
		Stream.of(scenarios)
			.forEach((scenario) -> all.add(Target.than(scenario, figure, factor, "the best Java peer", JAVA_PEERS)));
	}

	/** One row for each target that something was measured for, empty without any. */
	String markdown() {
		StringBuilder out = new StringBuilder();
		for (Target target : ALL) {
			Series ours = this.results.found(target.scenario, OURS);
			OptionalDouble base = base(target, OURS);
			if (ours != null && base.isPresent()) {
				double best = best(ours, target.figure) / base.getAsDouble();
				boolean reached = target.figure.isLowerBetter() ? best <= target.factor : best >= target.factor;
				String sign = target.figure.isLowerBetter() ? "≤" : "≥";
				out.append(String.format(Locale.ROOT, "| `%s` | %s | %s %s × %s | %s | %s | %s |%n", target.scenario,
						target.figure.title(), sign, plain(target.factor), target.words,
						measured(ours, target.figure, base),
						measured(this.results.found(target.scenario, OURS_DIRECT), target.figure,
								base(target, OURS_DIRECT)),
						!reached ? "**no**" : ours.isSound() ? "yes" : "**no**, " + ours.faults()));
			}
		}
		return out.isEmpty() ? "" : HEAD + out;
	}

	private OptionalDouble base(Target target, String own) {
		List<String> others = target.others.isEmpty() ? List.of(own) : target.others;
		List<Double> medians = new ArrayList<>();
		for (String other : others) {
			Series series = this.results.found(target.base, other);
			if (series != null) {
				medians.add(series.median(target.figure));
			}
		}
		return target.figure.isLowerBetter() ? medians.stream().mapToDouble(Double::doubleValue).min()
				: medians.stream().mapToDouble(Double::doubleValue).max();
	}

	private static String measured(@Nullable Series ours, Figure figure, OptionalDouble base) {
		return (ours == null || base.isEmpty()) ? "–" : String.format(Locale.ROOT, "%.2f (%.2f)",
				best(ours, figure) / base.getAsDouble(), ours.median(figure) / base.getAsDouble());
	}

	private static double best(Series series, Figure figure) {
		return figure.isLowerBetter() ? series.min(figure) : series.max(figure);
	}

	private static String plain(double factor) {
		return new BigDecimal(factor).round(new MathContext(2)).stripTrailingZeros().toPlainString();
	}

}
