package io.mqttboot.benchmarks.state;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;

import io.mqttboot.benchmarks.load.Connection;

/**
 * Clients of one broker on one thread.
 */
final class Crowd implements AutoCloseable {

	private static final long STALL_MILLIS = 10_000;

	private final Selector selector;

	private final InetSocketAddress address;

	private Talker talker = () -> {
	};

	Crowd(InetSocketAddress address) throws IOException {
		this.selector = Selector.open();
		this.address = address;
	}

	Selector selector() {
		return this.selector;
	}

	InetSocketAddress address() {
		return this.address;
	}

	/** Lets somebody speak after each turn of reading. */
	void listenTo(Talker speaker) {
		this.talker = speaker;
	}

	/** Sends what a new client has to say, and waits until it has been answered. */
	<C extends Connection> C enter(C client) throws IOException {
		client.flush();
		until(client::isReady, "an answer to CONNECT or SUBSCRIBE");
		return client;
	}

	/** Lets clients read and write until something is so; fails if it does not come. */
	void until(BooleanSupplier done, String what) throws IOException {
		if (!comes(done)) {
			throw new IOException("waited in vain for " + what);
		}
	}

	/**
	 * Lets clients read and write until something is so.
	 * @return false if nothing happens any more and it is not
	 */
	boolean comes(BooleanSupplier done) throws IOException {
		while (!done.getAsBoolean()) {
			if (!turn()) {
				return false;
			}
		}
		return true;
	}

	// returns false if there was nothing
	private boolean turn() throws IOException {
		if (this.selector.select(STALL_MILLIS) == 0) {
			return false;
		}
		for (SelectionKey key : this.selector.selectedKeys()) {
			Connection client = (Connection) key.attachment();
			client.read();
			client.flushIfTouched();
		}
		this.selector.selectedKeys().clear();
		this.talker.talk();
		return true;
	}

	/** Closes all clients. */
	@Override
	public void close() throws IOException {
		for (SelectionKey key : this.selector.keys()) {
			key.channel().close();
		}
		this.selector.close();
	}

	/**
	 * Who has more to say than answers.
	 */
	interface Talker {

		/** Says and flushes it. */
		void talk() throws IOException;

	}

}
