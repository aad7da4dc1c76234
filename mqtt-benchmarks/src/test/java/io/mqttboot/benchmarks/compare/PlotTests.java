package io.mqttboot.benchmarks.compare;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.RunResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pictures beside the tables.
 */
class PlotTests {

	private final Map<String, Series> brokers = new LinkedHashMap<>();

	private void runs(String broker, double... cpu) {
		Series series = this.brokers.computeIfAbsent(broker, (key) -> new Series());
		for (double each : cpu) {
			series.add(new RunResult(Map.of(Figure.CPU, each, Figure.P50, each, Figure.P99, 10 * each), Faults.NONE));
		}
	}

	private String svg(Figure... figures) {
		return new Plot("A title", List.of(figures), this.brokers).svg();
	}

	// where the dots stand, legend left out
	private List<Double> places(String svg) {
		return Pattern.compile("cx=\"([0-9.]+)\" cy=\"[0-9]+\" r=\"5\"")
			.matcher(svg)
			.results()
			.map((MatchResult match) -> Double.parseDouble(match.group(1)))
			.toList();
	}

	@Test
	void a_picture_is_well_formed_whatever_brokers_are_called() throws Exception {
		runs("a <b> & \"c\"", 0.2, 0.3);
		byte[] svg = svg(Figure.CPU).getBytes(StandardCharsets.UTF_8);
		assertThat(DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(svg))
			.getDocumentElement()
			.getNodeName()).isEqualTo("svg");
	}

	@Test
	void equal_factors_are_equal_distances() {
		runs("one", 0.1);
		runs("two", 1);
		runs("three", 10);
		List<Double> places = places(svg(Figure.CPU));
		assertThat(places).isSorted().hasSize(3);
		assertThat(places.get(2) - places.get(1)).isEqualTo(places.get(1) - places.get(0));
	}

	@Test
	void each_figure_has_a_dot_for_each_broker_and_its_name() {
		runs("one", 20);
		runs("two", 30);
		String svg = svg(Figure.P50, Figure.P99);
		assertThat(places(svg)).hasSize(4);
		assertThat(svg).contains(Figure.P50.title(), Figure.P99.title(), "one", "two");
	}

	@Test
	void what_has_no_place_on_the_scale_is_left_out() {
		runs("one", 20);
		runs("two", -3, 0, 30);
		runs("three", -3, -2);
		assertThat(places(svg(Figure.CPU, Figure.RATE))).hasSize(1);
		runs("two", 40, 50);
		String svg = svg(Figure.CPU);
		assertThat(places(svg)).hasSize(2);
		assertThat(svg).doesNotContain("NaN", "Infinity");
	}

	@Test
	void it_is_readable_on_dark_pages_too() {
		runs("one", 20);
		assertThat(svg(Figure.CPU)).contains("prefers-color-scheme: dark");
	}

}
