package io.mqttboot.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Load;
import io.mqttboot.server.internal.broker.Overload;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.session.Loop;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.internal.transport.Pipelines;
import io.mqttboot.testkit.ManualLoop;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Wire;
import io.mqttboot.testkit.wire.WirePeer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * A whole broker on one thread: its loops run when a test lets them, its clock goes on
 * when a test moves it, and its connections are queues. Several loops are driven in turn,
 * so that mail between them is real mail.
 */
public final class ManualBroker implements AutoCloseable {

	private static final long START_MILLIS = 1_700_000_000_000L;

	private final ManualLoop clock;

	private final List<TestLoop> loops = new ArrayList<>();

	private final MqttServerConfig config;

	private final Engine engine;

	private final Pipelines pipelines;

	private final List<ManualWire> wires = new ArrayList<>();

	private boolean byHand;

	/** Creates a broker with the default configuration on two loops. */
	public ManualBroker() {
		this((builder) -> builder);
	}

	/** Creates a broker on two loops. */
	public ManualBroker(UnaryOperator<MqttServerBuilder> setUp) {
		this(Duration.ZERO, setUp);
	}

	/** Creates a broker on two loops, so much later than others. */
	public ManualBroker(Duration later, UnaryOperator<MqttServerBuilder> setUp) {
		this.clock = new ManualLoop(START_MILLIS + later.toMillis());
		MqttServer server = setUp.apply(MqttServer.create().handlerExecutor(this.clock).authExecutor(this.clock))
			.build();
		this.config = server.config();
		for (int i = 0; i < 2; i++) {
			TestLoop loop = new TestLoop();
			this.loops.add(loop);
			loop.sessions = new SessionLoop(loop, this.config.limits().mailMax(), this.config.limits().mailBytesMax());
			this.clock.every(Duration.ofSeconds(1), () -> loop.run(loop.sessions()::tick));
		}
		this.engine = new Engine(this.config, server.parts(), this.loops.stream().map(TestLoop::sessions).toList(),
				List.of());
		this.pipelines = new Pipelines(this.engine.connections());
		restore();
	}

