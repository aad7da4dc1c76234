package io.mqttboot.benchmarks.compare;

import java.io.IOException;

import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.Target;

/**
 * The process of the load generator: one run of one scenario.
 */
public final class ScenarioRun {

	private ScenarioRun() {
	}

	/**
	 * Runs a scenario and prints its result as one line.
	 * @param args the port, the id of the broker's process, the name of the scenario, and
	 * how many seconds to warm up and to measure
	 */
	public static void main(String[] args) throws IOException {
		Target target = Target.of(Integer.parseInt(args[0]), Long.parseLong(args[1]));
		Plan plan = new Plan(Double.parseDouble(args[3]), Double.parseDouble(args[4]));
		System.out.println(Scenarios.of(args[2]).run(target, plan).line());
	}

}
