package io.mqttboot.server.internal.admission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What has come from one address, and gone there. Counted by all loops.
 */
public final class Traffic {

	private final LongSupplier millis;

	private final AtomicInteger open = new AtomicInteger();

	private final LongAdder accepted = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder messagesIn = new LongAdder();

	private final LongAdder messagesOut = new LongAdder();

	private final LongAdder bytesIn = new LongAdder();

	private final LongAdder bytesOut = new LongAdder();

	private volatile long at;

	Traffic(LongSupplier millis) {
		this.millis = millis;
		this.at = millis.getAsLong();
	}

	/** A connection came in. */
	public void entered() {
		this.accepted.increment();
		this.open.incrementAndGet();
		this.at = this.millis.getAsLong();
	}

	/** A connection that had come in ended. */
	public void left() {
		this.open.decrementAndGet();
		this.at = this.millis.getAsLong();
	}

	/** A connection was refused. */
	public void refuse() {
		this.refused.increment();
		this.at = this.millis.getAsLong();
	}

	/** Bytes came, and so many of the packets that began with them are messages. */
	public void in(int bytes, int messages) {
		this.bytesIn.add(bytes);
		this.messagesIn.add(messages);
	}

	/** Bytes go, and so many of the packets that begin with them are messages. */
	public void out(int bytes, int messages) {
		this.bytesOut.add(bytes);
		this.messagesOut.add(messages);
	}

	boolean isUsed() {
		return accepted() + refused() > 0;
	}

	int open() {
		return this.open.get();
	}

	long accepted() {
		return this.accepted.sum();
	}

	long refused() {
		return this.refused.sum();
	}

	long messagesIn() {
		return this.messagesIn.sum();
	}

	long messagesOut() {
		return this.messagesOut.sum();
	}

	long bytesIn() {
		return this.bytesIn.sum();
	}

	long bytesOut() {
		return this.bytesOut.sum();
	}

	long at() {
		return this.at;
	}

}
