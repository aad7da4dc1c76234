package io.mqttboot.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.mqttboot.benchmarks.load.LoadResult;

/**
 * The results as Markdown: for each scenario one table, for each broker one row.
 */
final class Table {

	private final Settings settings;

	// by scenario, then by broker, both in the order of the settings
	private final Map<String, Map<String, Series>> results = new LinkedHashMap<>();

	private final Map<String, String> titles = new LinkedHashMap<>();

	private final Map<String, String> missing = new LinkedHashMap<>();

	Table(Settings settings) {
		this.settings = settings;
	}

	void add(Contestant contestant) {
		this.titles.put(contestant.name(), contestant.title());
	}

	/** A broker takes no part. */
	void missing(String broker, String why) {
		this.missing.put(broker, why);
	}

	Series series(String scenario, String broker) {
		return this.results.computeIfAbsent(scenario, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(broker, (key) -> new Series());
	}

	String markdown() {
		StringBuilder out = new StringBuilder();
		this.results.forEach((scenario, brokers) -> {
			out.append("### ").append(LoadResult.title(scenario)).append("\n\n");
			out.append(
					"| broker | CPU-s per million delivered (spread) | × the first row (spread) | messages/s | faults |\n");
			out.append("|---|---|---|---|---|\n");
			Series first = brokers.get(this.settings.brokers().get(0));
			brokers.forEach((broker, series) -> row(out, this.titles.getOrDefault(broker, broker), series, first));
			this.missing.forEach((broker, why) -> out.append("| ").append(broker).append(" | not run | | | |\n"));
			out.append('\n');
		});
		this.missing.forEach((broker, why) -> out.append(broker).append(" was not run: ").append(why).append(".\n"));
		return out.toString();
	}

	private static void row(StringBuilder out, String title, Series series,
			@org.jspecify.annotations.Nullable Series first) {
		if (series.isEmpty()) {
			out.append(String.format(Locale.ROOT, "| %s | no result | | | %s |%n", title, series.faults()));
			return;
		}
		double median = series.median(LoadResult::cpuPerMillion);
		double min = series.min(LoadResult::cpuPerMillion);
		double max = series.max(LoadResult::cpuPerMillion);
		double base = (first != null && !first.isEmpty()) ? first.median(LoadResult::cpuPerMillion) : Double.NaN;
		out.append(String.format(Locale.ROOT, "| %s | %.2f (%.2f – %.2f) | %.2f (%.2f – %.2f) | %,.0f | %s |%n", title,
				median, min, max, median / base, min / base, max / base, series.median(LoadResult::perSecond),
				series.faults()));
	}

}
