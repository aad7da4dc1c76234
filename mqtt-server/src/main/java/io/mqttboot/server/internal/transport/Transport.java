package io.mqttboot.server.internal.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttTransport;
import io.mqttboot.server.internal.session.SessionLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loops of a server, each with the sessions that live on it and a clock that
 * ticks once a second. Runs from its creation until it is shut down.
 */
final class Transport {

	private static final Logger logger = LoggerFactory.getLogger(Transport.class);

	private final Class<? extends ServerChannel> channelType;

	private final EventLoopGroup group;

	private final Map<EventLoop, SessionLoop> loops = new HashMap<>();

	private final List<SessionLoop> all = new ArrayList<>();

	private Transport(Class<? extends ServerChannel> channelType, EventLoopGroup group, MqttServerConfig config) {
		this.channelType = channelType;
		this.group = group;
		for (EventExecutor executor : group) {
			EventLoop eventLoop = (EventLoop) executor;
			SessionLoop loop = new SessionLoop(new NettyLoop(eventLoop), config.limits().mailMax(),
					config.limits().mailBytesMax());
			this.loops.put(eventLoop, loop);
			this.all.add(loop);
			eventLoop.scheduleAtFixedRate(loop::tick, 1, 1, TimeUnit.SECONDS);
		}
	}

	/**
	 * Starts event loops.
	 * @throws IllegalStateException if the transport asked for cannot be loaded
	 */
	static Transport start(MqttServerConfig config) {
		int threads = (config.eventLoops() > 0) ? config.eventLoops() : Runtime.getRuntime().availableProcessors();
		MqttTransport chosen = choose(config.transport());
		logger.info("{} uses the {} transport with {} event loops", config.name(), chosen, threads);
		return switch (chosen) {
			case EPOLL -> Native.epoll(threads, config);
			case IO_URING -> Native.ioUring(threads, config);
			default -> create(NioServerSocketChannel.class, NioIoHandler.newFactory(), threads, config);
		};
	}

	private static MqttTransport choose(MqttTransport wanted) {
		return switch (wanted) {
			case AUTO -> (isOnClassPath("io.netty.channel.epoll.Epoll") && Native.hasEpoll()) ? MqttTransport.EPOLL
					: MqttTransport.NIO;
			case EPOLL -> {
				if (!isOnClassPath("io.netty.channel.epoll.Epoll") || !Native.hasEpoll()) {
					throw new IllegalStateException("The epoll transport cannot be loaded");
				}
				yield wanted;
			}
			case IO_URING -> {
				if (!isOnClassPath("io.netty.channel.uring.IoUring") || !Native.hasIoUring()) {
					throw new IllegalStateException("The io_uring transport cannot be loaded");
				}
				yield wanted;
			}
			case NIO -> wanted;
		};
	}

	private static boolean isOnClassPath(String className) {
		try {
			Class.forName(className, false, Transport.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private static Transport create(Class<? extends ServerChannel> channelType, IoHandlerFactory factory, int threads,
			MqttServerConfig config) {
		return new Transport(channelType,
				new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("mqtt-server-loop"), factory),
				config);
	}

	Class<? extends ServerChannel> channelType() {
		return this.channelType;
	}

	EventLoopGroup group() {
		return this.group;
	}

	SessionLoop loop(EventLoop eventLoop) {
		return java.util.Objects.requireNonNull(this.loops.get(eventLoop));
	}

	List<SessionLoop> all() {
		return this.all;
	}

	void shutdown() {
		this.group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
	}

	/** What needs classes that may not be there. */
	private static final class Native {

		static boolean hasEpoll() {
			return Epoll.isAvailable();
		}

		static boolean hasIoUring() {
			return IoUring.isAvailable();
		}

		static Transport epoll(int threads, MqttServerConfig config) {
			return create(EpollServerSocketChannel.class, EpollIoHandler.newFactory(), threads, config);
		}

		static Transport ioUring(int threads, MqttServerConfig config) {
			return create(IoUringServerSocketChannel.class, IoUringIoHandler.newFactory(), threads, config);
		}

	}

}
