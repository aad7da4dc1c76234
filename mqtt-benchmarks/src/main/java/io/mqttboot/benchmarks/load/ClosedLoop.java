package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * All clients of a scenario on one thread: connects, warms up, measures, drains.
 */
final class ClosedLoop implements AutoCloseable {

	private static final long STALL_NANOS = 10_000_000_000L;

	private static final long WARM_DELIVERIES_MIN = 1_000_000;

	// a slow broker is not waited for longer than so many times the warm-up
	private static final int WARM_UPS_MAX = 2;

	private final Traffic scenario;

	private final Selector selector;

	private final List<Publisher> publishers = new ArrayList<>();

	private final List<Subscriber> subscribers = new ArrayList<>();

	private long delivered;

	private boolean stopped;

	ClosedLoop(Traffic scenario) throws IOException {
		this.scenario = scenario;
		this.selector = Selector.open();
	}

	void connect(InetSocketAddress address) throws IOException {
		Publisher[] byIndex = new Publisher[this.scenario.publishers()];
		for (int index : shuffled(byIndex.length)) {
			byIndex[index] = new Publisher(this.selector, address, this.scenario, index);
		}
		this.publishers.addAll(Arrays.asList(byIndex));
		for (int i = 0; i < this.scenario.subscribers(); i++) {
			Subscriber subscriber = new Subscriber(this.selector, address, this.scenario, i, this.publishers);
			this.subscribers.add(subscriber);
			awaitReady(subscriber);
		}
		for (Publisher publisher : this.publishers) {
			awaitReady(publisher);
		}
	}

	// Event loops are given to connections in turn: some pairs should share one, some
	// not.
	private static List<Integer> shuffled(int count) {
		List<Integer> order = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			order.add(i);
		}
		Collections.shuffle(order, new Random(count));
		return order;
	}

	private void awaitReady(Connection connection) throws IOException {
		long deadline = System.nanoTime() + STALL_NANOS;
		connection.flush();
		while (!connection.isReady()) {
			if (System.nanoTime() - deadline > 0) {
				throw new IOException("the broker answers neither CONNECT nor SUBSCRIBE");
			}
			this.selector.select(100);
			for (SelectionKey key : this.selector.selectedKeys()) {
				Connection ready = (Connection) key.attachment();
				ready.read();
				ready.flush();
			}
			this.selector.selectedKeys().clear();
		}
	}

	RunResult run(Target target, Plan plan) throws IOException {
		for (Publisher publisher : this.publishers) {
			publisher.publish();
			publisher.flush();
		}
		warmUp(plan.warmUpNanos());
		double cpuBefore = target.cpuSeconds();
		long deliveredBefore = this.delivered;
		long from = System.nanoTime();
		while (System.nanoTime() - from < plan.measuredNanos()) {
			turnOrFail();
		}
		double seconds = (System.nanoTime() - from) / 1e9;
		double cpu = target.cpuSeconds() - cpuBefore;
		double count = this.delivered - deliveredBefore;
		drain();
		return new RunResult(Map.of(Figure.CPU, cpu * 1_000_000 / count, Figure.RATE, count / seconds), faults());
	}

	private void warmUp(long nanos) throws IOException {
		long start = System.nanoTime();
		long now = start;
		while (now - start < nanos || (this.delivered < WARM_DELIVERIES_MIN && now - start < WARM_UPS_MAX * nanos)) {
			turnOrFail();
			now = System.nanoTime();
		}
	}

	private void turnOrFail() throws IOException {
		if (!turn(STALL_NANOS / 1_000_000)) {
			throw new IOException("nothing arrives any more: " + faults().words());
		}
	}

	// Reads what there is, then publishes and flushes once for each client it concerns;
	// returns false if there was nothing.
	private boolean turn(long millisMax) throws IOException {
		if (this.selector.select(millisMax) == 0) {
			return false;
		}
		for (SelectionKey key : this.selector.selectedKeys()) {
			Connection connection = (Connection) key.attachment();
			if (connection instanceof Subscriber subscriber) {
				long before = subscriber.delivered();
				subscriber.read();
				this.delivered += subscriber.delivered() - before;
				subscriber.flushIfTouched();
			}
			else {
				connection.read();
			}
		}
		this.selector.selectedKeys().clear();
		for (Publisher publisher : this.publishers) {
			if (!this.stopped) {
				publisher.publish();
			}
			publisher.flushIfTouched();
		}
		return true;
	}

	private void drain() throws IOException {
		this.stopped = true;
		while (!this.publishers.stream().allMatch(Publisher::isDone)) {
			if (!turn(STALL_NANOS / 1_000_000)) {
				return; // what is missing counts as lost
			}
		}
	}

	private Faults faults() {
		Faults faults = Faults.NONE;
		for (Subscriber subscriber : this.subscribers) {
			for (int i = 0; i < this.publishers.size(); i++) {
				SequenceCheck check = subscriber.check(i);
				if (check != null) {
					faults = faults.plus(new Faults(check.lost(this.publishers.get(i).sent()), check.duplicates(),
							check.disordered()));
				}
			}
		}
		return faults;
	}

	@Override
	public void close() throws IOException {
		for (Publisher publisher : this.publishers) {
			publisher.close();
		}
		for (Subscriber subscriber : this.subscribers) {
			subscriber.close();
		}
		this.selector.close();
	}

}
