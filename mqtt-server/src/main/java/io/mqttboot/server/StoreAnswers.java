package io.mqttboot.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store so that it answers in one way only: one that throws, or returns nothing,
 * has failed like one whose answer says so.
 */
final class StoreAnswers {

	private StoreAnswers() {
	}

	/**
	 * Asks, and counts a failure.
	 * @param <T> what the store answers
	 * @param observer who counts
	 * @param call the call of the store
	 * @return its answer
	 */
	static <T> CompletionStage<T> of(MqttServerObserver observer, Supplier<@Nullable CompletionStage<T>> call) {
		CompletionStage<T> answer = ask(call);
		answer.whenComplete((done, failure) -> {
			if (failure != null) {
				observer.storeFailed();
			}
		});
		return answer;
	}

	private static <T> CompletionStage<T> ask(Supplier<@Nullable CompletionStage<T>> call) {
		try {
			CompletionStage<T> answer = call.get();
			return (answer != null) ? answer
					: CompletableFuture.failedFuture(new IllegalStateException("the store returned null"));
		}
		catch (Exception | LinkageError | AssertionError ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
