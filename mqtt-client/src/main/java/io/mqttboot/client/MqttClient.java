package io.mqttboot.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttText;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.MqttClientState.Phase;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.session.Route;
import io.mqttboot.client.internal.session.Wish;
import io.mqttboot.client.spi.MqttClientMessageListener;
import io.mqttboot.client.spi.MqttClientStatistics;
import io.mqttboot.client.spi.MqttMessageHandler;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttPublishing;
import io.mqttboot.client.spi.MqttSubscriptionOptions;

/**
 * An MQTT client. It connects when it is told to, keeps trying until it is connected, and
 * connects again when it was thrown out; what is subscribed and published meanwhile is
 * kept. All methods may be called from any thread and return at once, those apart that
 * say otherwise.
 */
public final class MqttClient implements MqttPublisher, AutoCloseable {

	private final MqttClientConfig config;

	private final ClientEngine engine;

	private final AtomicBoolean stopped = new AtomicBoolean();

	MqttClient(MqttClientConfig config, Parts parts) {
		this.config = config;
		this.engine = new ClientEngine(config, parts);
	}

	/**
	 * Begins to build a client.
	 * @return a builder
	 */
	public static MqttClientBuilder create() {
		return new MqttClientBuilder();
	}

	// ------ life

	/**
	 * Connects, now or as soon as a server can be reached.
	 * @return this client
	 * @throws IllegalStateException if the client is stopped
	 */
	public MqttClient connect() {
		requireNotStopped();
		this.engine.connect();
		return this;
	}

	private void requireNotStopped() {
		if (this.stopped.get()) {
			throw new IllegalStateException("the client is stopped: build another one");
		}
	}

	/**
	 * Returns what completes with the next connection, or is complete if there is one; it
	 * fails when no further attempt is made.
	 * @return the future
	 */
	public CompletableFuture<MqttClientState> connected() {
		return this.engine.connected();
	}

	/**
	 * Connects and waits for it.
	 * @param max how long
	 * @return this client
	 * @throws io.mqttboot.client.spi.MqttClientException if there is no connection in
	 * time; the client keeps trying
	 * @throws IllegalStateException as {@link #blocking} says
	 */
	public MqttClient connectAndWait(Duration max) {
		requireNotStopped();
		this.engine.await(this.engine.connecting(), max);
		return this;
	}

	/**
	 * Returns this client for callers who wait. No method of it, nor any wait for a
	 * future of this client, is allowed on the threads that complete futures (where
	 * futures are chained and connection listeners are called): that would wait for ever,
	 * so it throws {@link IllegalStateException} instead. Handlers of messages may wait.
	 * @param max how long each call waits at most
	 * @return a view of this client
	 */
	public MqttBlockingClient blocking(Duration max) {
		return new MqttBlockingClient(this, this.engine, positive(max));
	}

	/**
	 * Says DISCONNECT, and makes no further attempt until {@link #reconnect}. Messages
	 * and subscriptions are kept.
	 */
	public void disconnect() {
		this.engine.disconnect();
	}

	/**
	 * Connects again after {@link #disconnect}, and subscribes to what the server lost.
	 */
	public void reconnect() {
		connect();
	}

	/**
	 * Does enhanced authentication once more (MQTT 5.0, 4.12.1).
	 * @return completes when the server is content; otherwise it fails, and the
	 * connection ends if there is one
	 */
	public CompletableFuture<Void> reauthenticate() {
		return this.engine.reauthenticate();
	}

