package io.mqttboot.benchmarks.client;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.SequenceCheck;
import io.mqttboot.benchmarks.load.Target;
import io.mqttboot.benchmarks.load.WarmUp;

/**
 * Traffic through a library in this process: the next message leaves when an earlier one
 * has arrived and its publication is done.
 */
final class ClientLoop {

	private static final String TOPIC = "bench/clients";

	private static final int STALL_SECONDS = 10;

	private final ClientTraffic traffic;

	private final Plan plan;

	private final Target self;

	private final SequenceCheck check = new SequenceCheck();

	// Room for messages on their way to the server, and on their way to the subscriber.
	private final Semaphore unacknowledged = new Semaphore(ClientTraffic.WINDOW);

	private final Semaphore underway = new Semaphore(ClientTraffic.WINDOW);

	private final LongAdder finished = new LongAdder();

	private long sent;

	/**
	 * Creates a loop.
	 * @param self the process of the library, which is this one
	 */
	ClientLoop(ClientTraffic traffic, Plan plan, Target self) {
		this.traffic = traffic;
		this.plan = plan;
		this.self = self;
	}

	RunResult run(Library library, int port) throws Exception {
		try (LibraryClient subscriber = library.connect(port, "subscriber");
				LibraryClient publisher = library.connect(port, "publisher")) {
			if (this.traffic.isReceived()) {
				subscriber.subscribe(TOPIC, this.traffic.qos(), this::arrived);
			}
			boolean warm = warmUp(publisher);
			RunResult result = measure(publisher, warm);
			drain();
			long lost = this.traffic.isReceived() ? this.check.lost(this.sent) : 0;
			return new RunResult(result.figures(), new Faults(lost, this.check.duplicates(), this.check.disordered()));
		}
	}

	private boolean warmUp(LibraryClient publisher) throws Exception {
		WarmUp warmUp = new WarmUp(this.plan.warmUpSeconds());
		long latest = System.nanoTime() + Plan.nanos(this.plan.warmUpSecondsMax());
		boolean warm = false;
		while (!warm && System.nanoTime() - latest < 0) {
			double cpuBefore = this.self.cpuSeconds();
			long before = this.finished.sum();
			publish(publisher, WarmUp.SLICE_SECONDS);
			warm = warmUp.isOver(this.self.cpuSeconds() - cpuBefore, this.finished.sum() - before);
		}
		return warm;
	}

	private RunResult measure(LibraryClient publisher, boolean warm) throws Exception {
		double cpuBefore = this.self.cpuSeconds();
		long before = this.finished.sum();
		long from = System.nanoTime();
		publish(publisher, this.plan.measuredSeconds());
		double seconds = (System.nanoTime() - from) / 1e9;
		double count = this.finished.sum() - before;
		Map<Figure, Double> figures = new EnumMap<>(Figure.class);
		figures.put(Figure.CPU, (this.self.cpuSeconds() - cpuBefore) * 1_000_000 / count);
		figures.put(Figure.RATE, count / seconds);
		figures.put(Figure.RSS, this.self.residentBytes() / 1e6);
		if (!warm) {
			figures.put(Figure.COLD, 1.0);
		}
		return new RunResult(figures, Faults.NONE);
	}

	private void publish(LibraryClient publisher, double seconds) throws Exception {
		long from = System.nanoTime();
		while (System.nanoTime() - from < Plan.nanos(seconds)) {
			take(this.unacknowledged, 1);
			int room = 1 + this.unacknowledged.drainPermits();
			if (this.traffic.isReceived()) {
				take(this.underway, room);
			}
			for (int i = 0; i < room; i++) {
				publisher.publish(TOPIC, Payload.of(this.sent++), this.traffic.qos(), this::done);
			}
		}
	}

	private void drain() throws Exception {
		take(this.unacknowledged, ClientTraffic.WINDOW);
		take(this.underway, ClientTraffic.WINDOW);
	}

	private void take(Semaphore room, int count) throws IOException, InterruptedException {
		if (!room.tryAcquire(count, STALL_SECONDS, TimeUnit.SECONDS)) {
			throw new IOException(
					"nothing happens any more: " + this.finished.sum() + " of " + this.sent + " are done");
		}
	}

	// on a thread of the library
	private void done() {
		if (!this.traffic.isReceived()) {
			this.finished.increment();
		}
		this.unacknowledged.release();
	}

	// on a thread of the library, one after the other
	private void arrived(long sequence) {
		this.check.arrived(sequence);
		this.finished.increment();
		this.underway.release();
	}

}