	private void restore() {
		inPlace(() -> {
			try {
				this.engine.restore();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		run();
	}

	/** Returns the rooms of the broker. */
	Engine engine() {
		return this.engine;
	}

	/** Returns the crossing. */
	public Broker broker() {
		return this.engine.broker();
	}

	/** Returns the loops. */
	public List<SessionLoop> sessionLoops() {
		return this.engine.loops();
	}

	/** Lets the broker see a load as often as it takes until it believes it. */
	public void load(long loopDelayMillis, int heapPercent, int directMemoryPercent) {
		for (int i = 0; i < Overload.STEADY; i++) {
			look(loopDelayMillis, heapPercent, directMemoryPercent);
		}
	}

	/** Lets the broker see a load once. */
	public void look(long loopDelayMillis, int heapPercent, int directMemoryPercent) {
		broker().overload().judge(new Load(loopDelayMillis, heapPercent, directMemoryPercent), this.clock.nowMillis());
		settle();
	}

	/** Opens a connection on the first loop. */
	public WirePeer peer() {
		return peer(0);
	}

	/** Opens a connection on a loop. */
	public WirePeer peer(int loop) {
		return new WirePeer(wire(loop));
	}

	/** Opens a connection on the first loop and lets a client in. */
	public WirePeer client(Connect connect) {
		return client(connect, 0);
	}

	/** Opens a connection on a loop and lets a client in. */
	public WirePeer client(Connect connect, int loop) {
		WirePeer peer = peer(loop);
		peer.connects(connect);
		return peer;
	}

	/** Opens a connection on a loop, as a wire. */
	public ManualWire wire(int loop) {
		return new ManualWire(this.loops.get(loop));
	}

	/** Opens a connection on the first loop, from an address and to a kind of port. */
	public ManualWire wire(MqttListenerConfig.Kind kind, String address) {
		MqttListenerConfig listener = (kind == MqttListenerConfig.Kind.TCP) ? MqttListenerConfig.tcp("0.0.0.0", 0)
				: MqttListenerConfig.webSocket("0.0.0.0", 0);
		return new ManualWire(this.loops.get(0), listener, from(address));
	}

	/** Opens a connection on the first loop, from an address. */
	public WirePeer peer(String address) {
		return new WirePeer(wire(MqttListenerConfig.Kind.TCP, address));
	}

	private static InetSocketAddress from(String address) {
		try {
			return new InetSocketAddress(InetAddress.getByName(address), 50_000);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** Returns who is kept out. */
	public MqttBans bans() {
		return new MqttBans(() -> this.engine);
	}

	/** Runs everything that waits, on all loops, until nothing does. */
	public void run() {
		boolean progress = true;
		while (progress) {
			progress = this.clock.runAll() > 0;
			for (TestLoop loop : this.loops) {
				progress |= loop.runOne();
			}
			for (ManualWire wire : List.copyOf(this.wires)) {
				progress |= wire.arrives();
			}
		}
	}

	/**
	 * Says whether a test runs each step itself: sending then only hands bytes to the
	 * wire, and receiving takes what is there.
	 */
	public void byHand(boolean byHand) {
		this.byHand = byHand;
	}

	/**
	 * Runs one thing that waits, any of them: a task of a loop, a task of the
	 * application's executors, or the arrival of what a client sent.
	 * @return whether anything waited
	 */
	public boolean step(Random random) {
		List<BooleanSupplier> choices = new ArrayList<>();
		this.loops.stream().filter((loop) -> !loop.tasks.isEmpty()).forEach((loop) -> choices.add(loop::runOne));
		this.wires.stream().filter(ManualWire::hasUnread).forEach((wire) -> choices.add(wire::arrives));
		if (this.clock.waiting() > 0) {
			choices.add(this.clock::runOne);
		}
		return !choices.isEmpty() && choices.get(random.nextInt(choices.size())).getAsBoolean();
	}

	/** Runs one task of a loop, if one waits. */
	public boolean stepLoop(int loop) {
		return this.loops.get(loop).runOne();
	}

	/**
	 * Runs one task of the application's executors and what the loops have to do then.
	 */
	public void stepExecutor() {
		this.loops.forEach((loop) -> {
			while (loop.runOne()) {
				// until nothing waits
			}
		});
		this.clock.runOne();
	}

	private void settle() {
		if (!this.byHand) {
			run();
		}
	}

	/** Asks again what clients may do; what that takes runs with everything else. */
	public CompletableFuture<Void> refreshPermissions() {
		CompletableFuture<Void> done = this.engine.refreshPermissions();
		settle();
		return done;
	}

	/** Returns what was counted. */
	public MqttServerStatistics statistics() {
		return this.engine.statistics();
	}

	/** Returns the session of a client. */
	public Optional<MqttServerSession> session(String clientId) {
		Session session = this.engine.sessions().find(clientId);
		List<MqttServerSession> views = new ArrayList<>();
		if (session != null) {
			inPlace(() -> views.addAll(SessionViews.of(List.of(session))));
		}
		return views.stream().findFirst();
	}

	/** Publishes as the application does that embeds the broker. */
	public void publish(MqttMessage message) {
		this.engine.broker().publish(Publication.of(message, null, this.engine.millis()), this.engine.millis());
		settle();
	}

	/** Subscribes as the application does that embeds the broker. */
	public MqttServerSubscription subscribe(String filter, MqttQos qos, MqttServerMessageHandler handler) {
		return LocalSubscription.open(this.engine, MqttTopicFilter.of(filter), qos, false, handler);
	}

	/**
	 * Stops the broker as a server does: clients are told, stores keep what they have.
	 */
	public void stop() {
		inPlace(() -> {
			try {
				this.engine.drain();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		run();
	}

	// the loops do not run by themselves: what is executed on them runs in place
	private void inPlace(Runnable task) {
		this.loops.forEach((loop) -> loop.direct = true);
		try {
			task.run();
		}
		finally {
			this.loops.forEach((loop) -> loop.direct = false);
		}
	}

	/** Turns the clock on; nothing runs yet. */
	public void turnClock(Duration time) {
		this.clock.advance(time);
	}

	/** Lets time pass. */
	public void advance(Duration time) {
		long end = this.clock.nowMillis() + time.toMillis();
		run();
		while (this.clock.nowMillis() < end) {
			this.clock.advance(Duration.ofMillis(Math.min(500, end - this.clock.nowMillis())));
			run();
		}
	}

	@Override
	public void close() {
		for (ManualWire wire : this.wires) {
			wire.unread.clear();
			wire.channel.takes = true;
			wire.channel.flush();
			wire.channel.close();
		}
		run();
		for (ManualWire wire : this.wires) {
			wire.channel.finishAndReleaseAll();
		}
	}

	/** A loop whose tasks run when the broker is run. */
	private final class TestLoop implements Loop {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		private boolean running;

		private boolean direct;

		private @Nullable SessionLoop sessions;

		SessionLoop sessions() {
			return java.util.Objects.requireNonNull(this.sessions);
		}

		@Override
		public boolean inLoop() {
			return this.running;
		}

		@Override
		public void execute(Runnable task) {
			if (this.direct) {
				run(task);
			}
			else {
				this.tasks.add(task);
			}
		}

		@Override
		public long millis() {
			return ManualBroker.this.clock.nowMillis();
		}

		void run(Runnable task) {
			boolean before = this.running;
			this.running = true;
			try {
				task.run();
			}
			finally {
				this.running = before;
			}
		}

		boolean runOne() {
			Runnable task = this.tasks.poll();
			if (task == null) {
				return false;
			}
			run(task);
			return true;
		}

	}

	/** A channel whose peer may stop taking bytes, which then wait in it. */
	private static final class ManualChannel extends EmbeddedChannel {

		private final @Nullable SocketAddress from;

		private boolean takes = true;

		private ManualChannel(@Nullable SocketAddress from) {
			this.from = from;
		}

		@Override
		protected @Nullable SocketAddress remoteAddress0() {
			return (this.from != null) ? this.from : super.remoteAddress0();
		}

		@Override
		protected void doWrite(ChannelOutboundBuffer in) throws Exception {
			if (this.takes) {
				super.doWrite(in);
			}
		}

	}

	/** A connection made of queues. */
	public final class ManualWire implements Wire {

		private final TestLoop loop;

		private final ManualChannel channel;

		private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);

		private final Queue<byte[]> unread = new ArrayDeque<>();

		private final List<ByteBuf> reads = new ArrayList<>();

		private ManualWire(TestLoop loop) {
			this(loop, ManualBroker.this.config.listeners().get(0), null);
		}

		private ManualWire(TestLoop loop, MqttListenerConfig listener, @Nullable SocketAddress from) {
			this.loop = loop;
			this.channel = new ManualChannel(from);
			this.channel.config().setAllocator(this.memory);
			MqttLimits limits = ManualBroker.this.config.limits();
			this.channel.config()
				.setWriteBufferWaterMark(new WriteBufferWaterMark(limits.writeBufferLow(), limits.writeBufferHigh()));
			ManualBroker.this.wires.add(this);
			loop.run(() -> ManualBroker.this.pipelines.init(this.channel, listener, null, loop.sessions(), null));
		}

		/** Says whether the peer takes what it is sent; until it does that waits. */
		public void takes(boolean takes) {
			this.channel.takes = takes;
			this.loop.run(this.channel::flush);
			settle();
		}

		/** Whether the broker reads what the peer sends. */
		public boolean isRead() {
			return this.channel.config().isAutoRead();
		}

		/** Returns how many bytes wait for the peer to take them. */
		public long waitingBytes() {
			ChannelOutboundBuffer waiting = this.channel.unsafe().outboundBuffer();
			return (waiting != null) ? waiting.totalPendingWriteBytes() : 0;
		}

		/** Returns how many reads from the peer somebody still holds on to. */
		public long readsHeld() {
			return this.reads.stream().filter((read) -> read.refCnt() > 0).count();
		}

		/**
		 * Returns how many bytes of memory the broker holds for what the peer has sent.
		 */
		public long bytesHeld() {
			long reads = this.reads.stream().filter((read) -> read.refCnt() > 0).mapToLong(ByteBuf::capacity).sum();
			return reads + this.memory.metric().usedHeapMemory() + this.memory.metric().usedDirectMemory();
		}

		private boolean hasUnread() {
			return !this.unread.isEmpty() && (isRead() || !this.channel.isOpen());
		}

		/**
		 * Lets the bytes arrive that were sent first.
		 * @return whether any could arrive: the broker may have paused reading
		 */
		public boolean arrives() {
			if (!hasUnread()) {
				return false;
			}
			byte[] bytes = this.unread.remove();
			if (this.channel.isOpen()) {
				// outside the heap, as a socket reads
				ByteBuf read = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
				this.reads.removeIf((earlier) -> earlier.refCnt() == 0);
				this.reads.add(read);
				this.loop.run(() -> this.channel.writeInbound(read));
			}
			return true;
		}

		@Override
		public void send(byte[] bytes) {
			this.unread.add(bytes);
			settle();
		}

		@Override
		public byte @Nullable [] receive(Duration max) {
			settle();
			Object sent = this.channel.readOutbound();
			while (sent != null && !isReadable(sent)) {
				ReferenceCountUtil.release(sent);
				sent = this.channel.readOutbound();
			}
			if (!(sent instanceof ByteBuf buffer)) {
				return null;
			}
			byte[] bytes = new byte[buffer.readableBytes()];
			buffer.readBytes(bytes);
			buffer.release();
			return bytes;
		}

		@Override
		public boolean closed() {
			settle();
			return !this.channel.isOpen() && this.channel.outboundMessages().stream().noneMatch(ManualWire::isReadable);
		}

		// a frame of a WebSocket that was not opened reaches no socket
		private static boolean isReadable(Object sent) {
			return sent instanceof ByteBuf buffer && buffer.isReadable();
		}

		@Override
		public void abort() {
			close();
		}

		@Override
		public void close() {
			this.unread.clear();
			this.loop.run(this.channel::close);
			settle();
		}

	}

}
