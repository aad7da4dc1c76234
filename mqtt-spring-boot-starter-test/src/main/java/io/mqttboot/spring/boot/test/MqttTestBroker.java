package io.mqttboot.spring.boot.test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.MqttServerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A broker for tests, in this JVM, on a free port of the loopback address that it keeps
 * over {@link #stop()} and {@link #start()}. It is the real server; what clients are sent
 * can be lost, delayed and cut, and what they publish is remembered.
 * <p>
 * Any number may run at once. Thread-safe. No method needs Spring. Methods whose name
 * begins with {@code await}, and those that start and stop, block.
 */
public final class MqttTestBroker implements AutoCloseable {

	private static final int MESSAGES_MAX = 10_000;

	private static final long BYTES_MAX = 64L << 20;

	private static final Duration AWAIT_MAX = Duration.ofSeconds(5);

	private static final long LOOK_NANOS = 2_000_000;

	private final ReceivedMessages received = new ReceivedMessages(MESSAGES_MAX, BYTES_MAX);

	private final BackingServer server;

	private final Faults faults = new Faults();

	private final MqttTestBrokerAssert assertion = new MqttTestBrokerAssert(this);

	private final Object lifecycle = new Object();

	private volatile @Nullable Relay relay;

	private volatile int port;

	private volatile boolean closed;

	private MqttTestBroker(int port, Consumer<MqttServerBuilder> changes) {
		this.port = port;
		this.server = new BackingServer(changes, this.received);
	}

	/**
	 * Makes a broker that lets everybody in, not started yet.
	 * @return the broker
	 */
	public static MqttTestBroker create() {
		return create(0, (server) -> {
		});
	}

	/**
	 * Makes a broker that is set up in its own way, not started yet.
	 * @param port the port, 0 for any free one
	 * @param changes given what builds the server: authentication, limits, listeners; the
	 * address and the port stay the test broker's
	 * @return the broker
	 */
	public static MqttTestBroker create(int port, Consumer<MqttServerBuilder> changes) {
		return new MqttTestBroker(port, Objects.requireNonNull(changes, "changes"));
	}

	// ------ life

	/**
	 * Starts the broker, or lets clients reach it again after {@link #stop()}, with the
	 * sessions and retained messages that it had. Does nothing if it runs.
	 * @return this broker
	 * @throws IllegalStateException if it was closed, or its port has been taken by
	 * somebody else meanwhile
	 */
	public MqttTestBroker start() {
		synchronized (this.lifecycle) {
			requireNotClosed();
			this.server.start();
			if (this.relay == null) {
				Relay opened = Relay.open(this.port, this.server.running().port(), this.faults);
				this.port = opened.port();
				this.relay = opened;
			}
		}
		return this;
	}

	/**
	 * Makes the broker unreachable, as a crash does: cuts all connections without a word
	 * and closes the port. Sessions and retained messages are kept, wills are published.
	 * Does nothing if it is stopped.
	 */
	public void stop() {
		synchronized (this.lifecycle) {
			Relay open = this.relay;
			if (open != null) {
				this.relay = null;
				open.close();
			}
		}
	}

	/**
	 * Forgets sessions and retained messages, as a broker does that keeps nothing over a
	 * crash: cuts all connections, and whoever comes again finds nothing. What was
	 * received is remembered.
	 * @throws IllegalStateException if it was closed
	 */
	public void loseState() {
		synchronized (this.lifecycle) {
			requireNotClosed();
			boolean open = this.relay != null;
			stop();
			this.server.stop();
			this.server.start();
			if (open) {
				start();
			}
		}
	}

	/** Ends the broker for good. Does nothing if it is closed. */
	@Override
	public void close() {
		synchronized (this.lifecycle) {
			this.closed = true;
			stop();
			this.server.stop();
		}
		this.assertion.requireNoneUnfinished();
	}

	/**
	 * Returns whether clients can reach the broker.
	 * @return {@code true} between a start and a stop
	 */
	public boolean isRunning() {
		return this.relay != null;
	}

	/**
	 * Returns the port of the broker, which stays the same until it is closed.
	 * @return the port
	 * @throws IllegalStateException if the broker was never started
	 */
	public int port() {
		if (this.port == 0) {
			throw new IllegalStateException("the test broker has no port before it is started");
		}
		return this.port;
	}

	/**
	 * Returns where clients find the broker.
	 * @return a server URI, {@code tcp://127.0.0.1:…}
	 */
	public String serverUri() {
		return "tcp://127.0.0.1:" + port();
	}

	// ------ what clients receive

	/**
	 * Publishes at QoS 1, not as one of the clients: it does not count as received. Works
	 * while the broker is stopped, too: then sessions that outlive it get it later.
	 * @param topic the topic name
	 * @param payload the payload, sent as UTF-8
	 * @return whether anybody had subscribed; see {@link #awaitSubscription(String)}
	 */
	public boolean publish(String topic, String payload) {
		return publish(topic, payload.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Publishes at QoS 1.
	 * @param topic the topic name
	 * @param payload the payload
	 * @return whether anybody had subscribed
	 */
	public boolean publish(String topic, byte[] payload) {
		return publish(MqttMessage.of(topic, payload, MqttQos.AT_LEAST_ONCE, false));
	}

	/**
	 * Publishes an object as JSON, at QoS 1.
	 * @param topic the topic name
	 * @param payload the object, written by Jackson 3
	 * @return whether anybody had subscribed
	 * @throws IllegalStateException if Jackson 3 is not on the class path
	 */
	public boolean publish(String topic, Object payload) {
		return publish(topic, (payload instanceof ByteBuffer bytes) ? MqttPayload.bytes(bytes) : Json.write(payload));
	}

	/**
	 * Publishes a message with its own QoS, retain flag and properties.
	 * @param message the message
	 * @return whether anybody had subscribed
	 */
	public boolean publish(MqttMessage message) {
		return this.server.publish(message);
	}

	// ------ what goes wrong

	/**
	 * Cuts every connection without a word, and returns when the broker has noticed:
	 * wills are on their way then. Clients may connect again at once.
	 * @return how many connections there were
	 */
	public int dropConnections() {
		Relay open = this.relay;
		if (open == null) {
			return 0;
		}
		Set<Integer> cut = open.cut();
		await(() -> !this.server.isConnectedFrom(cut), AWAIT_MAX, () -> "the end of all connections");
		return cut.size();
	}

	/**
	 * Refuses clients that connect from now on, until {@link #accept()}. Those who are
	 * connected stay; {@link #dropConnections()} sends them back to the door.
	 * @param reason what they are told; an MQTT 3 client gets the return code that comes
	 * nearest
	 * @throws IllegalArgumentException if it is no error
	 */
	public void refuse(MqttReasonCode reason) {
		if (!reason.isError()) {
			throw new IllegalArgumentException(reason + " is no refusal");
		}
		this.server.refuse(reason);
	}

	/** Lets clients in again. */
	public void accept() {
		this.server.refuse(null);
	}

	/**
	 * Delays the broker's answers to PUBLISH, PUBREL, SUBSCRIBE and UNSUBSCRIBE from now
	 * on. They keep their order.
	 * @param delay how long, zero for not at all
	 * @throws IllegalArgumentException if it is negative
	 */
	public void delayAcks(Duration delay) {
		if (delay.isNegative()) {
			throw new IllegalArgumentException("a delay must not be negative but is " + delay);
		}
		this.faults.delayAcknowledgements(delay);
	}

	/**
	 * Loses the next packet of a type that the broker sends, to whichever client. The
	 * broker itself believes that it was sent.
	 * @param packet its type
	 */
	public void loseNext(MqttTestPacket packet) {
		loseNext(packet, 1);
	}

	/**
	 * Loses the next packets of a type that the broker sends, to whichever client.
	 * @param packet their type
	 * @param times how many more, at least 1
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public void loseNext(MqttTestPacket packet, int times) {
		if (times < 1) {
			throw new IllegalArgumentException("at least one packet can be lost but not " + times);
		}
		this.faults.lose(packet, times);
	}

	/**
	 * Makes the broker as good as new for the next test: starts it if it is stopped, lets
	 * clients in, loses and delays nothing any more, and forgets what was received.
	 * Connections, sessions and retained messages stay.
	 */
	public void reset() {
		accept();
		this.faults.none();
		start();
		this.received.clear();
		this.assertion.requireNoneUnfinished();
	}

	// ------ what clients did

	/**
	 * Begins an assertion about what clients published. It is not finished, and a later
	 * call fails, until {@code within} or {@code notWithin} ends it.
	 * @return the assertion
	 */
	public MqttTestBrokerAssert assertThat() {
		this.assertion.requireNoneUnfinished();
		return this.assertion;
	}

	/**
	 * Returns what clients published so far, the oldest first. What is on its way comes a
	 * moment later: {@link #assertThat()} waits for it. The last 10,000 messages or 64
	 * MiB are remembered. Messages whose topic begins with {@code $} are not.
	 * @return a copy
	 */
	public List<MqttTestMessage> received() {
		return this.received.all();
	}

	/**
	 * Waits up to 5 seconds until a connected client has subscribed to a topic filter.
	 * @param filter the filter as it was subscribed, or without its {@code $share/…/} or
	 * {@code $queue/}
	 * @throws AssertionError if nobody does
	 */
	public void awaitSubscription(String filter) {
		awaitSubscription(filter, AWAIT_MAX);
	}

	/**
	 * Waits until a connected client has subscribed to a topic filter.
	 * @param filter the filter as it was subscribed, or without its {@code $share/…/} or
	 * {@code $queue/}
	 * @param max how long
	 * @throws AssertionError if nobody does
	 */
	public void awaitSubscription(String filter, Duration max) {
		await(() -> this.server.connected()
			.stream()
			.flatMap((session) -> session.subscriptions().stream())
			.anyMatch((each) -> each.equals(filter) || MqttTopicFilter.of(each).filter().equals(filter)), max,
				() -> "a subscription to " + filter);
	}

	/**
	 * Waits until a client is connected.
	 * @param clientId the client
	 * @param max how long
	 * @throws AssertionError if it does not come
	 */
	public void awaitConnected(String clientId, Duration max) {
		await(() -> this.server.connected().stream().anyMatch((session) -> session.clientId().equals(clientId)), max,
				() -> "the client " + clientId);
	}

	ReceivedMessages receivedMessages() {
		return this.received;
	}

	void requireNoUnfinishedAssertion() {
		this.assertion.requireNoneUnfinished();
	}

	private void requireNotClosed() {
		if (this.closed) {
			throw new IllegalStateException("the test broker is closed");
		}
	}

	private void await(BooleanSupplier condition, Duration max, Supplier<String> what) {
		long begin = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - begin >= max.toNanos()) {
				throw new AssertionError(what.get() + " was expected within " + max + ". Connected: "
						+ this.server.connected()
							.stream()
							.map((session) -> session.clientId() + " " + session.subscriptions())
							.toList());
			}
			if (Thread.currentThread().isInterrupted()) {
				throw new IllegalStateException("interrupted while waiting for " + what.get());
			}
			LockSupport.parkNanos(LOOK_NANOS);
		}
	}

}
