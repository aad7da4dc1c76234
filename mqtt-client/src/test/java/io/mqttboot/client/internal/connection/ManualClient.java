package io.mqttboot.client.internal.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.internal.session.ClientLoop;
import io.mqttboot.client.internal.session.ClientSession;
import io.mqttboot.client.internal.session.Connector;
import io.mqttboot.client.internal.session.Journal;
import io.mqttboot.client.internal.session.Reconnector;
import io.mqttboot.client.internal.session.Route;
import io.mqttboot.client.internal.session.Terms;
import io.mqttboot.client.internal.session.Wish;
import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttClientMessageListener;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import io.mqttboot.testkit.ManualLoop;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Wire;
import io.mqttboot.testkit.wire.WirePeer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;

/**
 * A whole client on the thread of the test, without sockets and with a clock moved by
 * hand; the test is the server on the other side.
 */
public final class ManualClient implements AutoCloseable {

	private final ManualLoop loop = new ManualLoop();

	private final Deque<Runnable> handlers = new ArrayDeque<>();

	private final Deque<Runnable> asked = new ArrayDeque<>();

	private final ClientLoop clientLoop = new HandLoop();

	private final MqttClientConfig config;

	private final Callouts callouts;

	private final ClientSession session;

	private final Reconnector reconnector;

	private final Deque<ManualWire> accepted = new ArrayDeque<>();

	private final List<ManualWire> all = new ArrayList<>();

	private final List<String> events = new ArrayList<>();

	private boolean handling = true;

	private boolean answering = true;

	private int refusals;

	private boolean taking = true;

	/** Creates a client and lets it begin to connect. */
	public ManualClient(UnaryOperator<MqttClientConfig.Builder> set) {
		this(set, (client) -> {
		});
	}

	/** Creates a client, prepares it, and lets it begin to connect. */
	public ManualClient(UnaryOperator<MqttClientConfig.Builder> set,
			java.util.function.Consumer<ManualClient> prepare) {
		this(set, MqttClientObserver.NONE, null, null, prepare);
	}

	/** Creates a client whose outbox writes to a journal. */
	public static ManualClient journaling(UnaryOperator<MqttClientConfig.Builder> set,
			Function<Executor, @Nullable Journal> journal) {
		return new ManualClient(set, MqttClientObserver.NONE, null, null, journal, (client) -> {
		});
	}

	/** Creates a client that asks an application, and lets it begin to connect. */
	public ManualClient(UnaryOperator<MqttClientConfig.Builder> set, MqttClientObserver observer,
			@Nullable MqttCredentialsProvider credentials, @Nullable MqttClientAuthenticator authenticator,
			java.util.function.Consumer<ManualClient> prepare) {
		this(set, observer, credentials, authenticator, (writer) -> null, prepare);
	}

	private ManualClient(UnaryOperator<MqttClientConfig.Builder> set, MqttClientObserver observer,
			@Nullable MqttCredentialsProvider credentials, @Nullable MqttClientAuthenticator authenticator,
			Function<Executor, @Nullable Journal> journal, java.util.function.Consumer<ManualClient> prepare) {
		this.callouts = new Callouts(observer, credentials, authenticator, this.asked::add);
		this.config = set
			.apply(MqttClientConfig.builder()
				.clientId("client")
				.reconnect(new MqttReconnect(Duration.ofSeconds(1), Duration.ofSeconds(8), 0)))
			.build();
		this.session = new ClientSession(this.config, this.clientLoop, this::handle, this.loop, CompletableFuture::new,
				this.callouts.observer(), journal.apply(this.loop));
		this.reconnector = new Reconnector(this.config, this.clientLoop, new HandConnector(), this.session, new Log(),
				() -> 0.5);
		prepare.accept(this);
		this.reconnector.connect();
		run();
	}

	/** Runs everything that is due, on the loop and in handlers. */
	public void run() {
		do {
			this.loop.runAll();
		}
		while ((this.handling && runHandler()) || (this.answering && runCallout()));
	}

