package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
import io.mqttboot.benchmarks.load.SequenceCheck;
import io.mqttboot.benchmarks.load.Target;

/**
 * Messages are queued for somebody who is away, who then comes back for them.
 *
 * @param name what it is called on the command line
 * @param count how many
 */
record Offline(String name, int count) implements Scenario {

	private static final String TOPIC = "left/behind";

	private static final String CLIENT = "traveller";

	@Override
	public String title() {
		return String.format(Locale.ROOT,
				"%,d messages of %d bytes at QoS 1: queued for an absent session, window %d; drained, MQTT 3.1.1",
				this.count, Frame.PAYLOAD_BYTES, Sender.WINDOW);
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.DRAINED_RATE, Figure.QUEUED_RATE, Figure.CPU);
	}

	@Override
	public Set<Ability> needs() {
		return Set.of(Ability.SESSIONS);
	}

	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		byte[][] frames = new byte[this.count][];
		Arrays.setAll(frames, (i) -> Frame.stamp(Frames.publish(TOPIC, 1, Frame.PAYLOAD_BYTES, false), i));
		try (Crowd crowd = new Crowd(target.address())) {
			Sender sender = crowd.enter(new Sender(crowd));
			return new Rounds(target, this.count, (in, out) -> {
				Traveller leaving = crowd.enter(new Traveller(crowd, Frames.resume(CLIENT)));
				leaving.subscribe();
				crowd.until(leaving::isSubscribed, "a SUBACK");
				leaving.leave();
				in.start();
				sender.publish(frames);
				crowd.until(sender::isDone, "PUBACKs of messages for somebody who is away");
				in.stop();
				Faults faults = drain(crowd, out);
				crowd.enter(new Traveller(crowd, Frames.connect(CLIENT, false))).leave();
				return faults;
			}).run(plan, Figure.QUEUED_RATE, Figure.DRAINED_RATE);
		}
	}

	private Faults drain(Crowd crowd, Span out) throws IOException {
		out.start();
		Traveller back = crowd.enter(new Traveller(crowd, Frames.resume(CLIENT)));
		if (back.hasSession()) {
			crowd.comes(() -> back.received == this.count);
		}
		out.stop();
		back.leave();
		return new Faults(back.check.lost(this.count), back.check.duplicates(), back.check.disordered());
	}

	/**
	 * A client with a session.
	 */
	private static final class Traveller extends Connection {

		private static final int BYTES = 64 * 1024;

		private final SequenceCheck check = new SequenceCheck();

		private long received;

		private boolean session;

		private boolean subscribed;

		Traveller(Crowd crowd, byte[] connect) throws IOException {
			super(crowd.selector(), crowd.address(), BYTES, BYTES);
			this.out.put(connect);
		}

		@Override
		protected void packet(ByteBuffer from, int first, int body, int end) {
			switch (first >> 4) {
				case 2 -> {
					this.session = from.get(body) != 0;
					ready();
				}
				case 3 -> {
					this.check.arrived(Frame.sequence(from, end));
					this.received++;
					int packetId = from.getShort(body + 2 + from.getShort(body)) & 0xFFFF;
					this.out.putInt(0x4002_0000 | packetId);
				}
				case 9 -> this.subscribed = true;
				default -> throw new IllegalStateException("packet " + (first >> 4) + " to a traveller");
			}
		}

		void subscribe() throws IOException {
			this.out.put(Frames.subscribe(TOPIC, 1, false));
			flush();
		}

		boolean isSubscribed() {
			return this.subscribed;
		}

		boolean hasSession() {
			return this.session;
		}

		void leave() throws IOException {
			this.out.put(Frames.disconnect());
			flush();
			close();
		}

	}

}
