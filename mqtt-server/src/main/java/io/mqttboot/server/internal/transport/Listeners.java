package io.mqttboot.server.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.internal.connection.ConnectionContext;
import io.mqttboot.server.internal.session.SessionLoop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open ports of a server and the event loops behind them.
 */
public final class Listeners {

	private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

	private static final Duration HANDSHAKE_MAX = Duration.ofDays(1);

	private static final int READ_BUFFER_MAX = 64 * 1024;

	private final MqttServerConfig config;

	private final Transport transport;

	private final PooledByteBufAllocator allocator;

	private final DirectMemory directMemory;

	private final List<Channel> channels = new ArrayList<>();

	private final List<TlsGate> gates = new ArrayList<>();

	/**
	 * Starts the event loops; no port is open yet.
	 * @throws IllegalStateException if the transport asked for cannot be loaded
	 */
	public Listeners(MqttServerConfig config) {
		this.config = config;
		this.transport = Transport.start(config);
		this.allocator = new PooledByteBufAllocator(config.bufferAllocator() == MqttBufferAllocator.DIRECT);
		this.directMemory = new DirectMemory(this.allocator);
	}

	/** Returns the event loops of clients. */
	public List<SessionLoop> loops() {
		return this.transport.loops();
	}

	/** Returns the event loops of those who are none yet. */
	public List<SessionLoop> lobby() {
		return this.transport.lobby();
	}

	/** Returns how much memory outside the heap is in use, in percent. */
	public int directMemoryPercent() {
		return this.directMemory.percent();
	}

	/**
	 * Opens the ports.
	 * @throws IOException if one cannot be opened; the others are closed again
	 */
	public void open(ConnectionContext context) throws IOException {
		Pipelines pipelines = new Pipelines(context);
		try {
			for (MqttListenerConfig listener : this.config.listeners()) {
				Channel channel = bind(listener, pipelines, context);
				this.channels.add(channel);
				logger.info("MQTT-1002 {} listens for {}{} on {}", this.config.name(), listener.kind(),
						listener.isSecure() ? " over TLS" : "", channel.localAddress());
			}
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	private Channel bind(MqttListenerConfig listener, Pipelines pipelines, ConnectionContext context)
			throws IOException {
		InetAddress address = address(listener);
		TlsGate tls = tls(listener);
		ServerBootstrap bootstrap = new ServerBootstrap().group(this.transport.entrance())
			.channel(this.transport.channelType())
			.option(ChannelOption.SO_BACKLOG, listener.backlog())
			.option(ChannelOption.SO_REUSEADDR, true)
			.handler(new Acceptor(() -> context.observer().clientRefused(MqttReasonCode.SERVER_BUSY)))
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true)
			.childOption(ChannelOption.ALLOCATOR, this.allocator)
			.childOption(ChannelOption.RECVBUF_ALLOCATOR, readBuffers())
			.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK,
					new WriteBufferWaterMark(this.config.limits().writeBufferLow(),
							this.config.limits().writeBufferHigh()))
			.childHandler(new ChannelInitializer<Channel>() {

				@Override
				protected void initChannel(Channel channel) {
					Listeners.this.transport.accepted(channel,
							(loop, lobby) -> pipelines.init(channel, listener, tls, loop, lobby));
				}

			});
		if (tls != null) {
			bootstrap.attr(Reception.SECURE, true);
		}
		ChannelFuture bound = bootstrap.bind(new InetSocketAddress(address, listener.port())).awaitUninterruptibly();
		if (bound.isSuccess()) {
			return bound.channel();
		}
		throw new ListenerException(listener, bound.cause());
	}

	private @Nullable TlsGate tls(MqttListenerConfig listener) throws IOException {
		MqttServerTls tls = listener.tls();
		if (tls == null) {
			return null;
		}
		try {
			TlsGate gate = new TlsGate(tls, handshakeMillis());
			this.gates.add(gate);
			return gate;
		}
		catch (SSLException | RuntimeException ex) {
			throw new ListenerException(listener, ex);
		}
	}

	// a duration may be more than milliseconds can say
	private long handshakeMillis() {
		Duration time = this.config.limits().connectTimeout();
		return (time.compareTo(HANDSHAKE_MAX) < 0) ? time.toMillis() : HANDSHAKE_MAX.toMillis();
	}

	private static InetAddress address(MqttListenerConfig listener) throws IOException {
		try {
			return InetAddress.getByName(listener.host());
		}
		catch (UnknownHostException ex) {
			throw new ListenerException(listener, ex);
		}
	}

	private AdaptiveRecvByteBufAllocator readBuffers() {
		int first = Math.min(this.config.readBufferBytes(), READ_BUFFER_MAX);
		return new AdaptiveRecvByteBufAllocator(first, first, READ_BUFFER_MAX);
	}

	/** Returns the ports of the listeners, in their order. */
	public List<Integer> ports() {
		return this.channels.stream().map((channel) -> ((InetSocketAddress) channel.localAddress()).getPort()).toList();
	}

	/** Closes the ports; connections stay. */
	public void close() {
		for (Channel channel : this.channels) {
			channel.close().awaitUninterruptibly();
		}
		this.channels.clear();
	}

	/** Ends the event loops. */
	public void shutdown() {
		this.transport.shutdown();
		this.gates.forEach(TlsGate::close);
		this.gates.clear();
		logger.info("MQTT-1003 {} has stopped", this.config.name());
	}

	/** Whether the caller is on one of the event loops, which must never wait. */
	public boolean isOnLoop() {
		return this.transport.isOnLoop();
	}

}
