package io.mqttboot.server.internal.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import org.jspecify.annotations.Nullable;

/**
 * How other threads reach a session: an unbounded queue of many producers and one
 * consumer, the loop that owns the session, whose length {@link Pressure} limits. Mail of
 * one producer comes out in its order, whichever loop drains it.
 */
final class Mailbox {

	/** A publication in the mailbox. */
	static final class Mail extends AtomicReference<@Nullable Mail> {

		private static final long serialVersionUID = 1L;

		final transient @Nullable Publication publication;

		final transient @Nullable Grant grant;

		final transient @Nullable Pressure charged;

		Mail(@Nullable Publication publication, @Nullable Grant grant, @Nullable Pressure charged) {
			this.publication = publication;
			this.grant = grant;
			this.charged = charged;
		}

	}

	// The last mail that was added; producers swap it.
	private final AtomicReference<Mail> newest;

	// The last mail that was taken; only the consumer moves it.
	private Mail oldest;

	// Invariant: true from the moment a wake-up is due until its pass begins to empty.
	private final AtomicBoolean scheduled = new AtomicBoolean();

	Mailbox() {
		this.oldest = new Mail(null, null, null);
		this.newest = new AtomicReference<>(this.oldest);
	}

	/**
	 * Adds mail, from any thread.
	 * @return whether the caller must wake the owner
	 */
	boolean add(Mail mail) {
		this.newest.getAndSet(mail).set(mail);
		return schedule();
	}

	/** Claims the wake-up; returns whether the caller must see to it. */
	boolean schedule() {
		return !this.scheduled.get() && this.scheduled.compareAndSet(false, true);
	}

	/**
	 * Takes the oldest mail, {@code null} if there is none or it is still being added.
	 */
	@Nullable Mail poll() {
		Mail next = this.oldest.get();
		if (next == null) {
			return null;
		}
		this.oldest = next;
		return next;
	}

	/**
	 * Gives the wake-up back after the mailbox was emptied.
	 * @return whether mail came in meanwhile and the caller holds the wake-up again
	 */
	boolean restAndRecheck() {
		this.scheduled.set(false);
		return !isEmpty() && schedule();
	}

	/** Whether all mail was taken; for the consumer. Mail half added counts as mail. */
	boolean isEmpty() {
		return this.newest.get() == this.oldest;
	}

}
