package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import org.HdrHistogram.Histogram;

/**
 * Traffic at a fixed rate, whatever the broker does. Never sleeps, so that it is on time.
 */
final class OpenLoop implements AutoCloseable {

	private static final long LONGEST_NANOS = 60_000_000_000L;

	private static final int DIGITS = 3;

	// less than any broker keeps for a receiver before it drops; what has to wait for
	// that is measured from when it was meant to leave like everything else
	private static final int UNDERWAY_MAX = 500;

	private static final double SETTLE_SECONDS = 1;

	private final Target target;

	private final Plan plan;

	private final Clients clients;

	private final Schedule schedule;

	private final long measureFrom;

	private final long measureTo;

	// by publisher, meant to have left and still here
	private final long[] owed;

	private final Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);

	private final Histogram late = new Histogram(LONGEST_NANOS, DIGITS);

	private long scheduled;

	OpenLoop(Traffic traffic, Target target, Plan plan) throws IOException {
		if (Double.isNaN(plan.rate())) {
			throw new IOException("nobody says at which rate");
		}
		this.target = target;
		this.plan = plan;
		this.clients = new Clients(traffic);
		this.clients.onArrival(this::arrived);
		this.clients.connect(target.address());
		this.owed = new long[traffic.publishers()];
		long start = System.nanoTime();
		this.schedule = new Schedule(start, plan.rate(), traffic.publishers());
		this.measureFrom = start + Plan.nanos(SETTLE_SECONDS);
		this.measureTo = this.measureFrom + Plan.nanos(plan.measuredSeconds());
	}

	private void arrived(Publisher publisher, long sequence) {
		long meant = this.schedule.nanos(publisher.index(), sequence);
		if (isMeasured(meant)) {
			this.latency.recordValue(Math.min(LONGEST_NANOS, Math.max(0, System.nanoTime() - meant)));
		}
		if (this.owed[publisher.index()] > 0) {
			this.clients.touch(publisher);
		}
	}

	private boolean isMeasured(long meant) {
		return meant - this.measureFrom >= 0 && meant - this.measureTo < 0;
	}

	RunResult run() throws IOException {
		turnsUntil(this.measureFrom);
		double cpuBefore = this.target.cpuSeconds();
		long deliveredBefore = this.clients.delivered();
		turnsUntil(this.measureTo);
		double cpu = this.target.cpuSeconds() - cpuBefore;
		double count = this.clients.delivered() - deliveredBefore;
		finish();
		Map<Figure, Double> figures = new EnumMap<>(Figure.class);
		figures.put(Figure.P50, micros(this.latency, 50));
		figures.put(Figure.P99, micros(this.latency, 99));
		figures.put(Figure.P999, micros(this.latency, 99.9));
		figures.put(Figure.LATE, micros(this.late, 99));
		figures.put(Figure.CPU, cpu * 1_000_000 / count);
		figures.put(Figure.RATE, count / this.plan.measuredSeconds());
		return new RunResult(figures, this.clients.faults());
	}

	private static double micros(Histogram histogram, double percentile) {
		return histogram.getValueAtPercentile(percentile) / 1e3;
	}

	private void turnsUntil(long end) throws IOException {
		long now = System.nanoTime();
		while (now - end < 0) {
			this.clients.read(0);
			now = System.nanoTime();
			publish(now);
		}
	}

	// What is meant to have left still leaves, or the worst would not be counted.
	private void finish() throws IOException {
		long end = System.nanoTime() + Clients.STALL_MILLIS * 1_000_000;
		while (Arrays.stream(this.owed).anyMatch((count) -> count > 0) && System.nanoTime() - end < 0) {
			this.clients.read(1);
			this.clients.publishers().forEach(this.clients::touch);
			publish();
		}
		this.clients.drain();
	}

	private void publish(long now) throws IOException {
		for (long due = this.schedule.due(now); this.scheduled < due; this.scheduled++) {
			int publisher = this.schedule.publisher(this.scheduled);
			long meant = this.schedule.nanos(this.scheduled);
			if (isMeasured(meant)) {
				this.late.recordValue(Math.min(LONGEST_NANOS, now - meant));
			}
			this.owed[publisher]++;
			this.clients.touch(this.clients.publishers().get(publisher));
		}
		publish();
	}

	private void publish() throws IOException {
		for (Publisher publisher : this.clients.touched()) {
			publish(publisher);
		}
		this.clients.flush();
	}

	// What the broker does not take now is late by its fault, not by ours.
	private void publish(Publisher publisher) {
		int index = publisher.index();
		while (this.owed[index] > 0 && publisher.hasRoom() && publisher.underway() < UNDERWAY_MAX) {
			publisher.publish();
			this.owed[index]--;
		}
	}

	@Override
	public void close() throws IOException {
		this.clients.close();
	}

}
