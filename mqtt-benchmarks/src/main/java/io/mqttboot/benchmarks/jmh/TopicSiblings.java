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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What many siblings at one level cost: each of so many sites has a filter with a
 * wildcard.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class TopicSiblings {

	private static final int ASKED = 1024;

	@Param({ "1000", "1000000" })
	private int siblings;

	private FilterTree<Integer> tree;

	private String[] topics;

	private String[] others;

	private int next;

	private Consumer<Integer> visitor;

	@Setup
	public void setUp(Blackhole hole) {
		this.visitor = hole::consume;
		this.tree = new FilterTree<>();
		for (int i = 0; i < this.siblings; i++) {
			Integer value = i;
			this.tree.update("site/" + i + "/+", (present) -> value);
		}
		this.topics = new String[ASKED];
		this.others = new String[ASKED];
		for (int i = 0; i < ASKED; i++) {
			this.topics[i] = "site/" + (i * 7919L % this.siblings) + "/temperature";
			this.others[i] = "site/another" + i + "/+";
		}
	}

	/** One of them is found. */
	@Benchmark
	public void match() {
		this.next = this.next + 1 & ASKED - 1;
		this.tree.match(this.topics[this.next], this.visitor);
	}

	/** Another one comes and goes. */
	@Benchmark
	public void comeAndGo() {
		this.next = this.next + 1 & ASKED - 1;
		String filter = this.others[this.next];
		this.tree.update(filter, (present) -> ASKED);
		this.tree.update(filter, (present) -> null);
	}

}
