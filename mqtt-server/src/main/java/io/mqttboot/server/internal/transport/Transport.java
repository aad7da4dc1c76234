package io.mqttboot.server.internal.transport;

import java.util.List;
import java.util.function.BiConsumer;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttTransport;
import io.mqttboot.server.internal.connection.Lobby;
import io.mqttboot.server.internal.session.SessionLoop;
import io.netty.channel.Channel;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loops of a server: those of clients, and the lobby. Runs from its creation
 * until it is shut down.
 */
final class Transport {

	private static final Logger logger = LoggerFactory.getLogger(Transport.class);

	private final Class<? extends ServerChannel> channelType;

	private final LoopGroup clients;

	private final @Nullable Reception reception;

	private final @Nullable LoopGroup strangers;

	private Transport(Class<? extends ServerChannel> channelType, LoopGroup clients, @Nullable Reception reception,
			MqttServerConfig config) {
		this.channelType = channelType;
		this.clients = clients;
		this.reception = reception;
		this.strangers = (reception != null) ? new LoopGroup(reception, config) : null;
	}

	/**
	 * Starts event loops.
	 * @throws IllegalStateException if the transport asked for cannot be loaded
	 */
	static Transport start(MqttServerConfig config) {
		int threads = (config.eventLoops() > 0) ? config.eventLoops() : Runtime.getRuntime().availableProcessors();
		MqttTransport chosen = choose(config.transport());
		logger.info("MQTT-1001 {} uses the {} transport with {} event loops", config.name(), chosen, threads);
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
		LoopGroup clients = clients(threads, factory, config);
		// half as many: where processors are scarce clients get the most of them
		return new Transport(channelType, clients, new Reception(Math.max(1, threads / 2), factory, clients), config);
	}

	private static LoopGroup clients(int threads, IoHandlerFactory factory, MqttServerConfig config) {
		return new LoopGroup(
				new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("mqtt-server-loop"), factory),
				config);
	}

	Class<? extends ServerChannel> channelType() {
		return this.channelType;
	}

	/** Returns the group that accepts connections. */
	EventLoopGroup entrance() {
		return (this.reception != null) ? this.reception : this.clients.group();
	}

	/** Tells which loop an accepted channel is on, and whether that is in the lobby. */
	void accepted(Channel channel, BiConsumer<SessionLoop, @Nullable Lobby> init) {
		LoopGroup group = (this.strangers != null && this.strangers.has(channel.eventLoop())) ? this.strangers
				: this.clients;
		init.accept(group.of(channel.eventLoop()), (this.reception != null) ? this.reception.lobby(channel) : null);
	}

	List<SessionLoop> loops() {
		return this.clients.loops();
	}

	List<SessionLoop> lobby() {
		return (this.strangers != null) ? this.strangers.loops() : List.of();
	}

	boolean isOnLoop() {
		return this.clients.isOnLoop() || (this.strangers != null && this.strangers.isOnLoop());
	}

	void shutdown() {
		if (this.strangers != null) {
			this.strangers.shutdown();
		}
		this.clients.shutdown();
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
			// a read that is under way cannot change loops
			return new Transport(IoUringServerSocketChannel.class,
					clients(threads, IoUringIoHandler.newFactory(), config), null, config);
		}

	}

}