	/** Lets handlers wait until they are run one by one. */
	public void holdHandlers() {
		this.handling = false;
	}

	private void handle(Runnable task) {
		if (!this.taking) {
			throw new RejectedExecutionException("full");
		}
		this.handlers.add(task);
	}

	/** The executor of handlers takes nothing more, or takes again. */
	public void takeHandlers(boolean take) {
		this.taking = take;
	}

	/** Lets the application wait before it answers what it is asked. */
	public void holdCallouts() {
		this.answering = false;
	}

	/** Lets the application answer one question; returns whether there was one. */
	public boolean runCallout() {
		Runnable next = this.asked.poll();
		if (next == null) {
			return false;
		}
		next.run();
		return true;
	}

	/** Runs the handler that waits longest; returns whether there was one. */
	public boolean runHandler() {
		Runnable next = this.handlers.poll();
		if (next == null) {
			return false;
		}
		next.run();
		return true;
	}

	/** Runs the handler that came last. */
	public void runLastHandler() {
		this.handlers.removeLast().run();
		this.loop.runAll();
	}

	/** Moves the clock. */
	public void advance(Duration time) {
		this.loop.advance(time);
		run();
	}

	/** The next so many attempts find no server. */
	public void refuse(int attempts) {
		this.refusals = attempts;
	}

	/** Returns the server's end of the connection that the client has opened. */
	public WirePeer accept() {
		run();
		ManualWire wire = this.accepted.poll();
		if (wire == null) {
			throw new AssertionError("the client did not connect; " + this.events);
		}
		return new WirePeer(wire).asServer();
	}

	/** Returns whether the client has opened a connection that is not accepted yet. */
	public boolean isConnecting() {
		run();
		return !this.accepted.isEmpty();
	}

	/** Takes a connection and lets the client in. */
	public WirePeer serve(Connack connack) {
		WirePeer server = accept();
		server.receive(Connect.class);
		return server.send(connack);
	}

	/** Takes a connection and lets the client in with a new session. */
	public WirePeer serve() {
		return serve(Packets.connack());
	}

	/** Ends the newest connection as a network does. */
	public void cut() {
		this.all.get(this.all.size() - 1).abort();
	}

	/** Whether the client reads what comes on its newest connection. */
	public boolean isReading() {
		return this.all.get(this.all.size() - 1).channel.config().isAutoRead();
	}

	/** Subscribes a listener. */
	public CompletableFuture<java.util.Map<String, io.mqttboot.MqttReasonCode>> subscribe(String filter, MqttQos qos,
			MqttClientMessageListener listener, boolean manual) {
		return this.session.subscribe(List.of(new Wish(MqttTopicFilter.of(filter), MqttSubscriptionOptions.of(qos))),
				new Route((message, acknowledgment) -> listener.onMessage(message.topic(), message.qos(),
						message.payload(), acknowledgment), manual));
	}

	public ClientSession session() {
		return this.session;
	}

	/** Publishes a text. */
	public CompletableFuture<MqttPublishResult> publish(String topic, String text, int qos) {
		return this.session.publish(MqttMessage.of(topic, text, MqttQos.of(qos), false));
	}

	/** Asks for the end of the connection. */
	public void disconnect() {
		this.reconnector.disconnect();
		run();
	}

	/** Asks for another authentication. */
	public CompletableFuture<Void> reauthenticate() {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.reconnector.reauthenticate(done);
		run();
		return done;
	}

	/** Asks for a connection again. */
	public void connect() {
		this.reconnector.connect();
		run();
	}

	/** What has happened to the connections, in words. */
	public List<String> events() {
		return this.events;
	}

	@Override
	public void close() {
		this.reconnector.disconnect();
		run();
		this.all.forEach((wire) -> wire.channel.finishAndReleaseAll());
	}

	/** The loop of the client. */
	private final class HandLoop implements ClientLoop {

		@Override
		public boolean isCurrent() {
			return true;
		}

		@Override
		public long millis() {
			return ManualClient.this.loop.nowMillis();
		}

