package io.mqttboot.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.MqttClientState.Phase;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.internal.connection.Callouts;
import io.mqttboot.client.internal.connection.ClientThreads;
import io.mqttboot.client.internal.connection.GuardedFuture;
import io.mqttboot.client.internal.connection.NettyClientLoop;
import io.mqttboot.client.internal.connection.NettyConnector;
import io.mqttboot.client.internal.session.ClientSession;
import io.mqttboot.client.internal.session.Reconnector;
import io.mqttboot.client.internal.session.Terms;
import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttClientStatistics;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttPublishing;
import io.mqttboot.client.spi.MqttTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a client put together: its loop, its session, what keeps it connected, and
 * the state that others read.
 */
final class ClientEngine {

	private static final int STOP_SECONDS = 5;

	private final List<MqttClientConnectionListener> listeners;

	private final MqttClientObserver observer;

	private final @Nullable StoredOutbox stored;

	private final ClientThreads threads;

	private final @Nullable ExecutorService ownHandlers;

	private final NettyClientLoop loop;

	private final ClientSession session;

	private final Reconnector reconnector;

	private volatile MqttClientState state;

	private volatile CompletableFuture<MqttClientState> connected = new GuardedFuture<>();

	ClientEngine(MqttClientConfig config, Parts parts) {
		this.listeners = parts.listeners();
		this.observer = parts.observer();
		this.stored = StoredOutbox.open(config); // first, because it can fail
		this.threads = ClientThreads.acquire();
		Executor handlerExecutor = parts.handlerExecutor();
		this.ownHandlers = (handlerExecutor == null) ? handlers(config) : null;
		this.loop = this.threads.nextLoop();
		this.session = new ClientSession(config, this.loop,
				(handlerExecutor != null) ? handlerExecutor : Objects.requireNonNull(this.ownHandlers),
				this.threads.results(), GuardedFuture::new, this.observer,
				(this.stored != null) ? this.stored.journal() : null);
		NettyConnector connector = new NettyConnector(config, this.loop, this.threads.lookups(),
				new Callouts(this.observer, parts.credentials(), parts.authenticator(), this.threads.callouts()));
		connector.session(this.session);
		this.state = new MqttClientState(Phase.DISCONNECTED, null, config.clientId(), Instant.now(), null, false,
				Map.of());
		this.reconnector = new Reconnector(config, this.loop, connector, this.session, new StateEvents(),
				() -> ThreadLocalRandom.current().nextDouble());
		this.observer.started(this::statistics);
	}

