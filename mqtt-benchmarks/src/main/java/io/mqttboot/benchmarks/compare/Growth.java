package io.mqttboot.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Scenario;

/**
 * What a broker does with ten times as many, set against what it does with as many as
 * usual.
 */
final class Growth {

	private static final String TENFOLD = "-x10";

	private static final String HEAD = "| scenario | broker | figure | × the same with a tenth of it (spread) |\n"
			+ "|---|---|---|---|\n";

	private final Results results;

	Growth(Results results) {
		this.results = results;
	}

	/** Returns the scenarios that are ten times another one, and that one. */
	static Map<Scenario, Scenario> pairs() {
		Map<Scenario, Scenario> pairs = new LinkedHashMap<>();
		Scenarios.ALL.stream().filter((scenario) -> scenario.name().endsWith(TENFOLD)).forEach((tenfold) -> {
			String name = tenfold.name();
			pairs.put(tenfold, Scenarios.of(name.substring(0, name.length() - TENFOLD.length())));
		});
		return pairs;
	}

	/** One row for each broker, empty if nothing grew. */
	String markdown() {
		StringBuilder out = new StringBuilder();
		pairs().forEach((tenfold, once) -> this.results.of(tenfold.name()).keySet().forEach((broker) -> {
			Series more = this.results.found(tenfold.name(), broker);
			Series usual = this.results.found(once.name(), broker);
			if (more != null && usual != null) {
				Figure figure = tenfold.figures().get(0);
				double unit = usual.median(figure);
				out.append(String.format(Locale.ROOT, "| `%s` | %s | %s | %.2f (%.2f – %.2f) |%n", tenfold.name(),
						this.results.title(broker), figure.title(), more.median(figure) / unit, more.min(figure) / unit,
						more.max(figure) / unit));
			}
		}));
		return out.isEmpty() ? "" : HEAD + out;
	}

}
