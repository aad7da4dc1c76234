package io.mqttboot.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.mqttboot.protocol.topic.FilterTree;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Finding who wants a topic among 200,000 filters, half of them with wildcards.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class TopicMatch {

	private static final int PLANTS = 1_000;

	private static final int LINES = 100;

	private FilterTree<Integer> exact;

	private FilterTree<Integer> mixed;

	private String[] topics;

	private int next;

	private Consumer<Integer> visitor;

	@Setup
	public void setUp(Blackhole hole) {
		this.visitor = hole::consume; // one for all, so that only the tree allocates
		this.exact = new FilterTree<>();
		this.mixed = new FilterTree<>();
		this.topics = new String[1024];
		for (int plant = 0; plant < PLANTS; plant++) {
			for (int line = 0; line < LINES; line++) {
				Integer value = plant * LINES + line;
				String branch = "plant/" + plant + "/line/" + line;
				this.exact.update(branch + "/temperature", (present) -> value);
				this.exact.update(branch + "/pressure", (present) -> value);
				this.mixed.update(branch + "/temperature", (present) -> value);
				this.mixed.update((line % 2 == 0) ? branch + "/#" : "plant/" + plant + "/+/" + line + "/temperature",
						(present) -> value);
			}
		}
		for (int i = 0; i < this.topics.length; i++) {
			this.topics[i] = "plant/" + (i * 7919 % PLANTS) + "/line/" + (i * 31 % LINES) + "/temperature";
		}
	}

	private String topic() {
		this.next = this.next + 1 & this.topics.length - 1;
		return this.topics[this.next];
	}

	/** One filter matches; none has a wildcard. */
	@Benchmark
	public void exact() {
		this.exact.match(topic(), this.visitor);
	}

	/** Two filters match, one of them by a wildcard. */
	@Benchmark
	public void wildcard() {
		this.mixed.match(topic(), this.visitor);
	}

}