	/**
	 * Ends the client for good; what is not delivered fails, and so does everything else
	 * that is not answered. What is in a file outbox stays there. Waits until its threads
	 * have nothing to do any more, a few seconds at most.
	 */
	public void stop() {
		if (this.stopped.compareAndSet(false, true)) {
			this.engine.stop();
		}
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * Returns whether the server has let the client in.
	 * @return {@code true} while it is connected
	 */
	public boolean isConnected() {
		return this.engine.state().phase() == Phase.CONNECTED;
	}

	/**
	 * Returns how the client stands with its server.
	 * @return the state at this moment
	 */
	public MqttClientState state() {
		return this.engine.state();
	}

	/**
	 * Returns what there is in the client.
	 * @return the figures of this moment
	 */
	public MqttClientStatistics statistics() {
		return this.engine.statistics();
	}

	/**
	 * Returns how the client is set up.
	 * @return the configuration
	 */
	public MqttClientConfig config() {
		return this.config;
	}

	// ------ subscriptions

	/**
	 * Subscribes at QoS 0.
	 * @param filter the topic filter
	 * @param handler who handles the messages
	 * @return the server's answer, when it comes
	 */
	public CompletableFuture<Map<String, MqttReasonCode>> subQos0(String filter, MqttMessageHandler handler) {
		return subscribe(filter, MqttQos.AT_MOST_ONCE, handler);
	}

	/**
	 * Subscribes at QoS 1.
	 * @param filter the topic filter
	 * @param handler who handles the messages
	 * @return the server's answer, when it comes
	 */
	public CompletableFuture<Map<String, MqttReasonCode>> subQos1(String filter, MqttMessageHandler handler) {
		return subscribe(filter, MqttQos.AT_LEAST_ONCE, handler);
	}

	/**
	 * Subscribes at QoS 2.
	 * @param filter the topic filter
	 * @param handler who handles the messages
	 * @return the server's answer, when it comes
	 */
	public CompletableFuture<Map<String, MqttReasonCode>> subQos2(String filter, MqttMessageHandler handler) {
		return subscribe(filter, MqttQos.EXACTLY_ONCE, handler);
	}

	/**
	 * Subscribes.
	 * @param filter the topic filter
	 * @param qos the highest quality of service
	 * @param handler who handles the messages
	 * @return the server's answer, when it comes
	 */
	public CompletableFuture<Map<String, MqttReasonCode>> subscribe(String filter, MqttQos qos,
			MqttMessageHandler handler) {
		Objects.requireNonNull(handler, "handler");
		return subscribe(Map.of(filter, MqttSubscriptionOptions.of(qos)),
				(message, ack) -> handler.onMessage(message.topic(), message.payload()), false);
	}

	/**
	 * Subscribes to several filters, with one SUBSCRIBE if the client is connected. Kept
	 * over connections, until {@link #unSubscribe}.
	 * @param filters topic filters and how their messages are wanted
	 * @param listener who handles the messages
	 * @param manual whether the listener acknowledges messages itself, otherwise they are
	 * acknowledged when it returns
	 * @return the server's answer to each filter, when they have come
	 * @throws IllegalArgumentException if one is no topic filter, or there is none
	 */
	public CompletableFuture<Map<String, MqttReasonCode>> subscribe(Map<String, MqttSubscriptionOptions> filters,
			MqttClientMessageListener listener, boolean manual) {
		Objects.requireNonNull(listener, "listener");
		return subscribe(filters, (message, acknowledgment) -> listener.onMessage(message.topic(), message.qos(),
				message.payload(), acknowledgment), manual);
	}

	/**
	 * Subscribes for messages as they come, with their properties.
	 * @param filters the topic filters, with how each wants its messages
	 * @param receiver called with each message
	 * @param manual whether the receiver acknowledges messages itself
	 * @return completed with the server's answer to each filter
	 * @throws IllegalArgumentException if there is no filter or one is malformed
	 */
	public CompletableFuture<Map<String, MqttReasonCode>> subscribe(Map<String, MqttSubscriptionOptions> filters,
			MqttMessageReceiver receiver, boolean manual) {
		Objects.requireNonNull(receiver, "receiver");
		if (filters.isEmpty()) {
			throw new IllegalArgumentException("a subscription needs a topic filter"); // [MQTT-3.8.3-2]
		}
		List<Wish> wishes = filters.entrySet().stream().map((each) -> Wish.of(each.getKey(), each.getValue())).toList();
		return this.engine.session().subscribe(wishes, new Route(receiver, manual));
	}

	/**
	 * Gives up topic filters, and all who hear them.
	 * @param filters the filters, as they were subscribed
	 * @return completes when the server has let them go, or at once if there is none
	 */
	public CompletableFuture<Void> unSubscribe(String... filters) {
		return this.engine.session().unsubscribe(List.of(filters));
	}

	/**
	 * Gives up everything that a receiver was subscribed to. Filters that others hear as
	 * well are kept for them.
	 * @param receiver the receiver, the very object that was subscribed; one that is not
	 * subscribed is none
	 * @return completes when the server has let go the filters that nobody hears any
	 * more, or at once if there is none; from then on the receiver is called only with
	 * what had come before
	 */
	public CompletableFuture<Void> unsubscribe(MqttMessageReceiver receiver) {
		return this.engine.session().unsubscribe(Objects.requireNonNull(receiver, "receiver"));
	}

	// ------ publishing

	@Override
	public CompletableFuture<MqttPublishResult> publish(MqttMessage message) {
		MqttText.check(message);
		return this.engine.publish(message);
	}

	@Override
	public MqttPublishing store(MqttMessage message) {
		MqttText.check(message);
		if (!this.config.outbox().isFile()) {
			throw new IllegalStateException("the outbox is in memory, where nothing outlives the process");
		}
		if (message.qos() == MqttQos.AT_MOST_ONCE) {
			throw new IllegalArgumentException("a QoS 0 message is never stored: publish it at QoS 1 or 2");
		}
		return this.engine.store(message);
	}

	// ------ requests

	/**
	 * Publishes a request and waits for its answer, which comes to a topic of this
	 * client's own with the correlation data of the request. MQTT 5 only. The client
	 * subscribes to that topic with its first request; its name begins with what the
	 * server has said as Response Information, or with {@code replies/}, and ends in the
	 * client identifier.
	 * @param message the request; a response topic and correlation data of its own are
	 * replaced, and it expires with its time unless it says otherwise
	 * @param time how long to wait for the answer, from now, also while there is no
	 * connection
	 * @return the answer; fails with a
	 * {@link io.mqttboot.client.spi.MqttTimeoutException} after that time, and at once if
	 * the server refuses the request or too many others wait. Completed on the client's
	 * thread for results; never waits for a thread of the handlers, so a handler may wait
	 * for it
	 * @throws IllegalStateException if the client speaks MQTT 3
	 * @throws IllegalArgumentException if the topic is no topic name or the time is not
	 * above 0
	 */
	public CompletableFuture<MqttMessage> request(MqttMessage message, Duration time) {
		MqttText.check(message);
		if (!this.config.version().is5()) {
			throw new IllegalStateException(
					"before MQTT 5 a message has no response topic: say which topic the answer comes to");
		}
		return this.engine.session().request(message, positive(time));
	}

	/**
	 * Publishes a request and waits for its answer: the first message on a topic that a
	 * test selects. For every version. The client is subscribed to that topic while a
	 * request waits for it; retained messages come as well.
	 * @param message the request
	 * @param replyTopic where the answer comes, may hold wildcards
	 * @param answers tells the answer from other messages; called on the client's thread
	 * for results, must not wait
	 * @param time how long to wait for the answer, from now, also while there is no
	 * connection
	 * @return the answer; fails as {@link #request(MqttMessage, Duration)} does, and if
	 * the test throws
	 * @throws IllegalArgumentException if the topic is no topic name, the reply topic is
	 * no topic filter or the time is not above 0
	 */
	public CompletableFuture<MqttMessage> request(MqttMessage message, String replyTopic,
			Predicate<MqttMessage> answers, Duration time) {
		MqttText.check(message);
		Objects.requireNonNull(answers, "answers");
		return this.engine.session().request(message, MqttTopicFilter.of(replyTopic), answers, positive(time));
	}

	private static Duration positive(Duration time) {
		if (time.toMillis() < 1) {
			throw new IllegalArgumentException("the time must be at least a millisecond but is " + time);
		}
		return time;
	}

	/**
	 * Returns how many messages are published and not delivered yet.
	 * @return their number
	 */
	public int undelivered() {
		return this.engine.session().undelivered();
	}

}
