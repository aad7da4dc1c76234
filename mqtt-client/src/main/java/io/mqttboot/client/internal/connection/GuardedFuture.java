package io.mqttboot.client.internal.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that cannot be waited for on the threads that complete futures: that would
 * wait for ever. What is chained to one is one as well.
 *
 * @param <T> the result
 */
public final class GuardedFuture<T> extends CompletableFuture<T> {

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new GuardedFuture<>();
	}

	@Override
	public T get() throws InterruptedException, ExecutionException {
		check();
		return super.get();
	}

	@Override
	public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		check();
		return super.get(timeout, unit);
	}

	@Override
	public T join() {
		check();
		return super.join();
	}

	private void check() {
		if (!isDone()) {
			ClientThreads.checkMayWait();
		}
	}

}
