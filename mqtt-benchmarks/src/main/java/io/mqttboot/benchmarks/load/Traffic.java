package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Who publishes what to whom; as a scenario, in a closed loop: a publisher has as many
 * messages on their way as its window allows.
 *
 * @param name what it is called on the command line
 * @param title what it is, in words
 * @param shape who receives from whom
 * @param publishers how many clients publish
 * @param subscribers how many clients receive
 * @param window how many messages of a publisher may be on their way
 * @param qos the quality of service of publishing and of subscribing
 * @param payloadBytes the size of each payload
 * @param is5 whether the clients speak MQTT 5.0, otherwise 3.1.1
 */
public record Traffic(String name, String title, Shape shape, int publishers, int subscribers, int window, int qos,
		int payloadBytes, boolean is5) implements Scenario {

	private static final int SMALL = 64;

	private static final int LARGE = 16 * 1024;

	private static final int HUGE = 512 * 1024;

	private static final int BUFFER_BYTES_MIN = 4 * 1024;

	private static final int BUFFER_BYTES_MAX = 64 * 1024;

	private static final int BUFFERS_BYTES = 128 * 1024 * 1024;

	/** Who receives from whom. */
	public enum Shape {

		/** Each publisher has a subscriber and a topic of its own. */
		PAIRS,

		/** Everybody receives everything. */
		ALL,

		/** One of the subscribers receives each message. */
		SHARED

	}

	/** All that there are, in the order of tables. */
	public static final List<Traffic> ALL = List.of(pairs("pairs-q0", 10, 0, false), pairs("pairs-q1", 10, 1, false),
			pairs("pairs-q2", 10, 2, false), pairs("pairs-q0-v5", 10, 0, true), pairs("pairs-q1-v5", 10, 1, true),
			pairs("pairs-q2-v5", 10, 2, true), shared("shared-q1", 1), fanIn("fan-in-q0", 50, 0),
			fanOut("fan-out-q0", 1_000, 0), fanOut("fan-out-q1", 1_000, 1), large("large-q0", 0), large("large-q1", 1),
			huge("huge-q0", 0), fanOutLarge("fan-out-large-q0", 0), alone("alone-q0", 500, 0),
			alone("alone-q1", 500, 1), pairs("pairs-q0-x10", 100, 0, false), pairs("pairs-q1-x10", 100, 1, false),
			fanIn("fan-in-q0-x10", 500, 0), fanOut("fan-out-q0-x10", 10_000, 0), alone("alone-q0-x10", 5_000, 0));

	private static Traffic pairs(String name, int pairs, int qos, boolean is5) {
		return new Traffic(name, pairs + " pairs, window 64, " + words(qos, SMALL, is5), Shape.PAIRS, pairs, pairs, 64,
				qos, SMALL, is5);
	}

	// less on its way than any broker keeps in memory for a receiver before it drops
	private static Traffic large(String name, int qos) {
		return new Traffic(name, "10 pairs, window 8, " + words(qos, LARGE, false), Shape.PAIRS, 10, 10, 8, qos, LARGE,
				false);
	}

	private static Traffic huge(String name, int qos) {
		return new Traffic(name, "10 pairs, window 1, " + words(qos, HUGE, false), Shape.PAIRS, 10, 10, 1, qos, HUGE,
				false);
	}

	private static Traffic fanOutLarge(String name, int qos) {
		return new Traffic(name, "1 to 100, window 4, " + words(qos, LARGE, false), Shape.ALL, 1, 100, 4, qos, LARGE,
				false);
	}

	private static Traffic alone(String name, int pairs, int qos) {
		return new Traffic(name, "%,d pairs, window 1, ".formatted(pairs) + words(qos, SMALL, false), Shape.PAIRS,
				pairs, pairs, 1, qos, SMALL, false);
	}

	private static Traffic fanIn(String name, int publishers, int qos) {
		return new Traffic(name, publishers + " to 1, window 16, " + words(qos, SMALL, false), Shape.ALL, publishers, 1,
				16, qos, SMALL, false);
	}

	private static Traffic shared(String name, int qos) {
		return new Traffic(name, "50 to a shared group of 5, window 16, " + words(qos, SMALL, false), Shape.SHARED, 50,
				5, 16, qos, SMALL, false);
	}

	private static Traffic fanOut(String name, int subscribers, int qos) {
		return new Traffic(name, "1 to %,d, window 4, ".formatted(subscribers) + words(qos, SMALL, false), Shape.ALL, 1,
				subscribers, 4, qos, SMALL, false);
	}

	private static String words(int qos, int payloadBytes, boolean is5) {
		return payloadBytes + " bytes, QoS " + qos + (is5 ? ", MQTT 5.0" : ", MQTT 3.1.1");
	}

	/** Returns the one of a name. */
	static Traffic of(String name) {
		return ALL.stream().filter((each) -> each.name.equals(name)).findFirst().orElseThrow();
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.CPU, Figure.RATE, Figure.RSS, Figure.HEAP);
	}

	@Override
	public Set<Ability> needs() {
		return this.is5 ? Set.of(Ability.MQTT_5) : Set.of();
	}

	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		try (ClosedLoop loop = new ClosedLoop(this, target, plan)) {
			loop.warmUp();
			return loop.measure();
		}
	}

	/** How many subscribers receive each message. */
	int receivers() {
		return (this.shape == Shape.ALL) ? this.subscribers : 1;
	}

	/** The topic of a publisher. */
	String topic(int publisher) {
		return "bench/" + ((this.shape == Shape.PAIRS) ? publisher : "all");
	}

	/** What a subscriber subscribes to. */
	String filter(int subscriber) {
		return ((this.shape == Shape.SHARED) ? "$share/group/" : "") + topic(subscriber);
	}

	/** How much a client collects, so that many of them do not need all memory. */
	int bufferBytes() {
		int share = BUFFERS_BYTES / (this.publishers + this.subscribers);
		return Math.max(BUFFER_BYTES_MIN, Math.min(BUFFER_BYTES_MAX, share));
	}

}
