package io.mqttboot.server.internal.handler;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttAttempts;
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

	private static final MqttAuthResult METHOD_UNKNOWN = new MqttAuthResult.Refused(
			MqttReasonCode.BAD_AUTHENTICATION_METHOD, "unknown method");

	private static final MqttAuthResult METHOD_REQUIRED = new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED,
			"a method is required");

	private static final MqttAuthResult BLOCKED = new MqttAuthResult.Refused(MqttReasonCode.QUOTA_EXCEEDED,
			"too many attempts failed");

	// it is told "not authorized", which it knows
	private static final MqttAuthResult BLOCKED_MQTT_3 = new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED,
			"too many attempts failed");

	private final List<MqttAuthenticator> authenticators;

	private final Executor executor;

	private final int waitingMax;

	private final Attempts attempts;

	private final LongSupplier millis;

	private final AtomicLong lastComplaint = new AtomicLong(-1);

	private final AtomicInteger waiting = new AtomicInteger();

	/** Creates a chain that forgets attempts that failed. */
	public Authentication(List<MqttAuthenticator> authenticators, Executor executor, int waitingMax) {
		this(authenticators, executor, waitingMax, MqttAttempts.UNLIMITED, () -> 0);
	}

	/**
	 * Creates the chain.
	 * @param authenticators who is asked, in this order
	 * @param executor where
	 * @param waitingMax clients that wait for an answer
	 * @param attempts how often a client may fail
	 * @param millis the time, in milliseconds since the epoch
	 */
	public Authentication(List<MqttAuthenticator> authenticators, Executor executor, int waitingMax,
			MqttAttempts attempts, LongSupplier millis) {
		this.authenticators = List.copyOf(authenticators);
		this.executor = executor;
		this.waitingMax = waitingMax;
		this.attempts = new Attempts(attempts, millis);
		this.millis = millis;
	}

	/** Whether anybody authenticates clients. */
	public boolean isPresent() {
		return !this.authenticators.isEmpty();
	}

	/**
	 * Decides on a client; each authenticator that speaks its method and does not abstain
	 * must accept it, and one at least.
	 * @param answer takes acceptance, refusal or a challenge, and after each challenge
	 * that was answered the next of them
	 */
	public Question authenticate(MqttAuthRequest request, Consumer<MqttAuthResult> answer) {
		Question question = new Question(request, answer);
		if (isBlocked(request)) {
			answer.accept(blocked(request));
		}
		else {
			question.begin();
		}
		return question;
	}

	private boolean isBlocked(MqttAuthRequest request) {
		return !request.reauthentication() && this.attempts.isBlocked(request);
	}

	private static MqttAuthResult blocked(MqttAuthRequest request) {
		return request.version().is5() ? BLOCKED : BLOCKED_MQTT_3;
	}

	// A guess that failed; what is not the client's fault is none.
	private static boolean isFailure(MqttAuthResult.Refused refused) {
		return refused != BLOCKED && refused != BLOCKED_MQTT_3 && refused != FAILED && refused != METHOD_UNKNOWN
				&& refused != METHOD_REQUIRED && refused.reasonCode() != MqttReasonCode.SERVER_BUSY
				&& refused.reasonCode() != MqttReasonCode.SERVER_UNAVAILABLE;
	}

	// The class only: a message may quote what the client sent. And once a second, for
	// any stranger can make it fail again.
	private void failed(Throwable failure) {
		long second = this.millis.getAsLong() / 1000;
		if (this.lastComplaint.getAndSet(second) != second) {
			logger.warn("MQTT-3001 An authenticator failed with {}; the client is refused",
					failure.getClass().getName());
		}
	}

	/**
	 * What is asked about one client: authenticator after authenticator, each in one step
	 * or several. One step is under way at a time.
	 */
	public final class Question {

		private final MqttAuthRequest request;

		private final Consumer<MqttAuthResult> answer;

		// those that speak the client's method and are still to be asked
		private final List<MqttAuthenticator> left = new ArrayList<>();

		private MqttAuthResult.@Nullable Accepted accepted;

		private @Nullable Function<@Nullable ByteBuffer, CompletionStage<MqttAuthResult>> challenger;

		private volatile boolean givenUp;

		private volatile @Nullable Step step;

		private Question(MqttAuthRequest request, Consumer<MqttAuthResult> answer) {
			this.request = request;
			this.answer = answer;
		}

		private void begin() {
			ask(() -> {
				if (isBlocked(this.request)) { // by now: who guesses often at once must
												// not keep the authenticators busy
					return java.util.concurrent.CompletableFuture.completedFuture(blocked(this.request));
				}
				for (MqttAuthenticator authenticator : Authentication.this.authenticators) {
					if (authenticator.supports(this.request.method())) {
						this.left.add(authenticator);
					}
				}
				return this.left.isEmpty() ? java.util.concurrent.CompletableFuture.completedFuture(noneIsAble())
						: this.left.remove(0).authenticate(this.request);
			});
		}

		private MqttAuthResult noneIsAble() {
			return (this.request.method() != null) ? METHOD_UNKNOWN : METHOD_REQUIRED;
		}

		/** Goes on with what the client said to the last challenge. */
		public void proceed(@Nullable ByteBuffer data) {
			Function<@Nullable ByteBuffer, CompletionStage<MqttAuthResult>> asked = this.challenger;
			this.challenger = null;
			ask(() -> Objects.requireNonNull(asked, "no challenge").apply(data));
		}

		/**
		 * The client has got its session: it is at home where it is. Who is merely
		 * accepted may have said the client identifier of another one.
		 */
		public void letIn() {
			Authentication.this.attempts.succeeded(this.request);
		}

		/** Nobody waits for the answer any more. */
		public void giveUp() {
			this.givenUp = true;
			Step last = this.step;
			if (last != null && last.called) {
				last.leave(); // an answer that never comes holds no place for ever
			}
		}

		private void answered(MqttAuthResult result) {
			if (result instanceof MqttAuthResult.Refused refused) {
				refuse(refused);
				return;
			}
			if (result instanceof MqttAuthResult.Challenge challenge) {
				this.challenger = challenge.next();
				this.answer.accept(result);
				return;
			}
			if (result instanceof MqttAuthResult.Accepted more) {
				this.accepted = Verdict.both(this.accepted, more);
			}
			if (this.left.isEmpty()) {
				end();
				return;
			}
			MqttAuthenticator next = this.left.remove(0);
			ask(() -> next.authenticate(this.request));
		}

		private void end() {
			if (this.accepted == null) {
				refuse(Verdict.nobody(this.request));
			}
			else if (isBlocked(this.request)) {
				this.answer.accept(blocked(this.request)); // else many guesses at once
															// were free
			}
			else {
				this.answer.accept(this.accepted);
			}
		}

		private void refuse(MqttAuthResult.Refused refused) {
			count(refused);
			this.answer.accept(refused);
		}

		// Who does not wait for the answer has guessed all the same, and cost as much.
		private void answeredLate(MqttAuthResult result) {
			if (result instanceof MqttAuthResult.Refused refused) {
				count(refused);
			}
		}

		private void count(MqttAuthResult.Refused refused) {
			if (isFailure(refused)) {
				Authentication.this.attempts.failed(this.request);
			}
		}

		private void ask(Supplier<CompletionStage<MqttAuthResult>> asked) {
			if (Authentication.this.waiting.incrementAndGet() > Authentication.this.waitingMax) {
				Authentication.this.waiting.decrementAndGet();
				this.answer.accept(BUSY);
				return;
			}
			Step next = new Step(this, asked);
			this.step = next;
			try {
				Authentication.this.executor.execute(next);
			}
			catch (RejectedExecutionException ex) {
				next.answered(BUSY);
			}
			catch (RuntimeException | Error ex) { // no thread can be started, for example
				failed(ex);
				next.answered(FAILED);
			}
		}

	}

	/**
	 * One call of an authenticator: it holds a place in the queue until it is answered.
	 */
	private final class Step implements Runnable {

		private final Question question;

		private final Supplier<CompletionStage<MqttAuthResult>> asked;

		private final AtomicBoolean left = new AtomicBoolean();

		// the authenticator has returned: it holds no thread and waits in no executor
		private volatile boolean called;

		private Step(Question question, Supplier<CompletionStage<MqttAuthResult>> asked) {
			this.question = question;
			this.asked = asked;
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
					answered((failure == null && result != null) ? result : FAILED);
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
				this.question.answered(result);
			}
			else if (this.question.givenUp) {
				this.question.answeredLate(result);
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
