package io.mqttboot.server.internal.transport;

import java.util.concurrent.TimeUnit;

import io.mqttboot.server.internal.session.Loop;
import io.netty.channel.EventLoop;

/**
 * An event loop of Netty as the loop of sessions. Its clock starts at the system's and
 * then only goes on.
 */
final class NettyLoop implements Loop {

	private static final long BASE_MILLIS = System.currentTimeMillis();

	private static final long BASE_NANOS = System.nanoTime();

	private final EventLoop eventLoop;

	NettyLoop(EventLoop eventLoop) {
		this.eventLoop = eventLoop;
	}

	@Override
	public boolean inLoop() {
		return this.eventLoop.inEventLoop();
	}

	@Override
	public void execute(Runnable task) {
		this.eventLoop.execute(task);
	}

	@Override
	public long millis() {
		return now();
	}

	static long now() {
		return BASE_MILLIS + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - BASE_NANOS);
	}

}
