package io.mqttboot.spring.boot.test;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * A program that prints how many microseconds a start takes: {@code netty} a bare bind as
 * the first thing that the JVM does, {@code broker} the first start of a test broker, and
 * the median of the next twenty.
 */
final class StartupProbe {

	private static final int LATER_STARTS = 20;

	private StartupProbe() {
	}

	public static void main(String[] args) throws Exception {
		if (args[0].equals("netty")) {
			System.out.println("figures " + bind());
			return;
		}
		long first = start();
		long[] later = new long[LATER_STARTS];
		for (int i = 0; i < later.length; i++) {
			later[i] = start();
		}
		Arrays.sort(later);
		System.out.println("figures " + first + " " + later[later.length / 2]);
	}

	private static long bind() throws InterruptedException {
		long begin = System.nanoTime();
		MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		new ServerBootstrap().group(group)
			.channel(NioServerSocketChannel.class)
			.childHandler(new ChannelInitializer<Channel>() {

				@Override
				protected void initChannel(Channel channel) {
					// nobody connects
				}

			})
			.bind("127.0.0.1", 0)
			.sync();
		long end = System.nanoTime();
		group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
		return TimeUnit.NANOSECONDS.toMicros(end - begin);
	}

	private static long start() {
		long begin = System.nanoTime();
		MqttTestBroker broker = MqttTestBroker.create().start();
		long end = System.nanoTime();
		broker.close();
		return TimeUnit.NANOSECONDS.toMicros(end - begin);
	}

}
