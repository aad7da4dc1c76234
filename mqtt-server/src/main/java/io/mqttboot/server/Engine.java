package io.mqttboot.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttWill;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttDrain;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.admission.Admission;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.connection.ConnectionContext;
import io.mqttboot.server.internal.handler.Authentication;
import io.mqttboot.server.internal.handler.Authorization;
import io.mqttboot.server.internal.handler.ConnectStatus;
import io.mqttboot.server.internal.handler.HandlerThreads;
import io.mqttboot.server.internal.handler.Handlers;
import io.mqttboot.server.internal.handler.ListenerTap;
import io.mqttboot.server.internal.handler.PasswordAuthenticator;
import io.mqttboot.server.internal.overload.HeapAfterCollection;
import io.mqttboot.server.internal.overload.LoopDelay;
import io.mqttboot.server.internal.overload.OverloadWatch;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.session.DelayedMessages;
import io.mqttboot.server.internal.session.LoopCounters;
import io.mqttboot.server.internal.session.Revocation;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.session.SessionContext;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.internal.session.Sessions;
import io.mqttboot.server.internal.watch.Events;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.server.spi.MqttStoredSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server without its ports: all rooms, put together on some loops. Lives from a
 * start to a stop.
 */
final class Engine {

	private static final Logger logger = LoggerFactory.getLogger(Engine.class);

	private static final Duration GRACE_MAX = Duration.ofDays(365);

	private static final int STORE_SECONDS = 60;

	private final MqttServerConfig config;

	private final Parts parts;

	private final List<SessionLoop> loops;

	private final List<SessionLoop> lobby;

	private final List<ExecutorService> owned = new ArrayList<>();

	private final @Nullable MqttSessionStore sessionStore;

	private final @Nullable MqttMessageStore messageStore;

	private final Broker broker;

	private final Sessions sessions;

	private final Handlers handlers;

	private final Lookout lookout;

	private final DelayedMessages delayed;

	private final Authorization authorization;

	private final ConnectionContext connections;

	private @Nullable OverloadWatch watch;

	private final Banishment banishment;

	private final Draining draining;

	Engine(MqttServerConfig config, Parts parts, List<SessionLoop> loops, List<SessionLoop> lobby) {
		this.config = config;
		this.parts = parts;
		this.loops = loops;
		this.lobby = lobby;
		List<MqttServerObserver> observers = new ArrayList<>(parts.observers);
		Executor handlerExecutor = executor(parts.handlerExecutor, config.name() + "-handler");
		this.handlers = new Handlers(handlerExecutor, config.limits(), Observers.of(parts.observers));
		Events events = new Events(parts.eventListeners, handlerExecutor, config.limits(),
				Observers.of(parts.observers));
		if (!parts.eventListeners.isEmpty()) {
			observers.add(events);
		}
		parts.connectStatusListeners.forEach((listener) -> observers.add(new ConnectStatus(listener, this.handlers)));
		MqttServerObserver observer = Observers.of(observers);
		this.messageStore = CarefulMessageStore.of(parts.messageStore, observer);
		this.sessionStore = CarefulSessionStore.of(parts.sessionStore, observer);
		this.broker = new Broker(config, this.messageStore, observer);
		this.lookout = new Lookout(events, config, this.broker.trail(), handlerExecutor, loops.get(0));
		parts.messageListeners.forEach((listener) -> this.broker.tap(new ListenerTap(listener, this.handlers)));
		this.sessions = new Sessions(
				new SessionContext(config, this.broker, observer, this.sessionStore, this.messageStore));
		this.delayed = new DelayedMessages(this.broker, config.limits());
		Executor authExecutor = authExecutor();
		this.authorization = new Authorization(parts.authorizers,
				config.authorization().otherwise() == MqttRule.Effect.ALLOW, authExecutor,
				config.limits().authQueueMax());
		Admission admission = new Admission(config, observer, this::millis, this::banned);
		this.banishment = new Banishment(admission, this.sessions);
		this.connections = new ConnectionContext(config, this.broker, this.sessions, this.delayed,
				authentication(authExecutor), this.authorization, admission, observer, new AtomicLong(),
				new AtomicLong());
		this.draining = new Draining(this.connections, loops.get(0),
				config.willsOnShutdown() || this.sessionStore == null);
	}

