package io.mqttboot.server.internal.connection;

import java.util.concurrent.TimeUnit;

/**
 * How long one connection is served before others of its loop are: what it sent at once
 * may cost much, for example when each message matches thousands of filters. The rest
 * waits, and nothing more is read, until the loop has done what else was due.
 */
final class Turn implements Runnable {

	private static final int PACKETS_A_LOOK = 16;

	private static final long NANOS = 10_000_000;

	private final ChannelLink link;

	private int packets;

	private long endNanos;

	Turn(ChannelLink link) {
		this.link = link;
	}

	/** All that was read is handled. */
	void begin() {
		this.packets = 0;
	}

	/**
	 * Another packet is handled. Looks at the clock after the first one, the second, the
	 * fourth and so on, and then now and then.
	 */
	boolean isOver() {
		int handled = ++this.packets;
		if (handled % PACKETS_A_LOOK != 0 && (handled & (handled - 1)) != 0) {
			return false;
		}
		long now = System.nanoTime();
		if (handled == 1) {
			this.endNanos = now + NANOS;
			return false;
		}
		if (now - this.endNanos < 0) {
			return false;
		}
		begin();
		this.link.pauseReading();
		// after a look at the sockets: plain tasks are run many in a row before
		this.link.channel().eventLoop().schedule(this, 0, TimeUnit.NANOSECONDS);
		return true;
	}

	@Override
	public void run() {
		this.link.resumeReading();
	}

}
