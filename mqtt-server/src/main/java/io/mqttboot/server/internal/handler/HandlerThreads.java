package io.mqttboot.server.internal.handler;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which the application's code runs when the application gave no executor:
 * as many as needed up to a limit, and none while there is nothing to do.
 */
public final class HandlerThreads {

	private static final int IDLE_SECONDS = 60;

	private HandlerThreads() {
	}

	/** Starts no thread yet. What waits is bounded by those who hand it in. */
	public static ExecutorService create(String name) {
		int threads = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
		AtomicInteger number = new AtomicInteger();
		ThreadPoolExecutor executor = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> thread(name, number.incrementAndGet(), task));
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static Thread thread(String name, int number, Runnable task) {
		Thread thread = new Thread(task, name + "-" + number);
		thread.setDaemon(true);
		return thread;
	}

}
