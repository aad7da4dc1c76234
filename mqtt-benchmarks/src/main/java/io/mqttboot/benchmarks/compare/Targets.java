package io.mqttboot.benchmarks.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import io.mqttboot.benchmarks.load.Figure;

/**
 * What we want to reach, set against what was measured. A target counts as met when the
 * better end of the spread meets it and nothing went wrong.
 */
final class Targets {

	private static final String OURS = "mqttboot-1";

	private static final String OURS_DIRECT = "mqttboot-1-direct";

	private static final String RELAY = "relay";

	private static final String HIVEMQ = "hivemq";

	private static final String MOSQUITTO = "mosquitto";

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
	 * @param factor how many times the other it may be, or must be if more is better; the
	 * bound itself if there is no other
	 * @param others against whose median, the best of them; empty for our own in
	 * {@code base}
	 * @param base in which scenario the others are measured; empty if there is no other
	 * @param words the others, in words
	 */
	private record Target(String scenario, Figure figure, double factor, List<String> others, String base,
			String words) {

		private Target {
			if (!Scenarios.of(scenario).figures().contains(figure)) {
				throw new IllegalArgumentException(scenario + " has no " + figure);
			}
		}

		private static Target than(String scenario, Figure figure, double factor, String words, List<String> others) {
			return new Target(scenario, figure, factor, others, scenario, words);
		}

		private static Target bound(String scenario, Figure figure, double bound) {
			return new Target(scenario, figure, bound, List.of(), "", "");
		}

		private boolean isBound() {
			return this.base.isEmpty();
		}

		private String text() {
			return (this.figure.isLowerBetter() ? "≤ " : "≥ ") + plain(this.factor)
					+ (isBound() ? "" : " × " + this.words);
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
		all.addAll(state());
		Growth.pairs().forEach((tenfold, once) -> {
			Figure figure = tenfold.figures().get(0);
			all.add(new Target(tenfold.name(), figure, figure.isLowerBetter() ? GROWTH_MAX : 1 / GROWTH_MAX, List.of(),
					once.name(), "itself with a tenth of it"));
		});
		return List.copyOf(all);
	}

	// what a broker keeps for its clients
	private static List<Target> state() {
		return List.of(Target.bound("embedded", Figure.HEAP_EACH, 2_048),
				Target.bound("embedded-ws", Figure.HEAP_EACH, 4_096), Target.bound("idle", Figure.RSS_EACH, 6_000),
				Target.bound("subscriptions-x10", Figure.HEAP_EACH, 370),
				Target.than("subscriptions-x10", Figure.SUBSCRIBE_RATE, 0.9, "Mosquitto", List.of(MOSQUITTO)),
				Target.than("subscriptions-x10", Figure.RATE, 3, "HiveMQ CE", List.of(HIVEMQ)),
				Target.than("connects", Figure.CONNECT_RATE, 0.8, "the relay", List.of(RELAY)),
				Target.than("retained", Figure.DELIVERED_RATE, 2, "Mosquitto", List.of(MOSQUITTO)),
				Target.than("offline", Figure.QUEUED_RATE, 2, "Mosquitto", List.of(MOSQUITTO)),
				Target.than("offline", Figure.DRAINED_RATE, 2, "Mosquitto", List.of(MOSQUITTO)));
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
				String met = !reached ? "**no**" : ours.isSound() ? "yes" : "**no**, " + ours.faults();
				out.append(String.format("| `%s` | %s | %s | %s | %s | %s |%n", target.scenario, target.figure.title(),
						target.text(), measured(target, OURS), measured(target, OURS_DIRECT), met));
			}
		}
		return out.isEmpty() ? "" : HEAD + out;
	}

	private OptionalDouble base(Target target, String own) {
		if (target.isBound()) {
			return OptionalDouble.of(1);
		}
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

	private String measured(Target target, String broker) {
		Series series = this.results.found(target.scenario, broker);
		OptionalDouble base = base(target, broker);
		if (series == null || base.isEmpty()) {
			return "–";
		}
		String number = "%,." + (target.isBound() ? target.figure.decimals() : 2) + "f";
		return String.format(Locale.ROOT, number + " (" + number + ")",
				best(series, target.figure) / base.getAsDouble(), series.median(target.figure) / base.getAsDouble());
	}

	private static double best(Series series, Figure figure) {
		return figure.isLowerBetter() ? series.min(figure) : series.max(figure);
	}

	private static String plain(double factor) {
		return new BigDecimal(factor).round(new MathContext(2)).stripTrailingZeros().toPlainString();
	}

}
