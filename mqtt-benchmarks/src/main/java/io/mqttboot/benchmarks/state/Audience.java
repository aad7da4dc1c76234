package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.benchmarks.load.Connection;
import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Frames;

/**
 * Clients that share many subscriptions at QoS 0 evenly, and check what they receive.
 */
final class Audience {

	/** Filters of one client at most: as many as our server allows by default. */
	static final int EACH = 1_000;

	/** Filters of one SUBSCRIBE. */
	static final int AT_ONCE = 20;

	// so many at least that no two filters of one device are of one client
	private static final int CLIENTS_MIN = 10;

	private final Crowd crowd;

	private final List<Listener> listeners = new ArrayList<>();

	private int subscribed;

	private long received;

	private long duplicates;

	private long disordered;

	/** They connect. */
	Audience(Crowd crowd, Filters filters) throws IOException {
		this.crowd = crowd;
		int clients = Math.max(CLIENTS_MIN, filters.count() / EACH);
		for (int i = 0; i < clients; i++) {
			this.listeners.add(crowd.enter(new Listener(filters, i, clients)));
		}
	}

	/** All subscribe to all that is theirs. */
	void subscribe() throws IOException {
		int all = this.listeners.stream().mapToInt((listener) -> listener.filters.size()).sum();
		for (Listener listener : this.listeners) {
			listener.subscribe();
			listener.flush();
		}
		this.crowd.until(() -> this.subscribed == all, "SUBACKs");
	}

	/** How many messages they received, all together. */
	long received() {
		return this.received;
	}

	/** What was wrong with them, when so many should have come. */
	Faults faults(long expected) {
		return new Faults(expected - this.received + this.duplicates, this.duplicates, this.disordered);
	}

	void leave() throws IOException {
		for (Listener listener : this.listeners) {
			listener.leave();
		}
	}

	/**
	 * One of them.
	 */
	private final class Listener extends Connection {

		private static final int BYTES = 32 * 1024;

		private final List<String> filters = new ArrayList<>();

		private int asked;

		private long last = -1;

		Listener(Filters all, int index, int clients) throws IOException {
			super(Audience.this.crowd.selector(), Audience.this.crowd.address(), BYTES, BYTES);
			for (int i = index; i < all.count(); i += clients) {
				this.filters.add(all.filter(i));
			}
			this.out.put(Frames.connect("listener-" + index, false));
		}

		@Override
		protected void packet(ByteBuffer from, int first, int body, int end) {
			switch (first >> 4) {
				case 2 -> ready();
				case 3 -> message(Frame.sequence(from, end));
				case 9 -> {
					for (int code = body + 2; code < end; code++) {
						if (from.get(code) != 0) {
							throw new IllegalStateException("a subscription is refused");
						}
						Audience.this.subscribed++;
					}
					subscribe();
				}
				default -> throw new IllegalStateException("packet " + (first >> 4) + " to a listener");
			}
		}

		void subscribe() {
			if (this.asked < this.filters.size()) {
				int to = Math.min(this.asked + AT_ONCE, this.filters.size());
				this.out.put(Frames.subscribe(to, this.filters.subList(this.asked, to), 0));
				this.asked = to;
			}
		}

		private void message(long sequence) {
			Audience.this.received++;
			if (sequence == this.last) {
				Audience.this.duplicates++;
			}
			else if (sequence < this.last) {
				Audience.this.disordered++;
			}
			this.last = sequence;
		}

		void leave() throws IOException {
			this.out.put(Frames.disconnect());
			flush();
			close();
		}

	}

}
