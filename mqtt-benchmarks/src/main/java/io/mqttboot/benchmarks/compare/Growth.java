package io.mqttboot.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Scenario;

/**
 * What a message costs with ten times the clients, set against what it costs the same
 * broker with as many as usual.
 */
final class Growth {

	private static final String TENFOLD = "-x10";

	private final Results results;

	Growth(Results results) {
		this.results = results;
	}

	/** Returns the scenarios that are ten times another one, and that one. */
	static Map<String, String> pairs() {
		Map<String, String> pairs = new LinkedHashMap<>();
		Scenarios.ALL.stream().map(Scenario::name).filter((name) -> name.endsWith(TENFOLD)).forEach((name) -> {
			pairs.put(name, name.substring(0, name.length() - TENFOLD.length()));
		});
		return pairs;
	}

	/** One row for each broker, empty if nothing grew. */
	String markdown() {
		StringBuilder out = new StringBuilder();
		pairs().forEach((tenfold, once) -> this.results.of(tenfold).keySet().forEach((broker) -> {
			Series more = this.results.found(tenfold, broker);
			Series usual = this.results.found(once, broker);
			if (more != null && usual != null) {
				double unit = usual.median(Figure.CPU);
				out.append(String.format(Locale.ROOT, "| `%s` | %s | %.2f (%.2f – %.2f) |%n", tenfold,
						this.results.title(broker), more.median(Figure.CPU) / unit, more.min(Figure.CPU) / unit,
						more.max(Figure.CPU) / unit));
			}
		}));
		return out.isEmpty() ? ""
				: "| scenario | broker | cost of a message × the same with a tenth of the clients (spread) |\n|---|---|---|\n"
						+ out;
	}

}
