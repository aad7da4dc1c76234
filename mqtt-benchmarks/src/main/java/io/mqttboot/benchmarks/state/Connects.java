package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Target;
import io.mqttboot.benchmarks.load.WarmUp;

/**
 * Clients that connect to a warm broker and leave as soon as they are let in.
 *
 * @param name what it is called on the command line
 * @param warmUpMin how many at least come before it is measured
 */
record Connects(String name, int warmUpMin) implements Scenario {

	@Override
	public String title() {
		return "CONNECT to CONNACK, then DISCONNECT, 32 at a time, warm, MQTT 3.1.1";
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.CONNECT_CPU, Figure.CONNECT_RATE);
	}

	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		try (Crowd crowd = new Crowd(target.address())) {
			Callers callers = new Callers(crowd, false);
			boolean warm = warmUp(callers, target, plan);
			Span span = Span.start(target);
			int count = callers.comeAndGo(1, plan.measuredSeconds());
			span.stop();
			Map<Figure, Double> figures = new EnumMap<>(Figure.class);
			figures.put(Figure.CONNECT_CPU, span.cpuMicros(count));
			figures.put(Figure.CONNECT_RATE, span.perSecond(count));
			if (!warm) {
				figures.put(Figure.COLD, 1.0);
			}
			return new RunResult(figures, Faults.NONE);
		}
	}

	// until clients become no cheaper: their path is long, and takes seconds to compile
	private boolean warmUp(Callers callers, Target target, Plan plan) throws IOException {
		WarmUp warmUp = new WarmUp(plan.warmUpSeconds());
		long latest = System.nanoTime() + Plan.nanos(plan.warmUpSecondsMax());
		int come = 0;
		boolean warm = false;
		while ((!warm || come < this.warmUpMin) && System.nanoTime() - latest < 0) {
			double cpuBefore = target.cpuSeconds();
			int count = callers.comeAndGo(1, WarmUp.SLICE_SECONDS);
			come += count;
			warm = warmUp.isOver(target.cpuSeconds() - cpuBefore, count);
		}
		return warm;
	}

}
