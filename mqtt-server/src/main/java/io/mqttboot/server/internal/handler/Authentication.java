package io.mqttboot.server.internal.handler;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the application's authenticators, one after the other, on their executor; bounded,
 * and failing closed: whatever goes wrong, the client is refused. Answers come on any
 * thread.
 */
public final class Authentication {

	private static final Logger logger = LoggerFactory.getLogger(Authentication.class);

	private static final MqttAuthResult BUSY = new MqttAuthResult.Refused(MqttReasonCode.SERVER_BUSY,
			"too many clients wait for authentication");

	private static final MqttAuthResult FAILED = new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED,
			"authentication failed with an error");

	private static final MqttAuthResult UNKNOWN = new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED,
			"no authenticator knows it");

	private final List<MqttAuthenticator> authenticators;

	private final Executor executor;

	private final int waitingMax;

	private final AtomicInteger waiting = new AtomicInteger();

	public Authentication(List<MqttAuthenticator> authenticators, Executor executor, int waitingMax) {
		this.authenticators = List.copyOf(authenticators);
		this.executor = executor;
		this.waitingMax = waitingMax;
	}

	/** Whether anybody authenticates clients. */
	public boolean isPresent() {
		return !this.authenticators.isEmpty();
	}

	/**
	 * Decides on a client; each authenticator that speaks its method and does not abstain
	 * must accept it, and one at least.
	 * @return gives the question up: nobody waits for the answer any more
	 */
	public Runnable authenticate(MqttAuthRequest request, Consumer<MqttAuthResult> answer) {
		Question question = new Question(answer);
		List<MqttAuthenticator> able = new ArrayList<>();
		question.ask(() -> first(able, request), (result) -> next(question, able, 1, request, UNKNOWN, result));
		return question::giveUp;
	}

	private CompletionStage<MqttAuthResult> first(List<MqttAuthenticator> able, MqttAuthRequest request) {
		for (MqttAuthenticator authenticator : this.authenticators) {
			if (authenticator.supports(request.method())) {
				able.add(authenticator);
			}
		}
		if (able.isEmpty()) {
			return CompletableFuture.completedFuture((request.method() != null)
					? new MqttAuthResult.Refused(MqttReasonCode.BAD_AUTHENTICATION_METHOD, "unknown method")
					: new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, "a method is required"));
		}
		return able.get(0).authenticate(request);
	}

	private void next(Question question, List<MqttAuthenticator> able, int index, MqttAuthRequest request,
			MqttAuthResult before, MqttAuthResult result) {
		boolean abstained = result instanceof MqttAuthResult.Abstained;
		MqttAuthResult sofar = abstained ? before : result;
		if (index == able.size() || !(abstained || result instanceof MqttAuthResult.Accepted)) {
			question.answer.accept(sofar);
			return;
		}
		question.ask(() -> able.get(index).authenticate(request),
				(following) -> next(question, able, index + 1, request, sofar, following));
	}

	/**
	 * Goes on with a challenge that the client has answered.
	 * @return gives the question up: nobody waits for the answer any more
	 */
	public Runnable proceed(MqttAuthResult.Challenge challenge, @Nullable ByteBuffer data,
			Consumer<MqttAuthResult> answer) {
		Question question = new Question(answer);
		question.ask(() -> challenge.next().apply(data), answer);
		return question::giveUp;
	}

	// The class only: a message may quote what the client sent.
	private static void failed(Throwable failure) {
		logger.warn("An authenticator failed with {}; the client is refused", failure.getClass().getName());
	}

	/** What is asked about one client, in one step or several. */
	private final class Question {

		private final Consumer<MqttAuthResult> answer;

		private volatile boolean givenUp;

		private volatile @Nullable Step step;

		private Question(Consumer<MqttAuthResult> answer) {
			this.answer = answer;
		}

		private void ask(Supplier<CompletionStage<MqttAuthResult>> asked, Consumer<MqttAuthResult> then) {
			if (Authentication.this.waiting.incrementAndGet() > Authentication.this.waitingMax) {
				Authentication.this.waiting.decrementAndGet();
				then.accept(BUSY);
				return;
			}
			Step next = new Step(this, asked, then);
			this.step = next;
			try {
				Authentication.this.executor.execute(next);
			}
			catch (RejectedExecutionException ex) {
				next.answered(BUSY);
			}
		}

		private void giveUp() {
			this.givenUp = true;
			Step last = this.step;
			if (last != null && last.called) {
				last.leave(); // an answer that never comes holds no place for ever
			}
		}

	}

	/**
	 * One call of an authenticator: it holds a place in the queue until it is answered.
	 */
	private final class Step implements Runnable {

		private final Question question;

		private final Supplier<CompletionStage<MqttAuthResult>> asked;

		private final Consumer<MqttAuthResult> then;

		private final AtomicBoolean left = new AtomicBoolean();

		// the authenticator has returned: it holds no thread and waits in no executor
		private volatile boolean called;

		private Step(Question question, Supplier<CompletionStage<MqttAuthResult>> asked,
				Consumer<MqttAuthResult> then) {
			this.question = question;
			this.asked = asked;
			this.then = then;
		}

		@Override
		public void run() {
			if (this.question.givenUp) {
				leave();
				return;
			}
			try {
				this.asked.get().whenComplete((result, failure) -> {
					if (failure != null) {
						failed(failure);
					}
					answered((result != null) ? result : FAILED);
				});
			}
			catch (Throwable ex) { // also a stack overflow: the place must be given back
				failed(ex);
				answered(FAILED);
			}
			this.called = true;
			if (this.question.givenUp) {
				leave();
			}
		}

		private void answered(MqttAuthResult result) {
			if (leave()) {
				this.then.accept(result);
			}
		}

		// Returns whether this was the first time.
		private boolean leave() {
			boolean first = this.left.compareAndSet(false, true);
			if (first) {
				Authentication.this.waiting.decrementAndGet();
			}
			return first;
		}

	}

}
