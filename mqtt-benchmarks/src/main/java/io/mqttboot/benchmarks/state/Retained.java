package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.mqttboot.benchmarks.load.Ability;
import io.mqttboot.benchmarks.load.Connection;
import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Frames;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Target;

/**
 * Messages are retained, given to a new subscriber of everything, and cleared.
 *
 * @param name what it is called on the command line
 * @param count how many
 */
record Retained(String name, int count) implements Scenario {

	@Override
	public String title() {
		return String.format(Locale.ROOT,
				"%,d retained messages of %d bytes: stored at QoS 1, window %d; delivered to # at QoS 0, MQTT 3.1.1",
				this.count, Frame.PAYLOAD_BYTES, Sender.WINDOW);
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.DELIVERED_RATE, Figure.STORED_RATE, Figure.CPU);
	}

	@Override
	public Set<Ability> needs() {
		return Set.of(Ability.RETAINED, Ability.WILDCARDS);
	}

	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		byte[][] filled = new byte[this.count][];
		Arrays.setAll(filled, (i) -> Frame.stamp(Frames.retained(topic(i), 1, Frame.PAYLOAD_BYTES), i));
		byte[][] empty = new byte[this.count][];
		Arrays.setAll(empty, (i) -> Frames.retained(topic(i), 1, 0));
		try (Crowd crowd = new Crowd(target.address())) {
			Sender sender = crowd.enter(new Sender(crowd));
			return new Rounds(target, this.count, (in, out) -> {
				in.start();
				sender.publish(filled);
				crowd.until(sender::isDone, "PUBACKs of retained messages");
				in.stop();
				Faults faults = deliver(crowd, out);
				sender.publish(empty);
				crowd.until(sender::isDone, "PUBACKs of empty retained messages");
				return faults;
			}).run(plan, Figure.STORED_RATE, Figure.DELIVERED_RATE);
		}
	}

	private static String topic(int index) {
		return "kept/" + index / 100 + "/" + index % 100;
	}

	private Faults deliver(Crowd crowd, Span out) throws IOException {
		Curious curious = crowd.enter(new Curious(crowd));
		out.start();
		curious.subscribe();
		crowd.comes(() -> curious.seen.cardinality() == this.count);
		out.stop();
		curious.leave();
		return new Faults(this.count - curious.seen.cardinality(), curious.duplicates, 0);
	}

	/**
	 * A client that subscribes to everything.
	 */
	private static final class Curious extends Connection {

		private static final int IN_BYTES = 256 * 1024;

		private static final int OUT_BYTES = 1024;

		private final BitSet seen = new BitSet();

		private long duplicates;

		Curious(Crowd crowd) throws IOException {
			super(crowd.selector(), crowd.address(), IN_BYTES, OUT_BYTES);
			this.out.put(Frames.connect("curious", false));
		}

		@Override
		protected void packet(ByteBuffer from, int first, int body, int end) {
			switch (first >> 4) {
				case 2 -> ready();
				case 3 -> {
					int index = (int) Frame.sequence(from, end);
					this.duplicates += this.seen.get(index) ? 1 : 0;
					this.seen.set(index);
				}
				case 9 -> {
					// its answer may come before or after the messages
				}
				default -> throw new IllegalStateException("packet " + (first >> 4) + " to a subscriber");
			}
		}

		void subscribe() throws IOException {
			this.out.put(Frames.subscribe("#", 0, false));
			flush();
		}

		void leave() throws IOException {
			this.out.put(Frames.disconnect());
			flush();
			close();
		}

	}

}
