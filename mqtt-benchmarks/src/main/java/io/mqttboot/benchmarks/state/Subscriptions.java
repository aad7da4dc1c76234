package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.mqttboot.benchmarks.load.Ability;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Target;

/**
 * Many subscriptions are made, and then messages find their way through them.
 *
 * @param name what it is called on the command line
 * @param count how many
 */
record Subscriptions(String name, int count) implements Scenario {

	private static final int WARM_UP_MAX = 20_000;

	@Override
	public String title() {
		return String.format(Locale.ROOT,
				"%,d subscriptions, a tenth with + and a tenth with #, %,d a client and %d a SUBSCRIBE; "
						+ "one publisher, 2 or 3 copies of each message, %d on their way, QoS 0, MQTT 3.1.1",
				this.count, Audience.EACH, Audience.AT_ONCE, Speaker.WINDOW);
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.CPU, Figure.RATE, Figure.SUBSCRIBE_CPU, Figure.SUBSCRIBE_RATE, Figure.HEAP_EACH,
				Figure.RSS_EACH);
	}

	@Override
	public Set<Ability> needs() {
		return Set.of(Ability.WILDCARDS);
	}

	// some brokers make a few thousand of them in a second
	@Override
	public double secondsMore() {
		return 180;
	}

	// a heap that has been large stays resident
	@Override
	public boolean wantsNewBroker() {
		return true;
	}

	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		if (target.isJava()) {
			warmUp(target, plan);
		}
		Filters filters = new Filters("site", this.count);
		try (Crowd crowd = new Crowd(target.address())) {
			Audience audience = new Audience(crowd, filters);
			Memory before = Memory.of(target);
			Span subscribing = Span.start(target);
			audience.subscribe();
			subscribing.stop();
			Memory each = Memory.of(target).since(before, this.count);
			Speaker speaker = crowd.enter(new Speaker(crowd, filters, audience));
			speaker.talk();
			crowd.listenTo(speaker);
			pass(crowd, plan.warmUpSeconds());
			long received = audience.received();
			Span matching = Span.start(target);
			pass(crowd, plan.measuredSeconds());
			matching.stop();
			received = audience.received() - received;
			speaker.beSilent();
			crowd.comes(() -> audience.received() >= speaker.expected());
			audience.leave();
			return new RunResult(Map.of(Figure.CPU, matching.cpuMicros(received), Figure.RATE,
					matching.perSecond(received), Figure.SUBSCRIBE_CPU, subscribing.cpuMicros(this.count),
					Figure.SUBSCRIBE_RATE, subscribing.perSecond(this.count), Figure.HEAP_EACH, each.liveHeap(),
					Figure.RSS_EACH, each.resident()), audience.faults(speaker.expected()));
		}
	}

	private static void pass(Crowd crowd, double seconds) throws IOException {
		long end = System.nanoTime() + (long) (seconds * 1e9);
		crowd.comes(() -> System.nanoTime() - end >= 0);
	}

	private void warmUp(Target target, Plan plan) throws IOException {
		Filters filters = new Filters("warm-up", Math.min(this.count, WARM_UP_MAX));
		long end = System.nanoTime() + (long) (plan.warmUpSeconds() * 1e9);
		do {
			try (Crowd crowd = new Crowd(target.address())) {
				Audience audience = new Audience(crowd, filters);
				audience.subscribe();
				audience.leave();
			}
		}
		while (System.nanoTime() - end < 0);
	}

}
