package io.mqttboot.server.internal.handler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.permission.Rights;
import io.mqttboot.server.internal.permission.Ruleset;
import io.mqttboot.server.spi.MqttAuthorizer;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the application's authorizers what clients may do, on the authentication executor;
 * bounded, and failing closed. Knows the permissions of everybody who was asked about and
 * is still remembered, connected or not, and asks again when they are refreshed.
 */
public final class Authorization {

	/** Who waits for the permissions of one client; called on any thread. */
	public interface Answer {

		/** Here they are. */
		void granted(Permissions permissions);

		/** They could not be found out. */
		void refused(MqttReasonCode reason, String why);

	}

	/** Everything is allowed. */
	public static final Authorization NONE = new Authorization(List.of(), true, Runnable::run, 1);

	private static final Logger logger = LoggerFactory.getLogger(Authorization.class);

	// How many clients a refresh asks about before others have their turn.
	private static final int BATCH = 32;

	private final List<MqttAuthorizer> authorizers;

	private final boolean otherwise;

	private final Executor executor;

	private final int waitingMax;

	private final AtomicInteger waiting = new AtomicInteger();

	// counts up with every refresh
	private final AtomicLong edition = new AtomicLong();

	// Sessions keep them, and so do retained and delayed messages; when nobody does they
	// are gone.
	private final Set<Permissions> living = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	// mostly all clients have the same rules, and share them
	private volatile Ruleset last = Ruleset.of(List.of());

	// one line for each time that it begins: any client may cause the next
	private volatile boolean failing;

	private final Object passes = new Object();

	// guarded by passes
	private @Nullable CompletableFuture<Void> running;

	// guarded by passes
	private @Nullable CompletableFuture<Void> next;

	/**
	 * Creates what asks.
	 * @param otherwise whether that is allowed of which no rule speaks
	 * @param waitingMax how many clients may wait for their permissions
	 */
	public Authorization(List<MqttAuthorizer> authorizers, boolean otherwise, Executor executor, int waitingMax) {
		this.authorizers = List.copyOf(authorizers);
		this.otherwise = otherwise;
		this.executor = executor;
		this.waitingMax = waitingMax;
	}

	/** Whether there are permissions at all; without, everything is allowed. */
	public boolean isPresent() {
		return !this.authorizers.isEmpty();
	}

	/**
	 * Asks what a client may do.
	 * @return gives the question up: nobody waits for the answer any more
	 */
	public Runnable ask(MqttIdentity client, Answer answer) {
		Question question = new Question(client, answer);
		if (this.waiting.incrementAndGet() > this.waitingMax) {
			this.waiting.decrementAndGet();
			answer.refused(MqttReasonCode.SERVER_BUSY, "too many clients wait for their permissions");
			return question::giveUp;
		}
		try {
			this.executor.execute(question);
		}
		catch (RejectedExecutionException | Error ex) { // no thread can be started, for
														// example
			this.waiting.decrementAndGet();
			answer.refused(MqttReasonCode.SERVER_BUSY, "there is no room to ask for its permissions");
		}
		return question::giveUp;
	}

	/** Asks on this thread. If it fails the client may do nothing. */
	public Permissions askNow(MqttIdentity client) {
		return remembered(rights(client));
	}

	/** Whether permissions were refreshed while these were found out. */
	public boolean isOutdated(Permissions permissions) {
		return permissions.edition() != this.edition.get();
	}

	/**
	 * Asks once more about a client; nothing is allowed if that is not possible.
	 * @param then called on any thread when it has its new permissions
	 */
	public void renew(Permissions permissions, Runnable then) {
		Rights before = permissions.rights();
		ask(permissions.client(), new Answer() {

			@Override
			public void granted(Permissions fresh) {
				permissions.replace(before, fresh.rights());
				then.run();
			}

			@Override
			public void refused(MqttReasonCode reason, String why) {
				permissions.replace(before, Rights.unknown(before.client(), before.edition()));
				then.run();
			}

		});
	}

	private Permissions remembered(Rights rights) {
		Permissions permissions = new Permissions(rights);
		this.living.add(permissions);
		return permissions;
	}

