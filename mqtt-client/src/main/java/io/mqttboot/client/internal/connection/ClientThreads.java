package io.mqttboot.client.internal.connection;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/**
 * The threads that all clients of a process share: event loops, one thread for results,
 * some that look up host names, and some that ask applications. They live as long as one
 * client does.
 */
public final class ClientThreads {

	private static final Object LOCK = new Object();

	// at once, so that a name server that hangs holds up few others
	private static final int LOOKUPS = 8;

	// guarded by LOCK
	private static @Nullable ClientThreads shared;

	// guarded by LOCK
	private int clients;

	private final EventLoopGroup loops;

	private final ExecutorService results;

	private final ExecutorService lookups;

	private final ExecutorService callouts;

	private ClientThreads() {
		int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		this.loops = new MultiThreadIoEventLoopGroup(threads, new BusyThreads("mqtt-client-loop"),
				NioIoHandler.newFactory());
		this.results = Executors.newSingleThreadExecutor(new BusyThreads("mqtt-client-results"));
		ThreadPoolExecutor pool = new ThreadPoolExecutor(LOOKUPS, LOOKUPS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), new DefaultThreadFactory("mqtt-client-lookup", true));
		pool.allowCoreThreadTimeOut(true);
		this.lookups = pool;
		// bounded by its users: no client asks twice at once
		this.callouts = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				new DefaultThreadFactory("mqtt-client-callout", true));
	}

	/** Returns the threads, started if need be; to be given back by {@link #release}. */
	public static ClientThreads acquire() {
		synchronized (LOCK) {
			if (shared == null) {
				shared = new ClientThreads();
			}
			shared.clients++;
			return shared;
		}
	}

	/** A client has ended; the last one ends the threads. */
	public void release() {
		synchronized (LOCK) {
			if (--this.clients > 0) {
				return;
			}
			shared = null;
		}
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
		this.results.shutdown();
		this.lookups.shutdown();
		this.callouts.shutdown();
	}

	/**
	 * Checks that the caller may wait for what a client does.
	 * @throws IllegalStateException on a thread that has to do it
	 */
	public static void checkMayWait() {
		Thread thread = Thread.currentThread();
		if (thread instanceof BusyThread) {
			throw new IllegalStateException("waiting on '" + thread.getName()
					+ "' would wait for ever, because this thread completes what is waited for: chain to the future"
					+ " instead (thenAccept), or wait on a thread of your own (thenAcceptAsync with an executor)");
		}
	}

	/** Returns the next loop in turn. */
	public NettyClientLoop nextLoop() {
		return new NettyClientLoop(this.loops.next());
	}

	public Executor results() {
		return this.results;
	}

	public Executor lookups() {
		return this.lookups;
	}

	/** Calls what an application may block, with a thread for each call. */
	public Executor callouts() {
		return this.callouts;
	}

	/** A thread on which nobody may wait for a client. */
	private static final class BusyThread extends FastThreadLocalThread {

		private BusyThread(Runnable task, String name) {
			super(task, name);
		}

	}

	/** Makes such threads. */
	private static final class BusyThreads extends DefaultThreadFactory {

		private BusyThreads(String name) {
			super(name, true);
		}

		@Override
		protected Thread newThread(Runnable task, String name) {
			return new BusyThread(task, name);
		}

	}

}