	private static ExecutorService handlers(MqttClientConfig config) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(config.handlerThreads(), config.handlerThreads(), 10,
				TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, "mqtt-client-handler-" + config.clientId());
					thread.setDaemon(true);
					return thread;
				});
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	CompletableFuture<MqttPublishResult> publish(MqttMessage message) {
		CompletableFuture<MqttPublishResult> result = this.session.publish(message);
		watch(message, result);
		return result;
	}

	MqttPublishing store(MqttMessage message) {
		MqttPublishing steps = this.session.store(message);
		watch(message, steps.delivered());
		return steps;
	}

	private void watch(MqttMessage message, CompletableFuture<MqttPublishResult> result) {
		if (this.observer != MqttClientObserver.NONE) {
			observe(result, message.qos(), System.nanoTime());
		}
		if (!this.listeners.isEmpty()) {
			result.thenRun(() -> this.listeners.forEach((each) -> each.deliveryComplete(message.topic())));
		}
	}

	private void observe(CompletableFuture<MqttPublishResult> result, MqttQos qos, long begun) {
		result.whenComplete((done, failure) -> {
			long nanos = System.nanoTime() - begun;
			if (failure == null) {
				this.observer.messagePublished(qos, done.state(), nanos);
			}
			else {
				this.observer.messageFailed(qos, (failure instanceof MqttClientException known) ? known.reasonCode()
						: MqttReasonCode.UNSPECIFIED_ERROR, nanos);
			}
		});
	}

	MqttClientStatistics statistics() {
		return this.session.statistics(this.state.phase() == Phase.CONNECTED);
	}

	ClientSession session() {
		return this.session;
	}

	MqttClientState state() {
		MqttClientState now = this.state;
		return new MqttClientState(now.phase(), now.serverUri(), now.clientId(), now.since(), now.lastFailure(),
				now.twinSuspected(), this.session.refusedFilters());
	}

	CompletableFuture<MqttClientState> connected() {
		return this.connected.copy();
	}

	void connect() {
		this.loop.execute(this.reconnector::connect);
	}

	/** Connects; what comes of that, and not of an attempt before it. */
	CompletableFuture<MqttClientState> connecting() {
		CompletableFuture<MqttClientState> outcome = new GuardedFuture<>();
		this.loop.execute(() -> {
			this.reconnector.connect();
			this.connected.whenComplete((state, failure) -> {
				if (state != null) {
					outcome.complete(state);
				}
				else {
					outcome.completeExceptionally(failure);
				}
			});
		});
		return outcome;
	}

	CompletableFuture<Void> reauthenticate() {
		CompletableFuture<Void> told = new GuardedFuture<>();
		CompletableFuture<Void> done = new CompletableFuture<>();
		done.whenComplete((nothing, failure) -> this.session.tell(() -> {
			if (failure == null) {
				told.complete(null);
			}
			else {
				told.completeExceptionally(failure);
			}
		}));
		this.loop.execute(() -> this.reconnector.reauthenticate(done));
		return told;
	}

	void disconnect() {
		this.loop.execute(this.reconnector::disconnect);
	}

	void stop() {
		CompletableFuture<Void> done = new CompletableFuture<>();
		MqttClientException cause = new MqttClientException(MqttReasonCode.SUCCESS, "the client is stopped");
		Runnable end = () -> {
			this.reconnector.disconnect();
			this.state = state(Phase.STOPPED, this.state.serverUri(), this.state.lastFailure());
			CompletableFuture<MqttClientState> waited = this.connected;
			this.session.tell(() -> waited.completeExceptionally(cause));
			this.session.end(cause);
			done.complete(null);
		};
		if (this.loop.isCurrent()) {
			end.run();
		}
		else {
			this.loop.execute(end);
		}
		try {
			done.get(STOP_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR, "the client does not stop", ex);
		}
		finally {
			if (this.stored != null) {
				this.stored.close(Duration.ofSeconds(STOP_SECONDS));
			}
			if (this.ownHandlers != null) {
				this.ownHandlers.shutdown();
			}
			this.threads.release();
			this.observer.stopped();
		}
	}

	/** Waits for a future, unless that would wait for ever. */
	<T> T await(CompletableFuture<T> future, Duration max) {
		if (!future.isDone()) {
			ClientThreads.checkMayWait();
		}
		try {
			return future.get(max.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new MqttTimeoutException("nothing within " + max);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof MqttClientException known) {
				throw known;
			}
			throw new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR, String.valueOf(ex.getCause()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR, "interrupted", ex);
		}
	}

	private MqttClientState state(Phase phase, @Nullable String serverUri, @Nullable MqttClientException failure) {
		MqttClientState before = this.state;
		return new MqttClientState(phase, serverUri, before.clientId(),
				(phase == before.phase()) ? before.since() : Instant.now(), failure, before.twinSuspected(),
				before.refusedFilters());
	}

	/** Keeps the state, and tells listeners; on the loop. */
	private final class StateEvents implements Reconnector.Events {

		@Override
		public void connecting(MqttServerUri uri) {
			ClientEngine.this.state = state(Phase.CONNECTING, uri.toString(), ClientEngine.this.state.lastFailure());
			if (ClientEngine.this.connected.isDone()) {
				ClientEngine.this.connected = new GuardedFuture<>();
			}
		}

		@Override
		public void connected(MqttServerUri uri, Terms terms, boolean again) {
			MqttClientState before = ClientEngine.this.state;
			MqttClientState now = new MqttClientState(Phase.CONNECTED, uri.toString(), terms.clientId(), Instant.now(),
					before.lastFailure(), before.twinSuspected(), before.refusedFilters());
			ClientEngine.this.state = now;
			ClientEngine.this.observer.connected(uri.toString(), again);
			CompletableFuture<MqttClientState> waited = ClientEngine.this.connected;
			tell((listener) -> listener.connected(again, uri.toString()));
			ClientEngine.this.session.tell(() -> waited.complete(now));
		}

		@Override
		public void ended(MqttServerUri uri, MqttClientException cause, boolean lost) {
			ClientEngine.this.state = state(Phase.CONNECTING, uri.toString(), cause);
			if (lost) {
				ClientEngine.this.connected = new GuardedFuture<>();
				tell((listener) -> listener.connectionLost(cause));
				ClientEngine.this.observer.disconnected(uri.toString(), cause);
			}
			else {
				ClientEngine.this.observer.attemptFailed(uri.toString(), cause);
			}
		}

		@Override
		public void rests(@Nullable MqttClientException cause) {
			MqttClientState before = ClientEngine.this.state;
			if (before.phase() == Phase.CONNECTED && before.serverUri() != null) {
				ClientEngine.this.observer.disconnected(before.serverUri(), cause);
			}
			ClientEngine.this.state = state(Phase.DISCONNECTED, ClientEngine.this.state.serverUri(),
					(cause != null) ? cause : ClientEngine.this.state.lastFailure());
			CompletableFuture<MqttClientState> waited = ClientEngine.this.connected;
			if (cause != null) {
				ClientEngine.this.session.tell(() -> waited.completeExceptionally(cause));
			}
			else if (waited.isDone()) {
				ClientEngine.this.connected = new GuardedFuture<>();
			}
		}

		@Override
		public void twin() {
			MqttClientState now = ClientEngine.this.state;
			ClientEngine.this.state = new MqttClientState(now.phase(), now.serverUri(), now.clientId(), now.since(),
					now.lastFailure(), true, now.refusedFilters());
		}

		private void tell(Consumer<MqttClientConnectionListener> what) {
			for (MqttClientConnectionListener each : ClientEngine.this.listeners) {
				ClientEngine.this.session.tell(() -> what.accept(each));
			}
		}

	}

}
