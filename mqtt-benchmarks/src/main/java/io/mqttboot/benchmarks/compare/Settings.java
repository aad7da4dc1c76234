package io.mqttboot.benchmarks.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.Scenario;

/**
 * What the command line says, as {@code name=value}.
 *
 * @param root the folder of the project
 * @param rounds how often each broker is run
 * @param brokers who is compared; the first one is what the others are set against
 * @param scenarios what is run against each broker, in one process of it
 * @param warmUpSeconds the least that a broker has of the processors before a scenario is
 * measured
 * @param measuredSeconds how long each scenario is measured
 * @param rate messages a second where latency is measured, NaN for half of what the
 * slowest broker can
 */
record Settings(Path root, int rounds, List<String> brokers, List<Scenario> scenarios, double warmUpSeconds,
		double measuredSeconds, double rate) {

	private static final String BROKERS = "relay,mqttboot-1,mqttboot-1-direct,mqttboot,hivemq,mica";

	static Settings of(String[] args) {
		Map<String, String> given = new HashMap<>();
		for (String arg : args) {
			int equals = arg.indexOf('=');
			if (equals < 0) {
				throw new IllegalArgumentException("not name=value: " + arg);
			}
			given.put(arg.substring(0, equals), arg.substring(equals + 1));
		}
		Settings settings = new Settings(Path.of(given.getOrDefault("root", ".")),
				Integer.parseInt(given.getOrDefault("rounds", "5")), list(given.getOrDefault("brokers", BROKERS)),
				list(given.getOrDefault("scenarios", "pairs-q0,pairs-q1,pairs-q2")).stream()
					.map(Scenarios::of)
					.toList(),
				Double.parseDouble(given.getOrDefault("warmup", "3")),
				Double.parseDouble(given.getOrDefault("measure", "2")),
				Double.parseDouble(given.getOrDefault("rate", "NaN")));
		given.keySet().removeAll(List.of("root", "rounds", "brokers", "scenarios", "warmup", "measure", "rate"));
		if (!given.isEmpty()) {
			throw new IllegalArgumentException("unknown: " + given.keySet());
		}
		return settings;
	}

	private static List<String> list(String text) {
		return Arrays.asList(text.split(","));
	}

	/** Returns how each scenario is run. */
	Plan plan(double pace) {
		return new Plan(this.warmUpSeconds, this.measuredSeconds, pace);
	}

	/** Where logs and tables go. */
	Path output() {
		return this.root.resolve("mqtt-benchmarks/target/comparison");
	}

}
