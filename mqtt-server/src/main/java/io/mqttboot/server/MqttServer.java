package io.mqttboot.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttListenerConfig.Kind;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Offering;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.transport.Listeners;
import io.mqttboot.server.spi.MqttEvent;
import org.jspecify.annotations.Nullable;

/**
 * A broker in this process. Built by {@link #create()}; may be started and stopped again
 * and again. Thread-safe.
 */
public final class MqttServer {

	private static final long RELIEF_MILLIS = 1000;

	private final MqttServerConfig config;

	private final Parts parts;

	private final MqttBans bans = new MqttBans(this::running);

	private final Object lifecycle = new Object();

	private volatile @Nullable Engine engine;

	private volatile @Nullable Listeners listeners;

	MqttServer(MqttServerConfig config, Parts parts) {
		this.config = config;
		this.parts = parts;
	}

	/**
	 * Starts to build a server.
	 * @return a builder
	 */
	public static MqttServerBuilder create() {
		return new MqttServerBuilder();
	}

	/**
	 * Opens the ports and returns when they are open. Does nothing if the server runs.
	 * @return this server
	 * @throws MqttServerStartException if a port cannot be opened, a store cannot be
	 * read, or the configuration is refused
	 */
	public MqttServer start() {
		synchronized (this.lifecycle) {
			if (this.engine == null) {
				new Start(this.config, this.parts).run(this::started);
			}
		}
		return this;
	}

