package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Measured;

/**
 * The generated part of the page about performance: targets, tables, and the pictures
 * beside it.
 */
final class Report {

	private static final List<Figure> PERCENTILES = List.of(Figure.P50, Figure.P99, Figure.P999);

	private final Results results;

	private final List<? extends Measured> measured;

	private final String base;

	/** About these scenarios, everybody set against the broker {@code base}. */
	Report(Results results, List<? extends Measured> measured, String base) {
		this.results = results;
		this.measured = measured;
		this.base = base;
	}

	/** The text, which shows pictures from the folder {@code images}. */
	String markdown(String heading) {
		StringBuilder out = new StringBuilder(heading);
		append(out, "Targets", new Targets(this.results).markdown());
		append(out, "Growth", new Growth(this.results).markdown());
		Table table = new Table(this.results, this.base);
		for (Measured scenario : this.measured) {
			out.append("\n### ").append(scenario.title()).append("\n\n");
			if (!plotted(scenario).isEmpty()) {
				out.append("![")
					.append(scenario.title())
					.append("](images/")
					.append(scenario.name())
					.append(".svg)\n\n");
			}
			out.append(table.markdown(scenario));
		}
		return out.append(missing()).toString();
	}

	private static void append(StringBuilder out, String heading, String table) {
		if (!table.isEmpty()) {
			out.append("\n### ").append(heading).append("\n\n").append(table);
		}
	}

	private String missing() {
		StringBuilder out = new StringBuilder();
		this.results.missing()
			.forEach((broker,
					why) -> out.append("\n`").append(broker).append("` was not run: ").append(why).append(".\n"));
		return out.toString();
	}

	/** Writes a page and its pictures. */
	void write(Page page, String heading) throws IOException {
		Path images = Files.createDirectories(page.file().resolveSibling("images"));
		for (Measured scenario : this.measured) {
			Map<String, Series> plotted = plotted(scenario);
			if (!plotted.isEmpty()) {
				Files.writeString(images.resolve(scenario.name() + ".svg"),
						new Plot(scenario.title(), figures(scenario), plotted).svg());
			}
		}
		page.write(markdown(heading));
	}

	private static List<Figure> figures(Measured scenario) {
		return scenario.figures().containsAll(PERCENTILES) ? PERCENTILES : scenario.figures().subList(0, 1);
	}

	// by title, who has something to show
	private Map<String, Series> plotted(Measured scenario) {
		Map<String, Series> plotted = new LinkedHashMap<>();
		this.results.of(scenario.name()).forEach((broker, series) -> {
			if (Plot.isShown(series, scenario.figures().get(0))) {
				plotted.put(this.results.title(broker), series);
			}
		});
		return plotted;
	}

}