	private Authentication authentication(Executor executor) {
		List<MqttAuthenticator> authenticators = new ArrayList<>();
		if (!this.parts.authHandlers.isEmpty()) {
			authenticators.add(new PasswordAuthenticator(this.parts.authHandlers));
		}
		authenticators.addAll(this.parts.authenticators);
		return new Authentication(authenticators, executor, this.config.limits().authQueueMax(), this.config.attempts(),
				this::millis);
	}

	private Executor authExecutor() {
		return (this.parts.authenticates() || !this.parts.authorizers.isEmpty())
				? executor(this.parts.authExecutor, this.config.name() + "-auth") : Runnable::run;
	}

	private Executor executor(@Nullable Executor given, String name) {
		if (given != null) {
			return given;
		}
		ExecutorService threads = HandlerThreads.create(name);
		this.owned.add(threads);
		return threads;
	}

	ConnectionContext connections() {
		return this.connections;
	}

	Broker broker() {
		return this.broker;
	}

	Sessions sessions() {
		return this.sessions;
	}

	Handlers handlers() {
		return this.handlers;
	}

	List<SessionLoop> loops() {
		return this.loops;
	}

	long millis() {
		return this.loops.get(0).clock();
	}

	/**
	 * Bans somebody, and disconnects whom that hits.
	 * @throws IllegalStateException if there are too many bans
	 */
	void ban(MqttBan ban) {
		this.connections.admission().bans().add(ban);
		banned(ban);
	}

	private void banned(MqttBan ban) {
		this.banishment.of(ban);
	}

	// ------ start

	/**
	 * Reads the stores.
	 * @throws ExecutionException if one cannot be read
	 * @throws TimeoutException if it takes too long
	 */
	void restore() throws ExecutionException, TimeoutException, InterruptedException {
		MqttMessageStore messages = this.messageStore;
		Map<String, MqttWill> wills = Map.of();
		if (messages != null) {
			for (MqttMessageStore.Retained one : messages.loadRetained()
				.toCompletableFuture()
				.get(STORE_SECONDS, TimeUnit.SECONDS)) {
				this.broker.restore(Publication.restored(one.message(), null, one.expiresAtMillis(), false));
			}
			wills = messages.loadWills().toCompletableFuture().get(STORE_SECONDS, TimeUnit.SECONDS);
		}
		Map<String, MqttStoredSession> stored = (this.sessionStore != null)
				? this.sessionStore.load().toCompletableFuture().get(STORE_SECONDS, TimeUnit.SECONDS) : Map.of();
		restore(stored, wills);
		for (Map.Entry<String, MqttWill> each : wills.entrySet()) {
			if (!stored.containsKey(each.getKey())) {
				fire(each.getKey(), each.getValue());
			}
		}
	}

	// Its session ended with the connection, and that with the process. [MQTT-3.1.2-8]
	private void fire(String clientId, MqttWill will) {
		java.util.Objects.requireNonNull(this.messageStore).removeWill(clientId);
		if (this.authorization.isPresent()) {
			this.broker.refuseLeft(will.message(), clientId); // nobody knows who it was
		}
		else {
			this.broker.publish(Publication.of(will.message(), clientId, millis()), millis());
		}
	}

	private void restore(Map<String, MqttStoredSession> stored, Map<String, MqttWill> wills)
			throws TimeoutException, InterruptedException {
		CountDownLatch restored = new CountDownLatch(stored.size());
		int index = 0;
		for (Map.Entry<String, MqttStoredSession> each : stored.entrySet()) {
			SessionLoop loop = this.loops.get(index++ % this.loops.size());
			MqttWill will = wills.get(each.getKey());
			Permissions permissions = permissions(each.getKey(), each.getValue());
			loop.execute(() -> {
				this.sessions.restore(each.getKey(), each.getValue(), will, permissions, loop);
				restored.countDown();
			});
		}
		if (!restored.await(STORE_SECONDS, TimeUnit.SECONDS)) {
			throw new TimeoutException("the sessions were not restored in time");
		}
	}

	private @Nullable Permissions permissions(String clientId, MqttStoredSession stored) {
		if (!this.authorization.isPresent()) {
			return null;
		}
		MqttIdentity known = stored.identity();
		return this.authorization.askNow((known != null) ? known : MqttIdentity.anonymous(clientId));
	}

	// ------ permissions

	CompletableFuture<Void> refreshPermissions() {
		return this.authorization.refresh().handle((done, failure) -> {
			CompletableFuture<Void> applied = CompletableFuture
				.allOf(this.sessions.all().stream().map(Engine::applyPermissions).toArray(CompletableFuture<?>[]::new));
			return (failure != null) ? applied.thenCompose((nothing) -> CompletableFuture.<Void>failedFuture(failure))
					: applied;
		}).thenCompose((applied) -> applied);
	}

