package io.mqttboot.client.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes futures of the application away from the loop, those of one pass together:
 * what an application has chained to them runs on that executor. For one loop.
 */
final class Results {

	private static final Logger logger = LoggerFactory.getLogger(Results.class);

	private final Executor executor;

	private List<Runnable> due = new ArrayList<>();

	Results(Executor executor) {
		this.executor = executor;
	}

	<T> void complete(CompletableFuture<T> future, T value) {
		this.due.add(() -> future.complete(value));
	}

	void complete(CompletableFuture<Void> future) {
		this.due.add(() -> future.complete(null));
	}

	void fail(CompletableFuture<?> future, RuntimeException cause) {
		this.due.add(() -> future.completeExceptionally(cause));
	}

	/** Anything else that the application is told, in turn with the results. */
	void run(Runnable task) {
		this.due.add(task);
	}

	/** Hands over what this pass came to. */
	void passEnded() {
		if (!this.due.isEmpty()) {
			List<Runnable> batch = this.due;
			this.due = new ArrayList<>();
			Runnable all = () -> batch.forEach(Results::tell);
			try {
				this.executor.execute(all);
			}
			catch (RejectedExecutionException ex) {
				all.run(); // the last client has ended, and with it that thread
			}
		}
	}

	// A listener that fails costs its own call, and not the results of others.
	private static void tell(Runnable task) {
		try {
			task.run();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			logger.warn("A listener of the connection failed", ex);
		}
	}

}