	private Rights rights(MqttIdentity client) {
		long present = this.edition.get();
		try {
			List<MqttRule> rules = new ArrayList<>();
			for (MqttAuthorizer authorizer : this.authorizers) {
				rules.addAll(authorizer.rules(client));
			}
			Rights found = Rights.of(client, ruleset(rules), this.otherwise, present);
			this.failing = false;
			return found;
		}
		catch (Throwable ex) { // also a stack overflow: the answer must come
			if (!this.failing) {
				logger.warn(
						"MQTT-3002 An authorizer failed with {}; the client may do nothing. This is said once until one is "
								+ "answered for",
						ex.getClass().getName());
			}
			this.failing = true;
			return Rights.unknown(client, present);
		}
	}

	private Ruleset ruleset(List<MqttRule> rules) {
		Ruleset known = this.last;
		if (!known.isOf(rules)) {
			known = Ruleset.of(rules);
			this.last = known;
		}
		return known;
	}

	/**
	 * Asks again about all clients that are remembered, one after the other. Calls while
	 * that goes on share one more round.
	 * @return completed when all have their new permissions; with an exception if those
	 * of some could not be found out
	 */
	public CompletableFuture<Void> refresh() {
		synchronized (this.passes) {
			if (this.running != null) {
				this.next = (this.next != null) ? this.next : new CompletableFuture<>();
				return this.next;
			}
			CompletableFuture<Void> done = new CompletableFuture<>();
			this.running = done;
			begin(done);
			return done;
		}
	}

	private void begin(CompletableFuture<Void> done) {
		this.edition.incrementAndGet(); // before it is looked who is there
		Queue<Permissions> left;
		synchronized (this.living) {
			left = new ArrayDeque<>(this.living);
		}
		new Pass(left, done).later();
	}

	private void ended(CompletableFuture<Void> done, int failures) {
		synchronized (this.passes) {
			this.running = this.next;
			this.next = null;
			if (this.running != null) {
				begin(this.running);
			}
		}
		if (failures == 0) {
			done.complete(null);
		}
		else {
			done.completeExceptionally(
					new IllegalStateException("the permissions of " + failures + " clients could not be found out"));
		}
	}

	/** A client that waits for its permissions. */
	private final class Question implements Runnable {

		private final MqttIdentity client;

		private final Answer answer;

		private volatile boolean givenUp;

		private Question(MqttIdentity client, Answer answer) {
			this.client = client;
			this.answer = answer;
		}

		private void giveUp() {
			this.givenUp = true;
		}

		@Override
		public void run() {
			Permissions permissions = this.givenUp ? null : askNow(this.client);
			Authorization.this.waiting.decrementAndGet();
			if (permissions != null && permissions.areKnown()) {
				this.answer.granted(permissions);
			}
			else if (permissions != null) {
				this.answer.refused(MqttReasonCode.NOT_AUTHORIZED, "its permissions could not be found out");
			}
		}

	}

	/** One round through all that are remembered. */
	private final class Pass implements Runnable {

		private final Queue<Permissions> left;

		private final CompletableFuture<Void> done;

		private int failures;

		private Pass(Queue<Permissions> left, CompletableFuture<Void> done) {
			this.left = left;
			this.done = done;
		}

		private void later() {
			try {
				Authorization.this.executor.execute(this);
			}
			catch (RejectedExecutionException | Error ex) { // nobody is asked: nobody may
															// do anything
				this.failures += this.left.size();
				this.left.forEach((each) -> each.replace(each.rights(), Rights.unknown(each.client(), each.edition())));
				ended(this.done, this.failures);
			}
		}

		@Override
		public void run() {
			for (int i = 0; i < BATCH && !this.left.isEmpty(); i++) {
				Permissions each = this.left.remove();
				Rights before = each.rights();
				each.replace(before, rights(each.client()));
				this.failures += each.areKnown() ? 0 : 1;
			}
			if (this.left.isEmpty()) {
				ended(this.done, this.failures);
			}
			else {
				later();
			}
		}

	}

}
