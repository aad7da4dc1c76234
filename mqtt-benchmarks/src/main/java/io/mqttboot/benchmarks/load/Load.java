package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * All clients of a scenario on one thread: connects, warms up, measures, drains.
 */
public final class Load {

	private static final long STALL_NANOS = 10_000_000_000L;

	private static final long WARM_DELIVERIES_MIN = 1_000_000;

	// a slow broker is not waited for longer than so many times the warm-up
	private static final int WARM_UPS_MAX = 2;

	private final Scenario scenario;

	private final Selector selector;

	private final List<Publisher> publishers = new ArrayList<>();

	private final List<Subscriber> subscribers = new ArrayList<>();

	private long delivered;

	private boolean stopped;

	private Load(Scenario scenario) throws IOException {
		this.scenario = scenario;
		this.selector = Selector.open();
	}

	/**
	 * Runs one scenario and prints its result as one line.
	 * @param args the port, the id of the broker's process, the name of the scenario, and
	 * how many seconds to warm up and to measure
	 */
	public static void main(String[] args) throws IOException {
		Load load = new Load(Scenario.of(args[2]));
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
		ProcessHandle broker = ProcessHandle.of(Long.parseLong(args[1])).orElseThrow();
		double warmUp = Double.parseDouble(args[3]);
		double measured = Double.parseDouble(args[4]);
		load.connect(address);
		System.out.println(load.run(broker, (long) (warmUp * 1e9), (long) (measured * 1e9)).line());
		load.close();
	}

	private void connect(InetSocketAddress address) throws IOException {
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

	private LoadResult run(ProcessHandle broker, long warmUpNanos, long measuredNanos) throws IOException {
		for (Publisher publisher : this.publishers) {
			publisher.publish();
			publisher.flush();
		}
		long start = System.nanoTime();
		long now = start;
		while (now - start < warmUpNanos
				|| (this.delivered < WARM_DELIVERIES_MIN && now - start < WARM_UPS_MAX * warmUpNanos)) {
			turnOrFail();
			now = System.nanoTime();
		}
		Duration cpuBefore = cpu(broker);
		long deliveredBefore = this.delivered;
		long from = System.nanoTime();
		while (System.nanoTime() - from < measuredNanos) {
			turnOrFail();
		}
		long nanos = System.nanoTime() - from;
		Duration cpu = cpu(broker).minus(cpuBefore);
		long count = this.delivered - deliveredBefore;
		drain();
		return result(count, nanos / 1e9, cpu.toNanos() / 1e9);
	}

	private static Duration cpu(ProcessHandle broker) {
		return broker.info().totalCpuDuration().orElseThrow();
	}

	private void turnOrFail() throws IOException {
		if (!turn(STALL_NANOS / 1_000_000)) {
			throw new IOException("nothing arrives any more: " + result(0, 0, 0));
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

	private LoadResult result(long count, double seconds, double cpuSeconds) {
		long lost = 0;
		long duplicates = 0;
		long disordered = 0;
		for (Subscriber subscriber : this.subscribers) {
			for (int i = 0; i < this.publishers.size(); i++) {
				SequenceCheck check = subscriber.check(i);
				if (check != null) {
					lost += check.lost(this.publishers.get(i).sent());
					duplicates += check.duplicates();
					disordered += check.disordered();
				}
			}
		}
		return new LoadResult(count, seconds, cpuSeconds, lost, duplicates, disordered);
	}

	private void close() throws IOException {
		for (Publisher publisher : this.publishers) {
			publisher.close();
		}
		for (Subscriber subscriber : this.subscribers) {
			subscriber.close();
		}
		this.selector.close();
	}

}
