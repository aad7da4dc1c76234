package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * All clients of a scenario on one thread.
 */
final class Clients implements AutoCloseable {

	static final long STALL_MILLIS = 10_000;

	private final Traffic traffic;

	private Arrivals arrivals = (publisher, sequence) -> {
	};

	private final Loopback loopback = new Loopback();

	private final Selector selector;

	private final List<Publisher> publishers = new ArrayList<>();

	private final List<Subscriber> subscribers = new ArrayList<>();

	private final SequenceChecks checks;

	// who has something to publish or to flush
	private final List<Publisher> touched = new ArrayList<>();

	private long delivered;

	Clients(Traffic traffic) throws IOException {
		this.traffic = traffic;
		this.checks = new SequenceChecks(traffic);
		this.selector = Selector.open();
	}

	void onArrival(Arrivals told) {
		this.arrivals = told;
	}

	void connect(InetSocketAddress address) throws IOException {
		Publisher[] byIndex = new Publisher[this.traffic.publishers()];
		for (int index : shuffled(byIndex.length)) {
			byIndex[index] = new Publisher(this.selector, this.loopback.next(), address, this.traffic, index);
			byIndex[index].flush();
		}
		this.publishers.addAll(Arrays.asList(byIndex));
		for (int i = 0; i < this.traffic.subscribers(); i++) {
			Subscriber subscriber = new Subscriber(this.selector, this.loopback.next(), address, this.traffic, i, this);
			this.subscribers.add(subscriber);
			awaitReady(subscriber);
		}
		for (Publisher publisher : this.publishers) {
			awaitReady(publisher);
		}
		flush();
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
		long deadline = System.nanoTime() + STALL_MILLIS * 1_000_000;
		connection.flush();
		while (!connection.isReady()) {
			if (System.nanoTime() - deadline > 0) {
				throw new IOException("the broker answers neither CONNECT nor SUBSCRIBE");
			}
			read(100);
		}
	}

	/**
	 * Reads what there is, waiting for it at most so long, not at all for 0.
	 * @return whether there was anything
	 */
	boolean read(long millisMax) throws IOException {
		int ready = (millisMax == 0) ? this.selector.selectNow() : this.selector.select(millisMax);
		if (ready == 0) {
			return false;
		}
		for (SelectionKey key : this.selector.selectedKeys()) {
			Connection connection = (Connection) key.attachment();
			connection.read();
			if (connection instanceof Publisher publisher) {
				touch(publisher);
			}
			else {
				connection.flushIfTouched();
			}
		}
		this.selector.selectedKeys().clear();
		return true;
	}

	/** A subscriber has a message. */
	void arrived(int subscriber, int publisher, long sequence) {
		this.checks.arrived(subscriber, publisher, sequence);
		this.delivered++;
		Publisher from = this.publishers.get(publisher);
		from.delivered();
		this.arrivals.arrived(from, sequence);
	}

	/** Has a publisher flushed by the next {@link #flush}. */
	void touch(Publisher publisher) {
		if (publisher.touch()) {
			this.touched.add(publisher);
		}
	}

	/** Returns who will be flushed. */
	List<Publisher> touched() {
		return this.touched;
	}

	/** Writes what publishers have to say, once for each that was touched. */
	void flush() throws IOException {
		for (Publisher publisher : this.touched) {
			publisher.serve();
		}
		this.touched.clear();
	}

	/** Waits until nothing is on its way; what does not come counts as lost. */
	void drain() throws IOException {
		while (!this.publishers.stream().allMatch(Publisher::isDone)) {
			if (!read(STALL_MILLIS)) {
				return;
			}
			flush();
		}
	}

	List<Publisher> publishers() {
		return this.publishers;
	}

	/** How many messages subscribers have received. */
	long delivered() {
		return this.delivered;
	}

	Faults faults() {
		return this.checks.faults(this.publishers.stream().map(Publisher::sent).toList());
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
