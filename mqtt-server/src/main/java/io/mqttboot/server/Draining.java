package io.mqttboot.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.server.internal.connection.ConnectionContext;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.spi.MqttEvent;

/**
 * Sends clients away, so many a second, and keeps new ones out. What it remembers belongs
 * to one loop, which counts the seconds.
 */
final class Draining {

	private final ConnectionContext context;

	private final SessionLoop loop;

	private final boolean firesWills;

	private final Deadlines.Deadline next = Deadlines.Deadline.of(this::wave);

	private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

	private Queue<Session> left = new ArrayDeque<>();

	/**
	 * Prepares.
	 * @param firesWills whether wills are published also of sessions that go on
	 */
	Draining(ConnectionContext context, SessionLoop loop, boolean firesWills) {
		this.context = context;
		this.loop = loop;
		this.firesWills = firesWills;
	}

	/** Returns how it is done, or would be if the server stopped. */
	MqttDrain how() {
		MqttDrain begun = this.context.admission().drain();
		return (begun != null) ? begun : MqttDrain.AT_ONCE.withServerReference(this.context.config().serverReference());
	}

	boolean isOn() {
		return this.context.admission().drain() != null;
	}

	/** Begins, or goes on otherwise. */
	CompletableFuture<Void> begin(MqttDrain how) {
		String reference = how.serverReference();
		announce(reference.isEmpty() ? how.withServerReference(this.context.config().serverReference()) : how, false);
		CompletableFuture<Void> gone = new CompletableFuture<>();
		this.loop.execute(() -> {
			this.left = connected();
			this.waiting.add(gone);
			wave();
		});
		return gone;
	}

	/** Lets clients in again. */
	void resume() {
		if (!isOn()) {
			return;
		}
		this.context.admission().drain(null);
		this.context.observer().happened(new MqttEvent.ServerResumed());
		this.loop.execute(this::ended);
	}

	/** Tells all that it begins, before anybody is told to go. */
	void announce(MqttDrain how, boolean stops) {
		boolean first = !isOn();
		if (first || !stops) {
			this.context.admission().drain(how);
		}
		if (first || stops) {
			String reference = how.serverReference();
			this.context.observer()
				.happened(new MqttEvent.ServerDraining(reference.isEmpty() ? null : reference, stops));
		}
	}

	private Queue<Session> connected() {
		Queue<Session> connected = new ArrayDeque<>();
		for (Session each : this.context.sessions().all()) {
			if (each.isReachable()) {
				connected.add(each);
			}
		}
		return connected;
	}

	private void ended() {
		this.next.cancel();
		this.left.clear();
		this.waiting.forEach((gone) -> gone.complete(null));
		this.waiting.clear();
	}

	// On the loop, once a second.
	private void wave() {
		MqttDrain how = this.context.admission().drain();
		if (how == null) {
			return;
		}
		if (this.left.isEmpty() && this.context.sessions().connectedCount() == 0) {
			ended();
			return;
		}
		if (this.left.isEmpty()) {
			this.left = connected(); // who was let in while it began
		}
		int count = (how.clientsPerSecond() > 0) ? how.clientsPerSecond() : Integer.MAX_VALUE;
		List<Session> now = new ArrayList<>();
		while (now.size() < count && !this.left.isEmpty()) {
			Session session = this.left.remove();
			if (session.isReachable()) { // else its client has gone by itself
				now.add(session);
			}
		}
		settleWills(now).thenRun(() -> sendAway(now, how, "the server is drained"));
		this.loop.deadlines().setAt(this.next, this.loop.second() + 1);
	}

	/** Publishes wills, or leaves them to the store. */
	CompletableFuture<Void> settleWills(Collection<Session> sessions) {
		return each(sessions, (session) -> session.settleWill(this.firesWills));
	}

	/** Tells clients to go. */
	CompletableFuture<Void> sendAway(Collection<Session> sessions, MqttDrain how, String why) {
		return each(sessions, (session) -> session.disconnect(how.reason(), why));
	}

	private static CompletableFuture<Void> each(Collection<Session> sessions, Consumer<Session> task) {
		List<CompletableFuture<Void>> all = new ArrayList<>();
		for (Session session : sessions) {
			CompletableFuture<Void> done = new CompletableFuture<>();
			all.add(done);
			session.run(() -> {
				try {
					task.accept(session);
				}
				finally {
					done.complete(null);
				}
			});
		}
		return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
	}

}