		@Override
		public long nanos() {
			return millis() * 1_000_000;
		}

		@Override
		public void execute(Runnable task) {
			ManualClient.this.loop.execute(task);
		}

		@Override
		public Timer schedule(long delayMillis, Runnable task) {
			boolean[] cancelled = new boolean[1];
			ManualClient.this.loop.schedule(() -> {
				if (!cancelled[0]) {
					task.run();
				}
			}, Duration.ofMillis(delayMillis));
			return () -> cancelled[0] = true;
		}

	}

	/** Makes connections of queues. */
	private final class HandConnector implements Connector {

		private final Preparation preparation = new Preparation(ManualClient.this.config, ManualClient.this.clientLoop,
				ManualClient.this.callouts);

		@Override
		public Attempt open(MqttServerUri uri, Watcher watcher) {
			if (ManualClient.this.refusals > 0) {
				ManualClient.this.refusals--;
				watcher.ended(new MqttClientException(io.mqttboot.MqttReasonCode.SERVER_UNAVAILABLE, "no server"));
				return () -> {
				};
			}
			ChannelLink[] made = new ChannelLink[1];
			boolean[] closed = new boolean[1];
			this.preparation.begin(uri, (prepared) -> {
				if (closed[0]) {
					return;
				}
				ChannelLink link = new ChannelLink(ManualClient.this.config, ManualClient.this.clientLoop,
						ManualClient.this.session, watcher, ManualClient.this.callouts, uri.toString(),
						prepared.identity());
				made[0] = link;
				new ManualWire(new EmbeddedChannel(link.decoder(), link));
				link.greet();
			}, watcher::ended);
			return new Attempt() {

				@Override
				public void close() {
					closed[0] = true;
					if (made[0] != null) {
						made[0].disconnect();
					}
				}

				@Override
				public void reauthenticate(CompletableFuture<Void> done) {
					made[0].reauthenticate(done);
				}

			};
		}

	}

	/** Writes down what happens. */
	private final class Log implements Reconnector.Events {

		@Override
		public void connecting(MqttServerUri uri) {
			ManualClient.this.events.add("connecting " + uri.port());
		}

		@Override
		public void connected(MqttServerUri uri, Terms terms, boolean again) {
			ManualClient.this.events.add("connected" + (again ? " again" : ""));
		}

		@Override
		public void ended(MqttServerUri uri, MqttClientException cause, boolean lost) {
			ManualClient.this.events.add((lost ? "lost: " : "failed: ") + cause.getMessage());
		}

		@Override
		public void rests(@Nullable MqttClientException cause) {
			ManualClient.this.events.add("rests");
		}

		@Override
		public void twin() {
			ManualClient.this.events.add("twin");
		}

	}

	/** A connection made of queues. */
	private final class ManualWire implements Wire {

		private final EmbeddedChannel channel;

		private ManualWire(EmbeddedChannel channel) {
			this.channel = channel;
			ManualClient.this.accepted.add(this);
			ManualClient.this.all.add(this);
		}

		@Override
		public void send(byte[] bytes) {
			if (this.channel.isOpen()) {
				this.channel.writeInbound(Unpooled.copiedBuffer(bytes));
			}
			run();
		}

		@Override
		public byte @Nullable [] receive(Duration max) {
			run();
			ByteBuf sent = this.channel.readOutbound();
			while (sent != null && !sent.isReadable()) {
				sent.release();
				sent = this.channel.readOutbound();
			}
			if (sent == null) {
				return null;
			}
			byte[] bytes = new byte[sent.readableBytes()];
			sent.readBytes(bytes);
			sent.release();
			return bytes;
		}

		@Override
		public boolean closed() {
			run();
			return !this.channel.isOpen()
					&& this.channel.outboundMessages().stream().noneMatch((left) -> ((ByteBuf) left).isReadable());
		}

		@Override
		public void abort() {
			close();
		}

		@Override
		public void close() {
			this.channel.close();
			run();
		}

	}

}
