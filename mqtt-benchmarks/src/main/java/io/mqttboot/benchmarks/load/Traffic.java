package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.util.List;

/**
 * Who publishes what to whom, in a closed loop.
 *
 * @param name what it is called on the command line and in tables
 * @param title what it is, in words
 * @param publishers how many clients publish
 * @param subscribers how many clients receive
 * @param paired whether each publisher has a subscriber and a topic of its own; otherwise
 * everybody receives everything
 * @param window how many messages of a publisher may be on their way
 * @param qos the quality of service of publishing and of subscribing
 * @param payloadBytes the size of each payload
 * @param is5 whether the clients speak MQTT 5.0, otherwise 3.1.1
 */
public record Traffic(String name, String title, int publishers, int subscribers, boolean paired, int window, int qos,
		int payloadBytes, boolean is5) implements Scenario {

	private static final int SMALL = 64;

	private static final int LARGE = 16 * 1024;

	/** All that there are, in the order of tables. */
	public static final List<Traffic> ALL = List.of(pairs("pairs-q0", 0, SMALL, false),
			pairs("pairs-q1", 1, SMALL, false), pairs("pairs-q2", 2, SMALL, false),
			pairs("pairs-q0-v5", 0, SMALL, true), pairs("pairs-q1-v5", 1, SMALL, true), large("large-q0", 0),
			alone("alone-q0", 0), alone("alone-q1", 1), fanIn("fan-in-q0", 0), fanOut("fan-out-q0", 0),
			fanOut("fan-out-q1", 1));

	private static Traffic pairs(String name, int qos, int payloadBytes, boolean is5) {
		return new Traffic(name, "10 pairs, window 64, " + words(qos, payloadBytes, is5), 10, 10, true, 64, qos,
				payloadBytes, is5);
	}

	// less on its way than any broker keeps in memory for a receiver before it drops
	private static Traffic large(String name, int qos) {
		return new Traffic(name, "10 pairs, window 8, " + words(qos, LARGE, false), 10, 10, true, 8, qos, LARGE, false);
	}

	private static Traffic alone(String name, int qos) {
		return new Traffic(name, "500 pairs, window 1, " + words(qos, SMALL, false), 500, 500, true, 1, qos, SMALL,
				false);
	}

	private static Traffic fanIn(String name, int qos) {
		return new Traffic(name, "50 to 1, window 16, " + words(qos, SMALL, false), 50, 1, false, 16, qos, SMALL,
				false);
	}

	private static Traffic fanOut(String name, int qos) {
		return new Traffic(name, "1 to 1,000, window 4, " + words(qos, SMALL, false), 1, 1_000, false, 4, qos, SMALL,
				false);
	}

	private static String words(int qos, int payloadBytes, boolean is5) {
		return payloadBytes + " bytes, QoS " + qos + (is5 ? ", MQTT 5.0" : ", MQTT 3.1.1");
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.CPU, Figure.RATE);
	}

	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		try (ClosedLoop loop = new ClosedLoop(this)) {
			loop.connect(target.address());
			return loop.run(target, plan);
		}
	}

	/** How many subscribers receive each message. */
	int receivers() {
		return this.paired ? 1 : this.subscribers;
	}

	/** The topic of a publisher. */
	String topic(int publisher) {
		return "bench/" + ((this.paired) ? publisher : "all");
	}

	/** The topic that a subscriber subscribes to. */
	String filter(int subscriber) {
		return topic(subscriber);
	}

}
