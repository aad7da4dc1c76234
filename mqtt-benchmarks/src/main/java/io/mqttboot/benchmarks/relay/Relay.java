package io.mqttboot.benchmarks.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * What a broker on Netty cannot go below: one event loop that answers CONNECT and
 * SUBSCRIBE and forwards each PUBLISH verbatim to whoever subscribed to exactly its
 * topic. It checks nothing, limits nothing and keeps nothing.
 */
public final class Relay implements AutoCloseable {

	private final EventLoopGroup group;

	private final Channel channel;

	private Relay(EventLoopGroup group, Channel channel) {
		this.group = group;
		this.channel = channel;
	}

	/**
	 * Serves a port until its standard input ends.
	 * @param args the port
	 */
	public static void main(String[] args) throws IOException {
		start(Integer.parseInt(args[0]));
		System.out.println("ready");
		while (System.in.read() >= 0) {
			// until the end
		}
		System.exit(0);
	}

	/**
	 * Starts it.
	 * @param port where it listens, 0 for any
	 * @return the relay, running
	 */
	public static Relay start(int port) {
		boolean epoll = Epoll.isAvailable();
		EventLoopGroup group = new MultiThreadIoEventLoopGroup(1,
				epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
		Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
		Topics topics = new Topics();
		Channel channel = new ServerBootstrap().group(group)
			.channel(type)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, 65_536))
			.childHandler(new ChannelInitializer<Channel>() {

				@Override
				protected void initChannel(Channel client) {
					client.pipeline().addLast(new RelayConnection(topics));
				}

			})
			.bind("127.0.0.1", port)
			.syncUninterruptibly()
			.channel();
		return new Relay(group, channel);
	}

	/** Where it listens. */
	public int port() {
		return ((InetSocketAddress) this.channel.localAddress()).getPort();
	}

	@Override
	public void close() {
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

}
