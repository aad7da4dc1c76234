package io.mqttboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Traffic;

/**
 * All scenarios of all kinds, in the order of the tables.
 */
final class Scenarios {

	private static final List<Scenario> ALL = new ArrayList<>(Traffic.ALL);

	private Scenarios() {
	}

	/** Returns the scenario of a name. */
	static Scenario of(String name) {
		return ALL.stream()
			.filter((each) -> each.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no scenario is called " + name));
	}

}
