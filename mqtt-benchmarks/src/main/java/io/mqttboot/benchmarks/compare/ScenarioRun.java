package io.mqttboot.benchmarks.compare;

import java.io.IOException;

import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.Target;

/**
 * The process of the load generator: one run of one scenario.
 */
public final class ScenarioRun {

	/** How a line begins that says why there is no result. */
	static final String FAILED = "failed ";

	private ScenarioRun() {
	}

	/**
	 * Runs a scenario and prints its result, or why there is none, as one line.
	 * @param args the port, the id of the broker's process, the name of the scenario, how
	 * many seconds to warm up and to measure, and the rate or {@code NaN}
	 */
	public static void main(String[] args) {
		Target target = Target.of(Integer.parseInt(args[0]), Long.parseLong(args[1]));
		Plan plan = new Plan(Double.parseDouble(args[3]), Double.parseDouble(args[4]), Double.parseDouble(args[5]));
		try {
			System.out.println(Scenarios.of(args[2]).run(target, plan).line());
		}
		catch (IOException | RuntimeException ex) {
			ex.printStackTrace();
			System.out.println(FAILED + ex.getMessage());
		}
	}

}
