package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Traffic as fast as the broker can: the next message leaves when an earlier one has
 * arrived.
 */
final class ClosedLoop implements AutoCloseable {

	private final Traffic traffic;

	private final Target target;

	private final Plan plan;

	private final Clients clients;

	private boolean warm;

	ClosedLoop(Traffic traffic, Target target, Plan plan) throws IOException {
		this.traffic = traffic;
		this.target = target;
		this.plan = plan;
		this.clients = new Clients(traffic);
		this.clients.onArrival((publisher, sequence) -> this.clients.touch(publisher));
	}

	/** Connects and runs until messages become no cheaper. */
	void warmUp() throws IOException {
		this.clients.connect(this.target.address());
		this.clients.publishers().forEach(this.clients::touch);
		publish();
		WarmUp warmUp = new WarmUp(this.plan.warmUpSeconds());
		long latest = System.nanoTime() + Plan.nanos(this.plan.warmUpSecondsMax());
		while (!this.warm && System.nanoTime() - latest < 0) {
			double cpuBefore = this.target.cpuSeconds();
			long deliveredBefore = this.clients.delivered();
			double cpu = 0;
			while (cpu < WarmUp.SLICE_SECONDS && System.nanoTime() - latest < 0) {
				turns(WarmUp.SLICE_SECONDS);
				cpu = this.target.cpuSeconds() - cpuBefore;
			}
			this.warm = warmUp.isOver(cpu, this.clients.delivered() - deliveredBefore);
		}
	}

	/** Measures, then waits for what is on its way. */
	RunResult measure() throws IOException {
		double cpuBefore = this.target.cpuSeconds();
		long deliveredBefore = this.clients.delivered();
		long from = System.nanoTime();
		turns(this.plan.measuredSeconds());
		double seconds = (System.nanoTime() - from) / 1e9;
		double cpu = this.target.cpuSeconds() - cpuBefore;
		double count = this.clients.delivered() - deliveredBefore;
		this.clients.drain();
		Map<Figure, Double> figures = new EnumMap<>(this.target.memory());
		figures.put(Figure.CPU, cpu * 1_000_000 / count);
		figures.put(Figure.RATE, count / seconds);
		if (!this.warm) {
			figures.put(Figure.COLD, 1.0);
		}
		return new RunResult(figures, this.clients.faults());
	}

	/** Waits for what is on its way. */
	void drain() throws IOException {
		this.clients.drain();
	}

	private void turns(double seconds) throws IOException {
		long from = System.nanoTime();
		while (System.nanoTime() - from < Plan.nanos(seconds)) {
			if (!this.clients.read(Clients.STALL_MILLIS)) {
				throw new IOException("nothing arrives any more: " + this.clients.faults().words());
			}
			publish();
		}
	}

	// what the windows have room for
	private void publish() throws IOException {
		for (Publisher publisher : this.clients.touched()) {
			for (long room = this.traffic.window() - publisher.underway(); room > 0; room--) {
				publisher.publish();
			}
		}
		this.clients.flush();
	}

	@Override
	public void close() throws IOException {
		this.clients.close();
	}

}
