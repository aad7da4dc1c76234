package io.mqttboot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttDurability;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Budget;
import io.mqttboot.server.internal.broker.Gate;
import io.mqttboot.server.internal.broker.Intercepted;
import io.mqttboot.server.internal.broker.Interception;
import io.mqttboot.server.internal.broker.Offering;
import io.mqttboot.server.internal.broker.Origin;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.RetainedSelection;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.internal.broker.TopicRewrites;
import io.mqttboot.server.internal.connection.ConnectionContext;
import io.mqttboot.server.internal.handler.Authorization;
import io.mqttboot.server.internal.handler.Watcher;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.session.DelayedMessages;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and looks on for those who are no clients, as far as their permissions go.
 */
final class Deputy {

	// nodes of the tree of retained messages that are looked at in one step
	private static final int STEP = 1_000;

	private static final int STORE_SECONDS = 30;

	private static final int RELIEF_SECONDS = 1;

	private static final AtomicLong IDS = new AtomicLong();

	private final Engine engine;

	Deputy(Engine engine) {
		this.engine = engine;
	}

	private Broker broker() {
		return this.engine.broker();
	}

	private ConnectionContext connections() {
		return this.engine.connections();
	}

	private SessionLoop anyLoop() {
		List<SessionLoop> loops = this.engine.loops();
		return loops.get(ThreadLocalRandom.current().nextInt(loops.size()));
	}

	// ------ what somebody may do

	private CompletableFuture<Optional<Permissions>> permissions(MqttIdentity who) {
		CompletableFuture<Optional<Permissions>> known = new CompletableFuture<>();
		if (!connections().authorization().isPresent()) {
			known.complete(Optional.empty());
			return known;
		}
		connections().authorization().ask(who, new Authorization.Answer() {

			@Override
			public void granted(Permissions permissions) {
				known.complete(Optional.of(permissions));
			}

			@Override
			public void refused(MqttReasonCode reason, String why) {
				known.completeExceptionally(new MqttProtocolException(reason, why));
			}

		});
		return known;
	}

	private MqttProtocolException denied(MqttRule.Action action, String why) {
		connections().observer().denied(action);
		return new MqttProtocolException(MqttReasonCode.NOT_AUTHORIZED, why);
	}

	// ------ publishing

	CompletableFuture<MqttReasonCode> publish(MqttIdentity by, @Nullable String publisher, MqttMessage message) {
		String topic = MqttTopicFilter.checkTopicName(message.topic());
		if (message.retain() && connections().config().limits().retainedMax() == 0) {
			return CompletableFuture.completedFuture(MqttReasonCode.RETAIN_NOT_SUPPORTED);
		}
		int delay = topic.startsWith(DelayedMessages.PREFIX) ? DelayedMessages.seconds(topic) : 0;
		MqttMessage asked = (delay > 0) ? message.withTopic(DelayedMessages.topic(topic)) : message;
		if (asked.topic().charAt(0) == '$') {
			broker().dropped(asked, publisher, null, MqttDropCause.RESERVED_TOPIC);
			return CompletableFuture.completedFuture(MqttReasonCode.TOPIC_NAME_INVALID);
		}
		TopicRewrites rewrites = broker().rewrites();
		String rewritten = (rewrites != null) ? rewrites.publish(asked.topic()) : asked.topic();
		if (rewritten == null) {
			broker().dropped(asked, publisher, null, MqttDropCause.REWRITE_FAILED);
			return CompletableFuture.completedFuture(MqttReasonCode.TOPIC_NAME_INVALID);
		}
		MqttMessage said = asked.withTopic(rewritten);
		if (message.qos() == MqttQos.AT_MOST_ONCE && broker().overload().sheds()) {
			broker().dropped(said, publisher, null, MqttDropCause.SHED);
			return CompletableFuture.completedFuture(MqttReasonCode.SERVER_BUSY);
		}
		return permissions(by).thenCompose((permissions) -> {
			Permissions own = permissions.orElse(null);
			if (own != null && !own.mayPublish(said.topic())) {
				broker().dropped(said, publisher, null, MqttDropCause.NOT_AUTHORIZED);
				connections().observer().denied(MqttRule.Action.PUBLISH);
				return CompletableFuture.completedFuture(MqttReasonCode.NOT_AUTHORIZED);
			}
			Budget budget = broker().budgets().hold(by);
			try {
				Origin origin = new Origin(publisher, own, budget);
				return (delay > 0) ? later(said, origin, delay) : seen(said, origin);
			}
			finally {
				if (budget != null) {
					budget.letGo(); // what is kept of the message holds it
				}
			}
		});
	}

	// Interceptors see it first, as they do what clients publish.
	private CompletableFuture<MqttReasonCode> seen(MqttMessage message, Origin origin) {
		Interception interception = broker().interceptions().publishing();
		if (interception == null) {
			return now(message, origin);
		}
		Budget budget = origin.budget();
		if (budget != null) {
			budget.hold();
		}
		CompletableFuture<Intercepted> seen = new CompletableFuture<>();
		if (interception.isFast()) {
			seen.complete(interception.now(origin, message));
		}
		else {
			interception.later(origin, message, seen::complete);
		}
		return seen.thenCompose((made) -> {
			if (made.message() != null) {
				return now(made.message(), origin);
			}
			if (made.cause() != null) {
				broker().dropped(message, origin.clientId(), null, made.cause());
			}
			return CompletableFuture.completedFuture(made.reason());
		}).whenComplete((done, failure) -> {
			if (budget != null) {
				budget.letGo();
			}
		});
	}

