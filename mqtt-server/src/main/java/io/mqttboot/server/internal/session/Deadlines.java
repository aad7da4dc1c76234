package io.mqttboot.server.internal.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A timing wheel of seconds: setting, moving and cancelling a deadline costs the same
 * however many there are, and nothing is allocated. A deadline may fall due late, never
 * early. For one loop.
 */
public final class Deadlines {

	private static final Logger logger = LoggerFactory.getLogger(Deadlines.class);

	private static final int SLOTS = 512;

	/**
	 * A moment at which something is to be done, unless it is cancelled or moved.
	 */
	public abstract static class Deadline {

		private @Nullable Deadlines wheel;

		private @Nullable Deadline previous;

		private @Nullable Deadline next;

		private long second;

		/** Returns a deadline that runs a task. */
		public static Deadline of(Runnable task) {
			return new Deadline() {

				@Override
				protected void due() {
					task.run();
				}

			};
		}

		/** The moment has come; the deadline is not set any more. */
		protected abstract void due();

		/** Whether it is set. */
		public final boolean isSet() {
			return this.wheel != null;
		}

		/** Unsets it, if it is set. */
		public final void cancel() {
			if (this.wheel != null) {
				this.wheel.remove(this);
			}
		}

	}

	// thousands of years, and yet far from where numbers end
	private static final long NEVER = 1L << 40;

	private final @Nullable Deadline[] heads = new Deadline[SLOTS];

	private final @Nullable Deadline[] tails = new Deadline[SLOTS];

	private final int[] counts = new int[SLOTS];

	private long now;

	Deadlines(long nowSecond) {
		this.now = nowSecond;
	}

	/** Returns the second that the wheel has reached. */
	public long now() {
		return this.now;
	}

	/**
	 * Sets a deadline so that at least so many seconds pass from now; a deadline that is
	 * set moves.
	 */
	public void set(Deadline deadline, long seconds) {
		setAt(deadline, this.now + Math.min(seconds, NEVER) + 1); // the present second is
																	// partly gone
	}

	/** Sets a deadline at a second of this wheel's count. */
	public void setAt(Deadline deadline, long second) {
		deadline.cancel();
		deadline.second = Math.max(second, this.now + 1);
		append(deadline);
	}

	/** Unsets a deadline, if there is one and it is set. */
	public static void cancel(@Nullable Deadline deadline) {
		if (deadline != null) {
			deadline.cancel();
		}
	}

	void advance(long second) {
		while (this.now < second) {
			this.now++;
			int slot = slot(this.now);
			for (int left = this.counts[slot]; left > 0; left--) {
				Deadline one = this.heads[slot];
				if (one == null) {
					break;
				}
				remove(one);
				if (one.second > this.now) {
					append(one); // due in a later round of the wheel
				}
				else {
					due(one);
				}
			}
		}
	}

	// One that fails must not stop the clock of all others.
	private static void due(Deadline deadline) {
		try {
			deadline.due();
		}
		catch (RuntimeException ex) {
			logger.error("MQTT-9005 What was due failed", ex);
		}
	}

	private void append(Deadline deadline) {
		int slot = slot(deadline.second);
		Deadline tail = this.tails[slot];
		deadline.wheel = this;
		deadline.previous = tail;
		deadline.next = null;
		if (tail != null) {
			tail.next = deadline;
		}
		else {
			this.heads[slot] = deadline;
		}
		this.tails[slot] = deadline;
		this.counts[slot]++;
	}

	private void remove(Deadline deadline) {
		int slot = slot(deadline.second);
		Deadline previous = deadline.previous;
		Deadline next = deadline.next;
		if (previous != null) {
			previous.next = next;
		}
		else {
			this.heads[slot] = next;
		}
		if (next != null) {
			next.previous = previous;
		}
		else {
			this.tails[slot] = previous;
		}
		deadline.wheel = null;
		deadline.previous = null;
		deadline.next = null;
		this.counts[slot]--;
	}

	private static int slot(long second) {
		return (int) (second & (SLOTS - 1));
	}

}
