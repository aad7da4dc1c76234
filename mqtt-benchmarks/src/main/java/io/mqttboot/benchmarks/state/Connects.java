package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Target;

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
			callers.comeAndGo(this.warmUpMin, plan.warmUpSeconds());
			Span span = Span.start(target);
			int count = callers.comeAndGo(1, plan.measuredSeconds());
			span.stop();
			return new RunResult(
					Map.of(Figure.CONNECT_CPU, span.cpuMicros(count), Figure.CONNECT_RATE, span.perSecond(count)),
					Faults.NONE);
		}
	}

}
