package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.benchmarks.load.Figure;

/**
 * How many times the relay's processor time a message costs us, by a few short runs of
 * both in turn. Only the quick compiler is used: the other one takes seconds, more on a
 * busy machine, and until then its own work is what would be measured.
 */
public final class RelayRatio {

	private static final String OURS = "mqttboot-1";

	private static final String RELAY = "relay";

	private RelayRatio() {
	}

	/**
	 * Measures.
	 * @param root the folder of the project
	 * @param scenarios the names of the scenarios
	 * @return the ratio of the medians, by scenario
	 * @throws IOException if a broker did not finish, or did not deliver each message
	 * once and in order
	 */
	public static Map<String, Double> measure(Path root, List<String> scenarios) throws IOException {
		Comparison comparison = new Comparison(Settings.of(new String[] { "root=" + root, "rounds=5",
				"brokers=" + RELAY + "," + OURS, "scenarios=" + String.join(",", scenarios), "warmup=0.4",
				"measure=0.5", "flags=-XX:TieredStopAtLevel=1" }));
		comparison.rounds();
		Map<String, Double> ratios = new LinkedHashMap<>();
		for (String scenario : scenarios) {
			Series ours = comparison.results().series(scenario, OURS);
			Series relay = comparison.results().series(scenario, RELAY);
			if (ours.isEmpty() || relay.isEmpty() || !ours.isRight()) {
				throw new IOException(scenario + ": " + ours.faults() + " (the relay: " + relay.faults() + ")");
			}
			ratios.put(scenario, ours.median(Figure.CPU) / relay.median(Figure.CPU));
		}
		return ratios;
	}

}