	private static CompletableFuture<Void> applyPermissions(Session session) {
		CompletableFuture<Void> applied = new CompletableFuture<>();
		session.run(() -> {
			try {
				Revocation.apply(session);
				applied.complete(null);
			}
			catch (RuntimeException ex) {
				session.disconnect(MqttReasonCode.UNSPECIFIED_ERROR, "an error in the server");
				applied.completeExceptionally(ex);
			}
		});
		return applied;
	}

	/** Tells that something happened to the server itself. */
	void happened(MqttEvent event) {
		this.connections.observer().happened(event);
	}

	/** Begins to look after the load of the machine, until the engine is shut down. */
	void watch(IntSupplier directMemoryPercent) {
		if (this.config.overload().enabled()) {
			this.watch = new OverloadWatch(this.broker.overload(), new LoopDelay(this.loops),
					HeapAfterCollection.ofThisJvm(), directMemoryPercent, this::millis,
					this.config.name() + "-overload");
			this.watch.start();
		}
	}

	// ------ stop

	/**
	 * Tells all clients to go, and waits for that; at most until the grace period ends.
	 */
	void drain() throws InterruptedException {
		if (this.watch != null) {
			this.watch.stop();
		}
		long deadline = System.nanoTime() + graceNanos();
		MqttDrain how = this.draining.how();
		this.draining.announce(how, true);
		List<Session> all = List.copyOf(this.sessions.all());
		await(this.draining.settleWills(all), deadline);
		await(this.draining.sendAway(all, how, "the server stops"), deadline);
		while (!isQuiet() && System.nanoTime() - deadline < 0) {
			TimeUnit.MILLISECONDS.sleep(5);
		}
	}

	// a duration may be more than nanoseconds can say
	private long graceNanos() {
		Duration grace = this.config.shutdownGrace();
		return (grace.compareTo(GRACE_MAX) < 0) ? grace.toNanos() : GRACE_MAX.toNanos();
	}

	private boolean isQuiet() {
		return this.connections.closed().get() == this.connections.accepted().get() && this.handlers.isIdle()
				&& this.lookout.isIdle();
	}

	private static void await(CompletableFuture<Void> done, long deadline) throws InterruptedException {
		try {
			done.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.info("MQTT-1004 Not all clients could be told in time that the server stops");
		}
	}

	/** Returns where one looks at what happens. */
	Lookout lookout() {
		return this.lookout;
	}

	/** Returns who sends clients away. */
	Draining draining() {
		return this.draining;
	}

	/** Ends the threads of the server's own. */
	void shutdown() throws InterruptedException {
		this.lookout.end();
		for (ExecutorService threads : this.owned) {
			threads.shutdown();
			if (!threads.awaitTermination(graceNanos(), TimeUnit.NANOSECONDS)) {
				threads.shutdownNow();
			}
		}
	}

	// ------ views

	MqttServerStatistics statistics() {
		Tally tally = new Tally(this.loops, this.lobby, this.sessions.all());
		List<Long> received = tally.byType(LoopCounters::received);
		List<Long> sent = tally.byType(LoopCounters::sent);
		long closed = this.connections.closed().get();
		long accepted = this.connections.accepted().get();
		return new MqttServerStatistics(accepted, closed, accepted - closed, tally.of(LoopCounters::handledPackets),
				tally.of(LoopCounters::handledBytes), Tally.sum(received),
				Tally.sum(tally.byType(LoopCounters::receivedBytes)), Tally.sum(sent),
				Tally.sum(tally.byType(LoopCounters::sentBytes)), this.sessions.size(), this.sessions.connectedCount(),
				this.broker.subscriptions(), this.broker.retainedMessages(), this.broker.retainedBytes(),
				this.delayed.size(), tally.queuedMessages(), tally.queuedBytes(), tally.inflight(), received, sent,
				tally.byQos(LoopCounters::messagesIn), tally.byQos(LoopCounters::messagesOut),
				this.broker.overload().state(), this.draining.isOn(), this.lookout.slowSubscribers().size());
	}

	boolean publishTo(String clientId, MqttMessage message) {
		Session session = this.sessions.find(clientId);
		return session != null
				&& this.broker.publishTo(session, Publication.of(message.withRetain(false), null, millis()));
	}

}
