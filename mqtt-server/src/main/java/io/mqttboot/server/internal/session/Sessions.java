package io.mqttboot.server.internal.session;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttWill;
import io.mqttboot.server.config.MqttSessionTakeover;
import io.mqttboot.server.internal.broker.Budget;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttStoredSession;
import org.jspecify.annotations.Nullable;

/**
 * All sessions by client id. Gives a client its session: finds, takes over, moves or
 * makes it. Claims of one client id take turns, because each runs on the loop that owns
 * the session then.
 */
public final class Sessions {

	private final SessionContext context;

	private final Map<String, Session> sessions = new ConcurrentHashMap<>();

	private final AtomicInteger connected = new AtomicInteger();

	public Sessions(SessionContext context) {
		this.context = context;
	}

	public SessionContext context() {
		return this.context;
	}

	/**
	 * Gives a client its session. The answer comes later if the session lives on another
	 * loop; it is 0x97 if there are too many sessions.
	 */
	public void attach(Attachment attachment) {
		Session present = this.sessions.get(attachment.clientId());
		if (present != null) {
			present.run(() -> attach(present, attachment));
			return;
		}
		if (this.sessions.size() >= this.context.config().limits().sessionsMax()) {
			attachment.refused()
				.accept(new MqttProtocolException(MqttReasonCode.QUOTA_EXCEEDED, "there are too many sessions"));
			return;
		}
		Budget budget = this.context.broker().budgets().hold(attachment.identity());
		if (budget != null && !budget.openSession()) {
			budget.letGo();
			attachment.refused()
				.accept(new MqttProtocolException(MqttReasonCode.QUOTA_EXCEEDED,
						"its principal has too many sessions"));
			return;
		}
		Session created = new Session(this, attachment.clientId(), attachment.loop());
		created.outbox().budget(budget);
		if (this.sessions.putIfAbsent(attachment.clientId(), created) == null) {
			happened(new MqttEvent.SessionCreated(created.id()));
			created.attach(attachment);
			attachment.attached().accept(created, false);
		}
		else {
			created.outbox().budget(null);
			attach(attachment); // another connection was faster
		}
	}

	// On the loop that owns the session.
	private void attach(Session present, Attachment attachment) {
		if (present.isEnded()) {
			attachAgain(attachment);
			return;
		}
		boolean owner = present.client().isOwner(attachment.identity());
		if (!owner && this.context.config().authorization().sessionTakeover() != MqttSessionTakeover.ANY) {
			attachment.loop()
				.execute(() -> attachment.refused()
					.accept(new MqttProtocolException(MqttReasonCode.NOT_AUTHORIZED,
							"the session of its client identifier is another principal's")));
			return;
		}
		if (present.link() != null) {
			happened(new MqttEvent.SessionTakenOver(present.id()));
		}
		present.release(MqttReasonCode.SESSION_TAKEN_OVER, "another connection uses its client id"); // [MQTT-3.1.4-3]
		if (!owner || attachment.cleanStart() || present.expirySeconds() == 0) {
			present.end(); // [MQTT-3.1.2-4]
			attachAgain(attachment);
			return;
		}
		present.moveTo(attachment);
		if (attachment.loop().inLoop()) {
			resume(present, attachment);
		}
		else {
			attachment.loop().execute(() -> resume(present, attachment));
		}
	}

	private void attachAgain(Attachment attachment) {
		attachment.loop().execute(() -> {
			try {
				attach(attachment);
			}
			catch (MqttProtocolException ex) {
				attachment.refused().accept(ex); // another client's session has taken the
													// place
			}
		});
	}

	private void resume(Session present, Attachment attachment) {
		if (present.isClaimedBy(attachment)) {
			pays(present, attachment.identity());
			happened(new MqttEvent.SessionResumed(present.id()));
			present.attach(attachment);
			attachment.attached().accept(present, true);
		}
		else {
			// a third connection of the same client id claimed it on the way
			attachment.refused()
				.accept(new MqttProtocolException(MqttReasonCode.SESSION_TAKEN_OVER,
						"another connection uses its client id"));
		}
	}

	// What is there stays, however much it is.
	private void pays(Session present, MqttIdentity identity) {
		Budget budget = this.context.broker().budgets().hold(identity);
		if (budget == null) {
			return;
		}
		if (budget == present.outbox().budget()) {
			budget.letGo();
		}
		else {
			budget.takeSession();
			present.outbox().budget(budget);
		}
	}

	/**
	 * Makes a session that was stored anew, on its loop, before any client can connect.
	 * @param permissions what its client may do, {@code null} for everything
	 */
	public void restore(String clientId, MqttStoredSession stored, @Nullable MqttWill will,
			@Nullable Permissions permissions, SessionLoop loop) {
		Session session = new Session(this, clientId, loop);
		this.sessions.put(clientId, session);
		session.restore(stored, will, permissions);
		if (stored.identity() != null && !session.isEnded()) {
			pays(session, stored.identity());
		}
	}

	/** Returns the session of a client, {@code null} if it has none. */
	public @Nullable Session find(String clientId) {
		return this.sessions.get(clientId);
	}

	/** Returns all sessions, as they come and go. */
	public Collection<Session> all() {
		return this.sessions.values();
	}

	public int size() {
		return this.sessions.size();
	}

	public int connectedCount() {
		return this.connected.get();
	}

	void remove(Session session, boolean expired) {
		session.outbox().budget(null);
		this.sessions.remove(session.id(), session);
		happened(new MqttEvent.SessionEnded(session.id(), expired));
	}

	private void happened(MqttEvent event) {
		this.context.observer().happened(event);
	}

	void connected() {
		this.connected.incrementAndGet();
	}

	void disconnected() {
		this.connected.decrementAndGet();
	}

}
