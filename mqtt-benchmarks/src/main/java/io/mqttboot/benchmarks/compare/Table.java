package io.mqttboot.benchmarks.compare;

import java.util.List;
import java.util.Locale;

import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Measured;
import org.jspecify.annotations.Nullable;

/**
 * The results of a scenario as Markdown, for each broker one row. The leading figure is
 * set against the first row's.
 */
final class Table {

	private final Results results;

	private final String base;

	/** Sets everybody against the broker {@code base}. */
	Table(Results results, String base) {
		this.results = results;
		this.base = base;
	}

	String markdown(Measured scenario) {
		List<Figure> figures = scenario.figures();
		StringBuilder out = new StringBuilder("| broker | × the first row (spread) |");
		figures.forEach((figure) -> out.append(' ').append(figure.title()).append(" |"));
		out.append(" faults |\n|---|---|").append("---|".repeat(figures.size())).append("---|\n");
		Series first = this.results.found(scenario.name(), this.base);
		this.results.of(scenario.name()).forEach((broker, series) -> {
			out.append("| ").append(this.results.title(broker)).append(" | ");
			out.append(series.isEmpty() ? "no result |" + " |".repeat(figures.size()) : cells(series, first, figures));
			out.append(' ').append(series.faults()).append(" |\n");
		});
		return out.toString();
	}

	// the leading figure with its spread, of the others the median
	private static String cells(Series series, @Nullable Series first, List<Figure> figures) {
		Figure leading = figures.get(0);
		double base = (first != null) ? first.median(leading) : Double.NaN;
		StringBuilder cells = new StringBuilder(spread(series, leading, base, 2)).append(" |");
		cells.append(' ').append(spread(series, leading, 1, leading.decimals())).append(" |");
		for (Figure figure : figures.subList(1, figures.size())) {
			cells.append(' ').append(number(series.median(figure), figure.decimals())).append(" |");
		}
		return cells.toString();
	}

	private static String spread(Series series, Figure figure, double unit, int decimals) {
		return number(series.median(figure) / unit, decimals) + " (" + number(series.min(figure) / unit, decimals)
				+ " – " + number(series.max(figure) / unit, decimals) + ")";
	}

	private static String number(double value, int decimals) {
		return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
	}

}
