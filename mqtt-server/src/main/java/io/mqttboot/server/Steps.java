package io.mqttboot.server;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.mqttboot.server.internal.session.SessionLoop;

/**
 * Long work in short steps on one loop, so that the loop's connections have their turn
 * between two, and so that whoever asked for it does not wait.
 */
final class Steps {

	private Steps() {
	}

	/**
	 * Takes steps until one was the last.
	 * @param step takes one; returns whether it was the last
	 * @param result what all of them come to
	 * @return the result, completed on the loop
	 */
	static <T> CompletableFuture<T> take(SessionLoop loop, BooleanSupplier step, Supplier<T> result) {
		CompletableFuture<T> done = new CompletableFuture<>();
		next(loop, step, result, done);
		return done;
	}

	private static <T> void next(SessionLoop loop, BooleanSupplier step, Supplier<T> result,
			CompletableFuture<T> done) {
		try {
			loop.execute(() -> {
				try {
					if (step.getAsBoolean()) {
						done.complete(result.get());
						return;
					}
				}
				catch (RuntimeException ex) {
					done.completeExceptionally(ex);
					return;
				}
				next(loop, step, result, done);
			});
		}
		catch (RuntimeException ex) { // the server has stopped
			done.completeExceptionally(ex);
		}
	}

}
