package io.mqttboot.server.internal.session;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttWill;
import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Origin;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Subscriber;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttSessionRecord;
import io.mqttboot.server.spi.MqttStoredSession;
import org.jspecify.annotations.Nullable;

/**
 * What a client id owns: subscriptions, what waits and what is in flight. Connected,
 * disconnected until it expires, or ended for good. An actor: all but {@link #offer},
 * {@link #run}, {@link #isReachable} and {@link #load} is called on its present loop
 * only.
 */
public final class Session implements Subscriber {

	/** The session never expires (MQTT 5.0, 3.1.2.11.2). */
	public static final long FOREVER = 0xFFFF_FFFFL;

	// shared between threads
	private final SessionContext context;

	private final Sessions sessions;

	private final String clientId;

	private final Mailbox mailbox = new Mailbox();

	private volatile SessionLoop loop;

	private volatile boolean reachable;

	private volatile boolean ended;

	// for the session
	private final Outbox outbox;

	private final Inbox inbox;

	private final Journal journal;

	private final Subscriptions subscriptions;

	private long expirySeconds;

	// while nobody is connected
	private Deadlines.@Nullable Deadline expiry;

	// for this connection, or the last one
	private @Nullable Attachment claimant;

	private @Nullable ClientLink link;

	private LastClient client = LastClient.NONE;

	// what a quiet client does not need is made when it is
	private @Nullable StandingWill will;

	private @Nullable AckRetry ackRetry;

	Session(Sessions sessions, String clientId, SessionLoop loop) {
		this.sessions = sessions;
		this.context = sessions.context();
		this.clientId = clientId;
		this.loop = loop;
		this.journal = new Journal(this);
		this.subscriptions = new Subscriptions(this);
		this.outbox = new Outbox(this);
		this.inbox = new Inbox(this.journal, this.context.config().limits().receiveMax());
	}

	@Override
	public String id() {
		return this.clientId;
	}

	@Override
	public boolean isReachable() {
		return this.reachable;
	}

	@Override
	public int load() {
		return this.outbox.inflight() + this.outbox.queuedMessages();
	}

	// ------ the door for other threads

	@Override
	public @Nullable Pressure offer(Publication publication, Grant grant) {
		this.journal.enter(publication);
		SessionLoop owner = this.loop;
		if (owner.inLoop() && this.mailbox.isEmpty()) {
			deliver(publication, grant);
			return null;
		}
		if (owner.isFull() && publication.message().qos().min(grant.qos()) == MqttQos.AT_MOST_ONCE) {
			dropped(publication, MqttDropCause.MAIL_FULL);
			this.journal.pass(publication);
			return owner.pressure();
		}
		return owner.post(this, publication, grant);
	}

	/**
	 * Runs a task on the loop that owns the session then; at once if that is this one.
	 */
	public void run(Runnable task) {
		SessionLoop owner = this.loop;
		if (owner.inLoop()) {
			task.run();
		}
		else {
			owner.execute(() -> run(task));
		}
	}

	/** Returns the loop that owns the session now. */
	public SessionLoop loop() {
		return this.loop;
	}

	/** Whether the session is over; a client id that comes back has a new one. */
	boolean isEnded() {
		return this.ended;
	}

	// ------ for its loop

	Mailbox mailbox() {
		return this.mailbox;
	}

	SessionContext context() {
		return this.context;
	}

	long millis() {
		return this.loop.millis();
	}

	void deliver(Mailbox.Mail mail) {
		if (mail.charged != null && mail.publication != null && mail.grant != null) {
			mail.charged.remove(mail.publication.cost());
			deliver(mail.publication, mail.grant);
		}
	}

	private void deliver(Publication publication, Grant grant) {
		MqttDropCause late = this.ended ? MqttDropCause.SESSION_ENDED : Revocation.late(this.client, publication);
		if (late != null) {
			MqttTopicFilter group = grant.sharedFilter();
			// while it is a member still, its group might choose it again
			if (group == null || this.subscriptions.contains(group)
					|| !this.context.broker().publishToGroup(group, publication.again())) {
				dropped(publication, late);
			}
			this.journal.pass(publication);
		}
		else {
			this.outbox.deliver(publication, grant);
		}
	}

	/** Writes what may be written: the link takes more again. */
	public void drain() {
		this.outbox.drain();
	}

	// ------ connections

	/** Lets its connection go, if it has one, and closes that; the session goes on. */
	void release(MqttReasonCode reason, String why) {
		ClientLink earlier = this.link;
		if (earlier == null) {
			return;
		}
		unlink();
		earlier.close(reason, why);
	}

	private void unlink() {
		this.link = null;
		this.reachable = false;
		this.outbox.detached();
		Deadlines.cancel(this.ackRetry);
		this.sessions.disconnected();
	}

	/** Leaves this loop for that of a new connection; mail waits meanwhile. */
	void moveTo(Attachment claimant) {
		Deadlines.cancel(this.expiry);
		if (this.will != null) {
			this.will.takenOver();
		}
		this.journal.flush();
		this.claimant = claimant;
		this.loop = claimant.loop();
	}

	/** Whether a connection still is the last one that claimed the session. */
	boolean isClaimedBy(Attachment attachment) {
		return this.claimant == attachment;
	}