	private CompletableFuture<MqttReasonCode> now(MqttMessage message, Origin origin) {
		CompletableFuture<Void> stored = new CompletableFuture<>();
		Gate gate = new Gate(() -> stored.complete(null));
		boolean durable = connections().config().durability() != MqttDurability.NONE;
		long now = this.engine.millis();
		Offering offering = broker().publish(Publication.of(message, origin, now, durable ? gate : null), now);
		gate.leave();
		CompletableFuture<Void> relieved = CompletableFuture.completedFuture(null);
		if (offering.pressure() != null) { // who publishes too fast is answered late
			CompletableFuture<Void> low = new CompletableFuture<>();
			offering.pressure().await(() -> low.complete(null));
			relieved = low.completeOnTimeout(null, RELIEF_SECONDS, TimeUnit.SECONDS);
		}
		MqttReasonCode reason = (offering.receivers() > 0) ? MqttReasonCode.SUCCESS
				: MqttReasonCode.NO_MATCHING_SUBSCRIBERS;
		return stored.orTimeout(STORE_SECONDS, TimeUnit.SECONDS).thenCombine(relieved, (first, second) -> reason);
	}

	private CompletableFuture<MqttReasonCode> later(MqttMessage message, Origin origin, int seconds) {
		SessionLoop loop = anyLoop();
		Budget budget = origin.budget();
		if (budget != null) {
			budget.hold();
		}
		MqttReasonCode[] reason = { MqttReasonCode.SUCCESS };
		return Steps.take(loop, () -> {
			if (!connections().delayed().add(loop, message, origin, seconds)) {
				broker().dropped(message, origin.clientId(), null, MqttDropCause.DELAYED_FULL);
				reason[0] = MqttReasonCode.QUOTA_EXCEEDED;
			}
			return true;
		}, () -> reason[0]).whenComplete((done, failure) -> {
			if (budget != null) {
				budget.letGo();
			}
		});
	}

	// ------ retained messages

	CompletableFuture<List<MqttMessage>> retained(String filter, int max) {
		List<MqttMessage> found = new ArrayList<>();
		RetainedSelection selection = broker().retained(MqttTopicFilter.of(filter).filter());
		return Steps.take(anyLoop(), () -> selection.goOn(STEP, this.engine.millis(), (publication) -> {
			if (found.size() < max) {
				found.add(publication.message());
			}
		}) < STEP || found.size() >= max, () -> List.copyOf(found));
	}

	CompletableFuture<Boolean> deleteRetained(MqttIdentity by, String topic) {
		MqttTopicFilter.checkTopicName(topic);
		return permissions(by).thenApply((permissions) -> {
			if (permissions.isPresent() && !permissions.get().mayPublish(topic)) {
				throw denied(MqttRule.Action.PUBLISH, "it may not publish to the topic");
			}
			return broker().removeRetained(topic);
		});
	}

	// ------ looking on

	CompletableFuture<MqttServerSubscription> watch(MqttIdentity by, String filter, MqttQos qos, int retainedMax,
			MqttServerMessageHandler handler) {
		MqttTopicFilter wanted = MqttTopicFilter.of(filter);
		if (wanted.isShared() || wanted.isExclusive()) {
			throw new IllegalArgumentException("who looks on takes no part in a shared or exclusive subscription");
		}
		return permissions(by).thenApply((permissions) -> {
			if (permissions.isPresent() && !permissions.get().maySubscribe(wanted)) {
				throw denied(MqttRule.Action.SUBSCRIBE, "it may not subscribe to the filter");
			}
			if (!broker().hasRoomFor(wanted)) {
				throw new MqttProtocolException(MqttReasonCode.QUOTA_EXCEEDED, "there are too many subscriptions");
			}
			Watcher watcher = new Watcher("$watch/" + IDS.incrementAndGet(), permissions.orElse(null),
					handler::onMessage);
			Subscription subscription = new Subscription(watcher, wanted, qos, false, true, 0, 0);
			broker().subscribe(subscription);
			showRetained(watcher, subscription, retainedMax);
			return new Watching(broker(), watcher, wanted);
		});
	}

	private void showRetained(Watcher watcher, Subscription subscription, int max) {
		RetainedSelection selection = broker().retained(subscription.filter().filter());
		int[] shown = new int[1];
		Steps.take(anyLoop(), () -> selection.goOn(STEP, this.engine.millis(), (publication) -> {
			if (shown[0]++ < max) {
				watcher.offer(publication, subscription.grant());
			}
		}) < STEP || shown[0] >= max || !watcher.isReachable(), () -> shown[0]);
	}

	/** A look at messages that goes on until it is closed. */
	private record Watching(Broker broker, Watcher watcher, MqttTopicFilter wanted) implements MqttServerSubscription {

		@Override
		public String filter() {
			return this.wanted.text();
		}

		@Override
		public void close() {
			this.watcher.close();
			this.broker.unsubscribe(this.watcher, this.wanted);
		}

	}

}
