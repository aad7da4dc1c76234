package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Target;

/**
 * So many messages go into a broker and come out again, round after round: some to warm
 * up, then some that are measured. The first fault ends it.
 */
final class Rounds {

	private final Target target;

	private final int count;

	private final Round round;

	private Faults faults = Faults.NONE;

	Rounds(Target target, int count, Round round) {
		this.target = target;
		this.count = count;
		this.round = round;
	}

	/** Runs, and names the rates of going in and of coming out. */
	RunResult run(Plan plan, Figure inRate, Figure outRate) throws IOException {
		repeat(plan.warmUpSeconds(), new Span(this.target), new Span(this.target));
		Span in = new Span(this.target);
		Span out = new Span(this.target);
		Map<Figure, Double> figures = new EnumMap<>(Figure.class);
		if (isRight()) {
			long messages = this.count * repeat(plan.measuredSeconds(), in, out);
			figures.put(inRate, in.perSecond(messages));
			figures.put(outRate, out.perSecond(messages));
			figures.put(Figure.CPU, out.cpuMicros(messages));
		}
		return new RunResult(isRight() ? figures : Map.of(), this.faults);
	}

	private long repeat(double seconds, Span in, Span out) throws IOException {
		long rounds = 0;
		do {
			this.faults = this.faults.plus(this.round.once(in, out));
			rounds++;
		}
		while (isRight() && in.seconds() + out.seconds() < seconds);
		return rounds;
	}

	private boolean isRight() {
		return this.faults.words().isEmpty();
	}

	/**
	 * In, out, and as if nothing had been.
	 */
	interface Round {

		/** Times both, and returns what was wrong with what came out. */
		Faults once(Span in, Span out) throws IOException;

	}

}