	/**
	 * A connection begins, on the loop that owns the session. The caller writes CONNACK
	 * and then calls {@link #connected}.
	 */
	void attach(Attachment attachment) {
		this.claimant = null;
		this.link = attachment.link();
		this.client = this.client.followedBy(attachment, this.loop.millis());
		this.expirySeconds = attachment.expirySeconds();
		this.will = StandingWill.begin(this, attachment.will());
		this.inbox.window()
			.reconnected(this.client.version().is5() ? this.context.config().limits().receiveMax() : 65_535);
		if (this.expirySeconds == 0) {
			this.journal.remove(); // nothing of it is to outlive the connection
		}
		this.journal.record(new MqttSessionRecord.Opened(attachment.version(), attachment.userName(),
				attachment.identity(), this.expirySeconds));
		Revocation.apply(this);
		this.sessions.connected();
	}

	/** CONNACK is written: what is in flight is sent again, what waits is sent. */
	public void connected() {
		ClientLink to = this.link;
		if (to != null) {
			this.reachable = true;
			this.outbox.attached(to);
			this.outbox.drain();
		}
	}

	/**
	 * A connection ended.
	 * @param closed the link of that connection; an earlier one changes nothing
	 * @param keepWill whether the will is to be published
	 */
	public void detach(ClientLink closed, boolean keepWill) {
		if (this.link != closed) {
			return;
		}
		unlink();
		if (!keepWill && this.will != null) {
			this.will.discard();
		}
		closed(this.loop.millis(), 0);
	}

	// also after a restart, for a session that was stored: restarts make it no younger
	private void closed(long atMillis, long sinceSeconds) {
		if (this.expirySeconds == 0) {
			end();
			return;
		}
		this.journal.record(new MqttSessionRecord.Closed(atMillis, this.expirySeconds));
		if (this.expirySeconds != FOREVER) {
			this.expiry = Deadlines.Deadline.of(() -> end(true));
			this.loop.deadlines().set(this.expiry, this.expirySeconds - sinceSeconds);
		}
		if (this.will != null) {
			this.will.connectionEnded(this.expirySeconds, sinceSeconds);
		}
	}

	/** DISCONNECT changes how long the session goes on. */
	public void expirySeconds(long seconds) {
		this.expirySeconds = seconds;
	}

	public long expirySeconds() {
		return this.expirySeconds;
	}

	/**
	 * The server stops: the will is published now, or, where the session outlives the
	 * server, stays with it.
	 */
	public void settleWill(boolean fire) {
		if (this.will != null && (fire || this.expirySeconds == 0)) {
			this.will.fire();
		}
		Deadlines.cancel(this.will);
		this.will = null; // what is not published stays in the store, if there is one
	}

	/** Closes the connection, if there is one. */
	public void disconnect(MqttReasonCode reason, String why) {
		if (this.link != null) {
			this.link.close(reason, why);
		}
	}

	/** Ends the session: nothing of it stays. */
	void end() {
		end(false);
	}

	private void end(boolean expired) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		this.claimant = null; // a connection that claimed it finds it claimed no more
		this.reachable = false;
		Deadlines.cancel(this.expiry);
		Deadlines.cancel(this.ackRetry);
		this.subscriptions.end();
		this.outbox.discard();
		if (this.will != null) {
			this.will.fire();
		}
		this.journal.remove();
		this.sessions.remove(this, expired);
	}

	/** Returns what the client has subscribed to. */
	public Subscriptions subscriptions() {
		return this.subscriptions;
	}

	// ------ what the client sends

	/** Returns what the client has published and the server has not finished. */
	public Inbox inbox() {
		return this.inbox;
	}

	void dropped(Publication publication, MqttDropCause cause) {
		this.context.broker().dropped(publication.message(), publication.publisher(), this.clientId, cause);
	}

	/** Returns who tells the store. */
	Journal journal() {
		return this.journal;
	}

	/** Returns who sends again what is not acknowledged. */
	AckRetry ackRetry() {
		if (this.ackRetry == null) {
			this.ackRetry = new AckRetry(this);
		}
		return this.ackRetry;
	}

	/** Returns what goes to the client. */
	public Outbox outbox() {
		return this.outbox;
	}

	// ------ views

	public @Nullable ClientLink link() {
		return this.link;
	}

	/** Returns who the client of this connection is, or of the last one. */
	public LastClient client() {
		return this.client;
	}

	/** Returns who that client is where it publishes. */
	public Origin origin() {
		return new Origin(this.clientId, this.client.permissions(), this.outbox.budget());
	}

	/** Puts back what was stored, before the session is known to anybody. */
	void restore(MqttStoredSession stored, @Nullable MqttWill storedWill, @Nullable Permissions permissions) {
		this.client = new LastClient(stored.version(), stored.userName(), stored.identity(), permissions, 0);
		this.expirySeconds = stored.expirySeconds();
		this.will = StandingWill.restored(this, storedWill);
		stored.received().forEach(this.inbox.window()::restore);
		stored.inflight().forEach(this.outbox::restore);
		stored.queued().forEach(this.outbox::restore);
		stored.subscriptions().values().forEach(this.subscriptions::restore);
		long closedAt = (stored.closedAtMillis() > 0) ? stored.closedAtMillis() : this.loop.millis();
		long since = Math.max(0, (this.loop.millis() - closedAt) / 1000);
		if (this.expirySeconds != FOREVER && since >= this.expirySeconds) {
			end(true);
			return;
		}
		closed(closedAt, since);
	}

}
