package io.mqttboot.benchmarks.state;

import io.mqttboot.benchmarks.load.Target;

/**
 * How long something took, and what it cost the broker. Several times add up.
 */
final class Span {

	private final Target target;

	private double cpu;

	private double seconds;

	Span(Target target) {
		this.target = target;
	}

	/** Returns one that has started. */
	static Span start(Target target) {
		Span span = new Span(target);
		span.start();
		return span;
	}

	void start() {
		this.cpu -= this.target.cpuSeconds();
		this.seconds -= System.nanoTime() / 1e9;
	}

	void stop() {
		this.seconds += System.nanoTime() / 1e9;
		this.cpu += this.target.cpuSeconds();
	}

	/** Returns how many of so many things there were in a second. */
	double perSecond(long count) {
		return count / this.seconds;
	}

	/** Returns the processor time of each of so many things. */
	double cpuMicros(long count) {
		return this.cpu * 1_000_000 / count;
	}

	double seconds() {
		return this.seconds;
	}

}