	/**
	 * Stops accepting, tells every client to go (0x8B), waits for what is on its way, and
	 * closes the ports; returns when that is done. Does nothing if the server is stopped.
	 */
	public void stop() {
		synchronized (this.lifecycle) {
			Listeners open = this.listeners;
			Engine running = this.engine;
			if (running == null || open == null) {
				return;
			}
			open.close();
			try {
				running.drain();
				running.happened(new MqttEvent.ServerStopped());
				running.shutdown();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.engine = null;
			this.listeners = null;
			open.shutdown();
		}
	}

	/**
	 * Returns whether the ports are open.
	 * @return whether the server runs
	 */
	public boolean isRunning() {
		return this.engine != null;
	}

	/**
	 * Returns how the server is set up.
	 * @return the configuration
	 */
	public MqttServerConfig config() {
		return this.config;
	}

	/**
	 * Returns the port that the first plain TCP listener is bound to.
	 * @return the port, -1 if there is none or the server is stopped
	 */
	public int port() {
		return port(Kind.TCP, false);
	}

	/**
	 * Returns the port that the first plain WebSocket listener is bound to.
	 * @return the port, -1 if there is none or the server is stopped
	 */
	public int webSocketPort() {
		return port(Kind.WEBSOCKET, false);
	}

	/**
	 * Returns the port that the first TCP listener with TLS is bound to.
	 * @return the port, -1 if there is none or the server is stopped
	 */
	public int securePort() {
		return port(Kind.TCP, true);
	}

	/**
	 * Returns the port that the first WebSocket listener with TLS is bound to.
	 * @return the port, -1 if there is none or the server is stopped
	 */
	public int secureWebSocketPort() {
		return port(Kind.WEBSOCKET, true);
	}

	/**
	 * Sends a message to one client, at QoS 1, if one of its subscriptions matches.
	 * @param clientId the client
	 * @param topic the topic name
	 * @param payload the payload
	 * @return whether the client has a session and a subscription that matches
	 */
	public boolean publish(String clientId, String topic, ByteBuffer payload) {
		return publish(clientId, MqttMessage.of(topic, payload, MqttQos.AT_LEAST_ONCE, false));
	}

	/**
	 * Sends a message to one client, at QoS 1, if one of its subscriptions matches.
	 * @param clientId the client
	 * @param topic the topic name
	 * @param payload the payload
	 * @return whether the client has a session and a subscription that matches
	 */
	public boolean publish(String clientId, String topic, byte[] payload) {
		return publish(clientId, topic, ByteBuffer.wrap(payload));
	}

	/**
	 * Sends a message to one client, at QoS 1, if one of its subscriptions matches.
	 * @param clientId the client
	 * @param topic the topic name
	 * @param payload the payload, sent as UTF-8
	 * @return whether the client has a session and a subscription that matches
	 */
	public boolean publish(String clientId, String topic, String payload) {
		return publish(clientId, topic, payload.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends a message to one client if one of its subscriptions matches.
	 * @param clientId the client
	 * @param message the message
	 * @return whether the client has a session and a subscription that matches
	 */
	public boolean publish(String clientId, MqttMessage message) {
		MqttTopicFilter.checkTopicName(message.topic());
		return running().publishTo(clientId, message);
	}

	/**
	 * Publishes a message at QoS 1 to all who subscribed to it.
	 * @param topic the topic name
	 * @param payload the payload
	 * @return whether anybody had subscribed
	 */
	public boolean publishAll(String topic, ByteBuffer payload) {
		return publish(MqttMessage.of(topic, payload, MqttQos.AT_LEAST_ONCE, false));
	}

	/**
	 * Publishes a message at QoS 1 to all who subscribed to it.
	 * @param topic the topic name
	 * @param payload the payload
	 * @return whether anybody had subscribed
	 */
	public boolean publishAll(String topic, byte[] payload) {
		return publishAll(topic, ByteBuffer.wrap(payload));
	}

	/**
	 * Publishes a message at QoS 1 to all who subscribed to it.
	 * @param topic the topic name
	 * @param payload the payload, sent as UTF-8
	 * @return whether anybody had subscribed
	 */
	public boolean publishAll(String topic, String payload) {
		return publishAll(topic, payload.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Publishes a message as if a client had: retained if it says so, queued for sessions
	 * that are offline.
	 * @param message the message
	 * @return whether anybody had subscribed
	 */
	public boolean publish(MqttMessage message) {
		MqttTopicFilter.checkTopicName(message.topic());
		Engine running = running();
		long now = running.millis();
		Offering offering = running.broker().publish(Publication.of(message, null, now), now);
		if (offering.pressure() != null) {
			awaitRelief(offering.pressure());
		}
		return offering.receivers() > 0;
	}

	/**
	 * Subscribes the application itself, without a socket. Retained messages that match
	 * come first.
	 * @param filter the topic filter, {@code $share/…} and {@code $queue/…} included
	 * @param qos the highest quality of service to receive
	 * @param handler takes the messages, on the handler executor, in order for each
	 * publisher
	 * @return the subscription; closing it ends it
	 */
	public MqttServerSubscription subscribe(String filter, MqttQos qos, MqttServerMessageHandler handler) {
		return subscribe(filter, qos, false, handler);
	}

	/**
	 * Subscribes the application itself, without a socket. Retained messages that match
	 * come first.
	 * @param filter the topic filter, {@code $share/…} and {@code $queue/…} included
	 * @param qos the highest quality of service to receive
	 * @param retainAsPublished whether the retain flag is handed on as the publisher set
	 * it, otherwise it is set only on messages that were retained before
	 * @param handler takes the messages, on the handler executor, in order for each
	 * publisher
	 * @return the subscription; closing it ends it
	 * @throws IllegalStateException if the server is stopped, or the filter is exclusive
	 * and somebody else has it
	 */
	public MqttServerSubscription subscribe(String filter, MqttQos qos, boolean retainAsPublished,
			MqttServerMessageHandler handler) {
		return LocalSubscription.open(running(), MqttTopicFilter.of(filter), qos, retainAsPublished, handler);
	}

	/**
	 * Returns the sessions, connected or not, as they are about now.
	 * @return a copy
	 */
	public List<MqttServerSession> sessions() {
		Engine running = running();
		return SessionViews.of(List.copyOf(running.sessions().all()));
	}

	/**
	 * Returns the session of a client.
	 * @param clientId the client
	 * @return its session, connected or not
	 */
	public Optional<MqttServerSession> session(String clientId) {
		Session session = running().sessions().find(clientId);
		return (session != null) ? SessionViews.of(List.of(session)).stream().findFirst() : Optional.empty();
	}

	/**
	 * Closes the connection of a client; its session stays as long as it may.
	 * @param clientId the client
	 * @param reason what an MQTT 5 client is told
	 * @return whether it was connected
	 */
	public boolean disconnect(String clientId, MqttReasonCode reason) {
		Session session = running().sessions().find(clientId);
		boolean connected = session != null && session.isReachable();
		if (session != null) {
			session.run(() -> session.disconnect(reason, "the application asked for it"));
		}
		return connected;
	}

	/**
	 * Asks the authorizers again what each client may do, and applies it: later messages
	 * are refused, subscriptions that are not allowed any more are removed, and messages
	 * that wait and that the client may not have are dropped. Nobody is disconnected, but
	 * those of which it could not be found out. Returns at once.
	 * @return completed when all clients have their new permissions; with an exception if
	 * those of some could not be found out, which may do nothing then
	 */
	public CompletableFuture<Void> refreshPermissions() {
		return running().refreshPermissions();
	}

	/**
	 * Returns who is kept out, to look at and to change.
	 * @return the bans of this server, also after it was started again
	 */
	public MqttBans bans() {
		return this.bans;
	}

	/**
	 * Returns what an operator does with the server while it runs.
	 * @return the operator's desk, until the server stops
	 * @throws IllegalStateException if the server is stopped
	 */
	public MqttServerAdministration administration() {
		return new MqttServerAdministration(running());
	}

	/**
	 * Returns what happened since the server was started.
	 * @return the figures as they are about now
	 */
	public MqttServerStatistics statistics() {
		Engine running = this.engine;
		return (running != null) ? running.statistics() : MqttServerStatistics.NONE;
	}

	Parts parts() {
		return this.parts;
	}

	private void started(Engine running, Listeners open) {
		this.listeners = open;
		this.engine = running;
	}

	private Engine running() {
		Engine running = this.engine;
		if (running == null) {
			throw new IllegalStateException("the server is not running");
		}
		return running;
	}

	private int port(Kind kind, boolean secure) {
		Listeners open = this.listeners;
		List<Integer> ports = (open != null) ? open.ports() : List.of();
		for (int i = 0; i < ports.size(); i++) {
			MqttListenerConfig listener = this.config.listeners().get(i);
			if (listener.kind() == kind && listener.isSecure() == secure) {
				return ports.get(i);
			}
		}
		return -1;
	}

	// The application is a publisher, too: it waits while mail piles up, but not for
	// ever, and
	// never on an event loop.
	private void awaitRelief(Pressure pressure) {
		Listeners open = this.listeners;
		if (open == null || open.isOnLoop()) {
			return;
		}
		CountDownLatch relieved = new CountDownLatch(1);
		pressure.await(relieved::countDown);
		try {
			relieved.await(RELIEF_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
