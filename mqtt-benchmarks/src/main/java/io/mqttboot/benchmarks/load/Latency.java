package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How long messages take at a fixed rate that does not ask whether the broker keeps up.
 * The broker is warmed up in a closed loop.
 *
 * @param name what it is called on the command line
 * @param traffic who publishes what to whom
 */
public record Latency(String name, Traffic traffic) implements Scenario {

	/** All that there are, in the order of tables. */
	public static final List<Latency> ALL = List.of(new Latency("latency-q0", Traffic.of("pairs-q0")),
			new Latency("latency-q1", Traffic.of("pairs-q1")));

	@Override
	public String title() {
		return "Latency at half load, " + this.traffic.publishers() + " pairs, " + this.traffic.payloadBytes()
				+ " bytes, QoS " + this.traffic.qos();
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.P99, Figure.P50, Figure.P999, Figure.LATE, Figure.CPU, Figure.RATE);
	}

	@Override
	public Optional<Scenario> calibration() {
		return Optional.of(this.traffic);
	}

	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		try (ClosedLoop loop = new ClosedLoop(this.traffic, target, plan)) {
			loop.warmUp();
			loop.drain();
		}
		try (OpenLoop loop = new OpenLoop(this.traffic, target, plan)) {
			return loop.run();
		}
	}

}
