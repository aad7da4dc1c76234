package io.mqttboot.benchmarks.client;

import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Target;

/**
 * The process of a client library: one run of one traffic.
 */
public final class ClientRun {

	/** How a line begins that says why there is no result. */
	public static final String FAILED = "failed ";

	private ClientRun() {
	}

	/**
	 * Runs a traffic and prints its result, or why there is none, as one line.
	 * @param args the library, the port of the server, the name of the traffic, and how
	 * many seconds to warm up and to measure
	 */
	public static void main(String[] args) {
		int port = Integer.parseInt(args[1]);
		Plan plan = new Plan(Double.parseDouble(args[3]), Double.parseDouble(args[4]), Double.NaN);
		Target self = Target.of(port, 0, ProcessHandle.current().pid());
		try {
			ClientLoop loop = new ClientLoop(ClientTraffic.of(args[2]), plan, self);
			System.out.println(loop.run(Library.of(args[0]), port).line());
		}
		catch (Exception ex) {
			ex.printStackTrace();
			System.out.println(FAILED + ex.getMessage());
		}
		System.exit(0); // a library may leave threads behind
	}

	/** How a line begins that is an answer. */
	public static String[] answers() {
		return new String[] { RunResult.LINE, FAILED };
	}

}
