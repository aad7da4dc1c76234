package io.mqttboot.client.internal.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.spi.MqttClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a client connected: the first attempt and all later ones, one server after the
 * other, with a growing delay between two attempts. On the loop.
 */
public final class Reconnector {

	private static final Logger logger = LoggerFactory.getLogger(Reconnector.class);

	// A connection that ends sooner counts as an attempt that failed.
	private static final long STABLE_MILLIS = 10_000;

	// So many short lives in a row look like another client with the same id.
	private static final int SHORT_LIVES_MAX = 3;

	private final MqttClientConfig config;

	private final ClientLoop loop;

	private final Connector connector;

	private final ClientSession session;

	private final Events events;

	private final DoubleSupplier chance;

	private final Servers servers;

	private boolean wanted;

	private Connector.@Nullable Attempt attempt;

	private ClientLoop.@Nullable Timer timer;

	private ClientLoop.@Nullable Timer ticker;

	private int failures;

	private int shortLives;

	private boolean connectedBefore;

	private long connectedAt;

	/**
	 * Is told how a client's connections come and go, on the loop.
	 */
	public interface Events {

		/** An attempt begins. */
		void connecting(MqttServerUri uri);

		/** The server has let the client in. */
		void connected(MqttServerUri uri, Terms terms, boolean again);

		/** An attempt failed, or (lost) a connection ended. */
		void ended(MqttServerUri uri, MqttClientException cause, boolean lost);

		/** There will be no further attempt unless somebody asks for one. */
		void rests(@Nullable MqttClientException cause);

		/** Another client seems to use the same client id. */
		void twin();

	}

	/**
	 * Creates a reconnector that does nothing until {@link #connect}.
	 * @param config how the client is set up
	 * @param loop its loop
	 * @param connector makes connections
	 * @param session is attached to them
	 * @param events is told
	 * @param chance random numbers, 0 to 1
	 */
	public Reconnector(MqttClientConfig config, ClientLoop loop, Connector connector, ClientSession session,
			Events events, DoubleSupplier chance) {
		this.config = config;
		this.loop = loop;
		this.connector = connector;
		this.session = session;
		this.events = events;
		this.chance = chance;
		this.servers = new Servers(config.serverUris());
	}

	/** Connects, and stays connected if the configuration says so. */
	public void connect() {
		if (!this.wanted) {
			this.wanted = true;
			this.failures = 0;
			this.shortLives = 0;
			attempt();
		}
	}

	/** Ends the connection and all attempts. */
	public void disconnect() {
		if (this.wanted) {
			this.wanted = false;
			cancelTimer();
			Connector.Attempt there = this.attempt;
			this.attempt = null;
			left();
			if (there != null) {
				there.close();
			}
			this.events.rests(null);
		}
	}

	/** Does enhanced authentication once more. */
	public void reauthenticate(CompletableFuture<Void> done) {
		Connector.Attempt there = this.attempt;
		if (there == null) {
			done.completeExceptionally(
					new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR, "the client is not connected"));
		}
		else {
			there.reauthenticate(done);
		}
	}

	private void attempt() {
		MqttServerUri target = this.servers.current();
		this.timer = null;
		this.events.connecting(target);
		Life life = new Life(target);
		Connector.Attempt begun = this.connector.open(target, life);
		if (!life.over) {
			this.attempt = begun;
		}
	}

	private void left() {
		if (this.ticker != null) {
			this.ticker.cancel();
			this.ticker = null;
			this.session.disconnected();
		}
	}

	private void tick() {
		this.session.tick();
		if (this.ticker != null) {
			this.ticker = this.loop.schedule(1_000, this::tick);
		}
	}

	private void again(MqttClientException cause) {
		if (cause instanceof Redirected redirect && this.config.followRedirects() && this.servers.follow(redirect)) {
			logger.info("Client '{}' is sent to {}{}", this.config.clientId(), this.servers.current(),
					redirect.isPermanent() ? " for good" : "");
			this.timer = this.loop.schedule(1, this::attempt);
			return;
		}
		boolean hopeless = cause.reasonCode() == MqttReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
		if (hopeless || !this.config.automaticReconnect()) {
			this.wanted = false;
			this.events.rests(cause);
			return;
		}
		this.failures++;
		this.servers.next();
		// a whole round of servers fails before it waits longer
		int rounds = 1 + (this.failures - 1) / this.servers.size();
		long millis = this.config.reconnect().delayMillis(rounds, this.chance.getAsDouble());
		logger.info("Client '{}' tries {} in {} ms", this.config.clientId(), this.servers.current(), millis);
		this.timer = this.loop.schedule(millis, this::attempt);
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	/** One attempt, and the connection that comes of it. */
	private final class Life implements Connector.Watcher {

		private final MqttServerUri target;

		private boolean accepted;

		private boolean over;

		private Life(MqttServerUri target) {
			this.target = target;
		}

		@Override
		public void connected(ServerLink link, Terms terms) {
			Reconnector self = Reconnector.this;
			if (!self.wanted) {
				return; // it is being closed
			}
			this.accepted = true;
			self.connectedAt = self.loop.millis();
			boolean again = self.connectedBefore;
			self.connectedBefore = true;
			logger.info("Client '{}' is connected to {}{}", terms.clientId(), this.target,
					terms.sessionPresent() ? ", its session is present" : "");
			self.ticker = self.loop.schedule(1_000, self::tick);
			self.events.connected(this.target, terms, again);
			self.session.connected(link, terms);
		}

		@Override
		public void ended(MqttClientException cause) {
			Reconnector self = Reconnector.this;
			if (this.over) {
				return;
			}
			this.over = true;
			self.attempt = null;
			self.left();
			if (!self.wanted) {
				return;
			}
			logger.warn("Client '{}' {} {}: {}", self.config.clientId(),
					this.accepted ? "lost its connection to" : "cannot connect to", this.target, cause.getMessage());
			self.events.ended(this.target, cause, this.accepted);
			judge(cause);
			self.again(cause);
		}

		// Two clients with one id throw each other out without end.
		private void judge(MqttClientException cause) {
			Reconnector self = Reconnector.this;
			if (!this.accepted || cause instanceof Redirected) {
				return; // sent away by its server, not thrown out by a twin
			}
			if (self.loop.millis() - self.connectedAt >= STABLE_MILLIS
					&& cause.reasonCode() != MqttReasonCode.SESSION_TAKEN_OVER) {
				self.failures = 0;
				self.shortLives = 0;
				self.servers.settled();
				return;
			}
			if (++self.shortLives == SHORT_LIVES_MAX) {
				logger.error(
						"Client '{}' is thrown out again and again ({}): does another client use the same client id?",
						self.config.clientId(), cause.getMessage());
				self.events.twin();
			}
		}

	}

}
