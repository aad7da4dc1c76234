package io.mqttboot.benchmarks.smoke;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The figures that others are set against, in a file that lies beside the code.
 */
final class Baseline {

	private static final String HEAD = """
			# What the short benchmarks of every build are set against: ratios and bytes, no times.
			# ratio: CPU of a message, mqttboot on one loop for the relay; fails beyond 1.5 times
			# bytes: allocated by an operation; fails beyond twice that and 32 bytes
			# score: time of an operation for that of PublishDecode of V3 and 64 bytes; only shown
			# Written by: ./mvnw -q -pl mqtt-benchmarks -am -Pbench-smoke process-classes -Dsmoke.args=store
			""";

	private final Map<String, Double> stored;

	Baseline(Map<String, Double> stored) {
		this.stored = new TreeMap<>(stored);
	}

	static Baseline read(Path file) throws IOException {
		Properties properties = new Properties();
		if (Files.exists(file)) {
			try (Reader reader = Files.newBufferedReader(file)) {
				properties.load(reader);
			}
		}
		Map<String, Double> stored = new TreeMap<>();
		properties.stringPropertyNames()
			.forEach((name) -> stored.put(name, Double.parseDouble(properties.getProperty(name))));
		return new Baseline(stored);
	}

	void write(Path file) throws IOException {
		StringBuilder text = new StringBuilder(HEAD);
		this.stored
			.forEach((name, value) -> text.append(name).append('=').append(Kind.of(name).text(value)).append('\n'));
		Files.writeString(file, text);
	}

	/** Returns the names of what has become too much; what is not stored is not. */
	List<String> worse(Map<String, Double> measured) {
		List<String> worse = new ArrayList<>();
		measured.forEach((name, value) -> {
			Double before = this.stored.get(name);
			if (before != null && value > Kind.of(name).limit(before)) {
				worse.add(name);
			}
		});
		return worse;
	}

	/** One line for each figure. */
	String words(Map<String, Double> measured) {
		StringBuilder text = new StringBuilder();
		measured.forEach((name, value) -> {
			Kind kind = Kind.of(name);
			Double before = this.stored.get(name);
			String beside = (before == null) ? "nothing is stored"
					: "stored %s, at most %s".formatted(kind.text(before), kind.text(kind.limit(before)));
			text.append(String.format(Locale.ROOT, "%-50s %8s   %s%n", name, kind.text(value), beside));
		});
		return text.toString();
	}

}
