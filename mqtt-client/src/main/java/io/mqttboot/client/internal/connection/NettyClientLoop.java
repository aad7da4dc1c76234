package io.mqttboot.client.internal.connection;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.mqttboot.client.internal.session.ClientLoop;
import io.netty.channel.EventLoop;

/**
 * An event loop of Netty as the loop of a client.
 */
public final class NettyClientLoop implements ClientLoop {

	private final EventLoop eventLoop;

	NettyClientLoop(EventLoop eventLoop) {
		this.eventLoop = eventLoop;
	}

	EventLoop eventLoop() {
		return this.eventLoop;
	}

	@Override
	public boolean isCurrent() {
		return this.eventLoop.inEventLoop();
	}

	@Override
	public long millis() {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
	}

	@Override
	public long nanos() {
		return System.nanoTime();
	}

	@Override
	public void execute(Runnable task) {
		this.eventLoop.execute(task);
	}

	@Override
	public Timer schedule(long delayMillis, Runnable task) {
		Future<?> scheduled = this.eventLoop.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
		return () -> scheduled.cancel(false);
	}

}
