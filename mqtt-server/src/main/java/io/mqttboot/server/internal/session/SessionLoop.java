package io.mqttboot.server.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and its sessions: drains the mail of those that are ready, at most so much
 * in a pass, then lets everything that collected act once (a connection flushes). A pass
 * runs after what the loop has read in its turn, so that one flush serves many packets
 * and many connections.
 */
public final class SessionLoop {

	// Mail delivered in one pass before other work of the loop has its turn.
	private static final int DELIVERIES_MAX = 1024;

	private static final Logger logger = LoggerFactory.getLogger(SessionLoop.class);

	private final Loop loop;

	private final Pressure pressure;

	private final LoopCounters counters = new LoopCounters();

	private final Deadlines deadlines;

	private final Queue<Session> ready = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean wakeUp = new AtomicBoolean();

	// of this pass
	private List<PassEnd> touched = new ArrayList<>();

	private List<PassEnd> ending = new ArrayList<>();

	private boolean passDue;

	private long passMillis;

	public SessionLoop(Loop loop, int mailMax, long mailBytesMax) {
		this.loop = loop;
		this.pressure = new Pressure(mailMax, mailBytesMax);
		this.deadlines = new Deadlines(loop.millis() / 1000);
	}

	/** Whether the caller is on this loop. */
	public boolean inLoop() {
		return this.loop.inLoop();
	}

	/** Runs a task on this loop, later; callable from any thread. */
	public void execute(Runnable task) {
		this.loop.execute(task);
	}

	/** Returns what is counted on this loop. */
	public LoopCounters counters() {
		return this.counters;
	}

	/** Returns the deadlines of this loop; on the loop only. */
	public Deadlines deadlines() {
		return this.deadlines;
	}

	/**
	 * Returns the time in milliseconds since the epoch, which stands still during a pass:
	 * that saves asking the system for every packet. On the loop only.
	 */
	public long millis() {
		beginPass();
		return this.passMillis;
	}

	/** Returns the time in milliseconds since the epoch; from any thread. */
	public long clock() {
		return this.loop.millis();
	}

	/** Returns the second that the last tick saw, at most a second behind. */
	public long second() {
		return this.deadlines.now();
	}

	/** Posts mail to a session, from any thread. */
	@Nullable Pressure post(Session session, Publication publication, Grant grant) {
		publication.message().keep();
		boolean high = this.pressure.add(publication.cost());
		if (session.mailbox().add(new Mailbox.Mail(publication, grant, this.pressure))) {
			ready(session);
		}
		return high ? this.pressure : null;
	}

	/** Whether no more mail should be posted that may be dropped. */
	boolean isFull() {
		return this.pressure.isFull();
	}

	/** Returns what waits on its way to this loop. */
	Pressure pressure() {
		return this.pressure;
	}

	/** A session has mail; from any thread, by whoever claimed the wake-up. */
	void ready(Session session) {
		this.ready.add(session);
		if (!this.wakeUp.get() && this.wakeUp.compareAndSet(false, true)) {
			this.loop.execute(this::passOnWakeUp);
		}
	}

	/** Something collected and wants to act at the end of this pass; on the loop only. */
	public void touch(PassEnd end) {
		this.touched.add(end);
		beginPass();
	}

	private void beginPass() {
		if (!this.passDue) {
			this.passMillis = this.loop.millis();
			this.passDue = true;
			this.loop.execute(this::pass);
		}
	}

	/**
	 * The clock went on: deadlines that have passed fall due. Once a second, on the loop.
	 */
	public void tick() {
		this.deadlines.advance(this.loop.millis() / 1000);
	}

	private void passOnWakeUp() {
		this.wakeUp.set(false);
		int deliveries = 0;
		while (deliveries < DELIVERIES_MAX) {
			Session session = this.ready.poll();
			if (session == null) {
				break;
			}
			deliveries += drain(session, DELIVERIES_MAX - deliveries);
		}
		endPass();
		if (!this.ready.isEmpty() && this.wakeUp.compareAndSet(false, true)) {
			this.loop.execute(this::passOnWakeUp);
		}
	}

	private void pass() {
		endPass();
	}

	private void endPass() {
		this.passDue = false;
		List<PassEnd> ends = this.touched;
		this.touched = this.ending;
		this.ending = ends;
		for (int i = 0; i < ends.size(); i++) {
			try {
				ends.get(i).passEnded();
			}
			catch (RuntimeException ex) {
				logger.error("MQTT-9004 A pass of one session or connection failed", ex); // not
																							// its
				// neighbours'
			}
		}
		ends.clear();
	}

	private int drain(Session session, int max) {
		if (session.loop() != this) {
			session.loop().ready(session); // it has moved, its mail follows
			return 0;
		}
		Mailbox mailbox = session.mailbox();
		int count = 0;
		while (count < max) {
			Mailbox.Mail mail = mailbox.poll();
			if (mail == null) {
				break;
			}
			count++;
			session.deliver(mail);
		}
		if (count == max || mailbox.restAndRecheck()) {
			this.ready.add(session);
		}
		return Math.max(1, count);
	}

}
