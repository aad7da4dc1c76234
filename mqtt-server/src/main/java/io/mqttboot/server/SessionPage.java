package io.mqttboot.server;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

import io.mqttboot.server.internal.session.Session;

/**
 * One page of the sessions that somebody looks for, in the order of their client
 * identifiers, found without sorting the others: a heap keeps those that may still be on
 * the page or before it.
 */
final class SessionPage {

	// sessions looked at in one step
	private static final int STEP = 1_000;

	private final Iterator<Session> left;

	private final Predicate<Session> wanted;

	private final int skip;

	private final long kept;

	// the last one on top
	private final PriorityQueue<Session> first = new PriorityQueue<>(Comparator.comparing(Session::id).reversed());

	private int total;

	SessionPage(Collection<Session> sessions, Predicate<Session> wanted, int skip, int max) {
		this.left = sessions.iterator();
		this.wanted = wanted;
		this.skip = skip;
		this.kept = (long) skip + max;
	}

	/** Looks at some more; returns whether those were the last. */
	boolean step() {
		for (int i = 0; i < STEP && this.left.hasNext(); i++) {
			Session session = this.left.next();
			if (this.wanted.test(session)) {
				this.total++;
				this.first.add(session);
				if (this.first.size() > this.kept) {
					this.first.remove();
				}
			}
		}
		return !this.left.hasNext();
	}

	/** Returns the page, when all are looked at. */
	List<Session> sessions() {
		LinkedList<Session> page = new LinkedList<>();
		while (this.first.size() > this.skip) {
			page.addFirst(this.first.remove());
		}
		return page;
	}

	/** Returns how many are looked for. */
	int total() {
		return this.total;
	}

}
