package io.mqttboot.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Samples in Prometheus' text format, by the name of their metric.
 *
 * @param metrics samples by name
 */
record Scrape(Map<String, List<Sample>> metrics) {

	private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	static Scrape of(String text) {
		Map<String, List<Sample>> metrics = new TreeMap<>();
		text.lines().filter((line) -> !line.startsWith("#") && !line.isBlank()).forEach((line) -> {
			Matcher matcher = LINE.matcher(line);
			if (!matcher.matches()) {
				throw new IllegalArgumentException("no sample: " + line);
			}
			metrics.computeIfAbsent(matcher.group(1), (name) -> new ArrayList<>())
				.add(new Sample(labels(matcher.group(2)), Double.parseDouble(matcher.group(3))));
		});
		return new Scrape(metrics);
	}

	private static Map<String, String> labels(@Nullable String text) {
		return LABEL.matcher((text != null) ? text : "")
			.results()
			.collect(Collectors.toMap((label) -> label.group(1), (label) -> label.group(2)));
	}

	boolean has(String name) {
		return this.metrics.containsKey(name);
	}

	/** The sum over all series of a metric. */
	double sum(String name) {
		return this.metrics.getOrDefault(name, List.of()).stream().mapToDouble(Sample::value).sum();
	}

	/** Every value that a label of a metric has. */
	Set<String> values(String name, String label) {
		return this.metrics.getOrDefault(name, List.of())
			.stream()
			.map((sample) -> sample.labels().getOrDefault(label, ""))
			.collect(Collectors.toSet());
	}

	/**
	 * One series and its value.
	 *
	 * @param labels its labels
	 * @param value its value
	 */
	record Sample(Map<String, String> labels, double value) {

	}

}
