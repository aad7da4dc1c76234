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
	 * @param args the port, that for WebSocket or 0, the id of the broker's process, the
	 * name of the scenario, how many seconds to warm up and to measure, and the rate or
	 * {@code NaN}
	 */
	public static void main(String[] args) {
		Target target = Target.of(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2]));
		Plan plan = new Plan(Double.parseDouble(args[4]), Double.parseDouble(args[5]), Double.parseDouble(args[6]));
		try {
			System.out.println(Scenarios.of(args[3]).run(target, plan).line());
		}
		catch (IOException | RuntimeException ex) {
			ex.printStackTrace();
			System.out.println(FAILED + ex.getMessage());
		}
	}

}
