package io.mqttboot.benchmarks.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.admission.Admission;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.connection.ConnectionContext;
import io.mqttboot.server.internal.handler.Authentication;
import io.mqttboot.server.internal.handler.Authorization;
import io.mqttboot.server.internal.session.DelayedMessages;
import io.mqttboot.server.internal.session.Loop;
import io.mqttboot.server.internal.session.SessionContext;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.internal.session.Sessions;
import io.mqttboot.server.internal.transport.Pipelines;
import io.mqttboot.server.spi.MqttServerObserver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.embedded.EmbeddedChannel;

/**
 * All rooms of a server on one thread, without sockets: what a client sends is handed in,
 * and what it would receive is counted.
 */
public final class InMemoryBroker {

	private static final int MAIL_MAX = 100_000;

	private final QueueLoop loop = new QueueLoop();

	private final SessionLoop sessionLoop = new SessionLoop(this.loop, MAIL_MAX, Long.MAX_VALUE / 2);

	private final MqttServerConfig config;

	private final ByteBufAllocator allocator;

	private final Pipelines pipelines;

	private final List<EmbeddedChannel> channels = new ArrayList<>();

	/**
	 * A broker.
	 * @param limits its limits
	 * @param buffers where the bytes of its packets live
	 */
	public InMemoryBroker(MqttLimits limits, MqttBufferAllocator buffers) {
		this.config = MqttServerConfig.builder().limits(limits).build();
		this.allocator = new PooledByteBufAllocator(buffers == MqttBufferAllocator.DIRECT);
		MqttServerObserver observer = MqttServerObserver.NONE;
		Broker broker = new Broker(this.config, null, observer);
		Sessions sessions = new Sessions(new SessionContext(this.config, broker, observer, null, null));
		this.pipelines = new Pipelines(new ConnectionContext(this.config, broker, sessions,
				new DelayedMessages(broker, this.config.limits()), new Authentication(List.of(), Runnable::run, 1),
				Authorization.NONE, new Admission(this.config, observer, this.loop::millis, (ban) -> {
				}), observer, new AtomicLong(), new AtomicLong()));
	}

	/**
	 * A client connects with these packets.
	 * @param packets the packets, each of which is answered
	 * @return its connection
	 */
	public EmbeddedChannel connect(byte[]... packets) {
		return connect(this.config.listeners().get(0), packets);
	}

	/**
	 * A client connects to a kind of port with these packets.
	 * @param listener the port
	 * @param packets the packets, each of which is answered
	 * @return its connection
	 */
	public EmbeddedChannel connect(MqttListenerConfig listener, byte[]... packets) {
		EmbeddedChannel channel = new EmbeddedChannel();
		channel.config().setOption(ChannelOption.ALLOCATOR, this.allocator);
		this.channels.add(channel);
		this.pipelines.init(channel, listener, null, this.sessionLoop, null);
		for (byte[] packet : packets) {
			send(channel, Unpooled.wrappedBuffer(packet));
			if (received(channel) == 0) {
				throw new IllegalStateException("the broker does not answer");
			}
		}
		return channel;
	}

	/**
	 * A client sends, and the loop has its turn.
	 * @param channel the client's connection
	 * @param bytes what it sends, released here
	 */
	public void send(EmbeddedChannel channel, ByteBuf bytes) {
		channel.pipeline().fireChannelRead(bytes);
		channel.pipeline().fireChannelReadComplete();
		this.loop.run();
	}

	/**
	 * Returns how many bytes a client has received since the last time.
	 * @param channel the client's connection
	 * @return how many
	 */
	public int received(EmbeddedChannel channel) {
		int bytes = 0;
		ByteBuf out = channel.readOutbound();
		while (out != null) {
			bytes += out.readableBytes();
			take(out);
			out = channel.readOutbound();
		}
		return bytes;
	}

	// a socket takes bytes from outside the heap only
	private void take(ByteBuf out) {
		if (!out.isDirect()) {
			this.allocator.directBuffer(out.readableBytes()).writeBytes(out).release();
		}
		out.release();
	}

	/** Closes all connections. */
	public void close() {
		for (EmbeddedChannel channel : this.channels) {
			channel.finishAndReleaseAll();
		}
	}

	/** A loop that runs when it is told to. */
	private static final class QueueLoop implements Loop {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		@Override
		public boolean inLoop() {
			return true;
		}

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		@Override
		public long millis() {
			return System.currentTimeMillis();
		}

		private void run() {
			Runnable task = this.tasks.poll();
			while (task != null) {
				task.run();
				task = this.tasks.poll();
			}
		}

	}

}
