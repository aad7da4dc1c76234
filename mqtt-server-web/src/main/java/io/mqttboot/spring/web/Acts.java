package io.mqttboot.spring.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Does what callers ask for, and writes down what came of it.
 */
final class Acts {

	private final MqttAudit audit;

	Acts(MqttAudit audit) {
		this.audit = audit;
	}

	/** Does something that is answered later. */
	<T> CompletableFuture<T> later(Caller caller, String action, String target,
			Supplier<? extends CompletionStage<T>> act) {
		CompletableFuture<T> result;
		try {
			result = act.get().toCompletableFuture();
		}
		catch (RuntimeException ex) {
			result = CompletableFuture.failedFuture(ex);
		}
		return result.whenComplete((done, failure) -> this.audit.record(caller.name(), caller.address(), action, target,
				(failure == null) ? MqttAudit.DONE : "failed: " + ApiFailures.of(failure).getMessage()));
	}

	/** Does something at once. */
	<T> CompletableFuture<T> now(Caller caller, String action, String target, Supplier<T> act) {
		return later(caller, action, target, () -> CompletableFuture.completedFuture(act.get()));
	}

}
