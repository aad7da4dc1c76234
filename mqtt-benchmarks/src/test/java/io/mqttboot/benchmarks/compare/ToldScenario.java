package io.mqttboot.benchmarks.compare;

import java.util.List;

import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Target;

/**
 * A scenario that is only talked about.
 */
record ToldScenario(String name, List<Figure> figures) implements Scenario {

	@Override
	public String title() {
		return "Title of " + this.name;
	}

	@Override
	public RunResult run(Target target, Plan plan) {
		throw new UnsupportedOperationException();
	}

}
