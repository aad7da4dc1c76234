package io.mqttboot.benchmarks.compare;

import java.util.List;
import java.util.stream.Stream;

import io.mqttboot.benchmarks.embedded.EmbeddedIdle;
import io.mqttboot.benchmarks.load.Latency;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Traffic;
import io.mqttboot.benchmarks.state.State;

/**
 * All scenarios of all kinds, in the order of the tables.
 */
final class Scenarios {

	/** All that there are. */
	static final List<Scenario> ALL = Stream
		.<List<? extends Scenario>>of(Traffic.ALL, Latency.ALL, State.ALL, EmbeddedIdle.ALL)
		.<Scenario>flatMap(List::stream)
		.toList();

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
