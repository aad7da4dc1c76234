package io.mqttboot.server.internal.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A crossing, not a boss: keeps subscriptions and retained messages and offers each
 * publication to the subscribers that want it. Callable from any thread; two publications
 * of one thread reach each subscriber in their order. [MQTT-4.6.0-5]
 */
public final class Broker {

	private static final Logger logger = LoggerFactory.getLogger(Broker.class);

	private static final Grant EVERYTHING = new Grant(MqttQos.EXACTLY_ONCE, true, new int[0], null);

	private final SubscriptionIndex subscriptions;

	private final RetainedMessages retained;

	private final List<Subscriber> taps = new CopyOnWriteArrayList<>();

	private final int replayMax;

	private final AtomicInteger replaying = new AtomicInteger();

	private final Budgets budgets;

	private final QueueTotal queueTotal;

	private final long subscriptionsBytesMax;

	private final Overload overload;

	private final Trail trail = new Trail();

	private final MqttServerObserver observer;

	public Broker(MqttServerConfig config, @Nullable MqttMessageStore store, MqttServerObserver observer) {
		this.subscriptions = new SubscriptionIndex(config.sharedStrategy());
		this.retained = new RetainedMessages(config.limits().retainedMax(), config.limits().retainedBytesMax(), store,
				(publication, cause) -> dropped(publication.message(), publication.publisher(), null, cause));
		this.replayMax = config.limits().replayMax();
		this.budgets = new Budgets(config.limits());
		this.queueTotal = new QueueTotal(config.limits());
		this.subscriptionsBytesMax = (config.limits().subscriptionsBytesTotalMax() > 0)
				? config.limits().subscriptionsBytesTotalMax() : Runtime.getRuntime().maxMemory() / 4;
		this.overload = new Overload(config.overload(), observer);
		this.observer = observer;
	}

	/**
	 * Publishes: keeps the message if it is to be retained, and offers it to all who
	 * subscribed to it.
	 */
	public Offering publish(Publication publication, long nowMillis) {
		Offering offering = new Offering();
		this.trail.received(publication);
		if (publication.message().retain() && !this.retained.retain(publication, nowMillis)) {
			dropped(publication.message(), publication.publisher(), null, MqttDropCause.RETAINED_FULL);
		}
		if (publication.publisher() != null) {
			for (Subscriber tap : this.taps) {
				offering.tap(tap, publication, EVERYTHING);
			}
		}
		this.subscriptions.offer(publication, offering);
		this.trail.offered(publication, offering.receivers());
		offering.overload(this.overload.pressure());
		return offering;
	}

	/**
	 * Publishes what a client left behind, a will or a delayed message, if the client
	 * still may.
	 */
	public void publishLeft(MqttMessage message, Origin origin, long nowMillis) {
		if (origin.mayPublish(message.topic())) {
			publish(Publication.of(message, origin, nowMillis, null), nowMillis);
		}
		else {
			refuseLeft(message, String.valueOf(origin.clientId()));
		}
	}

	/** Drops what a client left behind that may not publish it. */
	public void refuseLeft(MqttMessage message, String publisher) {
		logger.info("MQTT-2007 What client '{}' left behind for '{}' is dropped: it may not publish there",
				LogText.of(publisher), LogText.of(message.topic()));
		this.observer.denied(MqttRule.Action.PUBLISH);
		dropped(message, publisher, null, MqttDropCause.NOT_AUTHORIZED);
	}

	/**
	 * A message does not reach one of its receivers, or nobody at all.
	 * @param publisher who published it, {@code null} for the server itself
	 * @param receiver who does not get it, {@code null} if there was nobody yet
	 */
	public void dropped(MqttMessage message, @Nullable String publisher, @Nullable String receiver,
			MqttDropCause cause) {
		this.observer.messageDropped(cause);
		this.trail.dropped(message, publisher, receiver, cause);
	}

	/**
	 * Publishes to one subscriber, if one of its own subscriptions matches.
	 * @return whether one did
	 */
	public boolean publishTo(Subscriber subscriber, Publication publication) {
		Grant grant = this.subscriptions.grantOf(subscriber, publication.message().topic());
		if (grant == null) {
			return false;
		}
		this.trail.received(publication);
		subscriber.offer(publication, grant);
		return true;
	}

	/**
	 * Offers a publication to another member of a group, because the one that was chosen
	 * is gone for good (MQTT 5.0, 4.8.2).
	 * @return whether there is another member
	 */
	public boolean publishToGroup(MqttTopicFilter sharedFilter, Publication publication) {
		Offering offering = new Offering();
		this.subscriptions.offerGroup(sharedFilter, publication, offering);
		return offering.receivers() > 0;
	}

	/** Whether there is room for another subscription, of whomever. */
	public boolean hasRoomFor(MqttTopicFilter filter) {
		return this.subscriptions.bytes() + SubscriptionIndex.cost(filter) <= this.subscriptionsBytesMax;
	}

	/**
	 * Adds or replaces a subscription.
	 * @return whether the subscriber had it before [MQTT-3.8.4-3]
	 */
	public boolean subscribe(Subscription subscription) {
		return this.subscriptions.put(subscription);
	}

	/**
	 * Removes a subscription.
	 * @return whether there was one
	 */
	public boolean unsubscribe(Subscriber subscriber, MqttTopicFilter filter) {
		return this.subscriptions.remove(subscriber, filter);
	}

	/** Shows the retained messages that a filter selects, as new subscribers get them. */
	public void retained(String filter, long nowMillis, Consumer<Publication> visitor) {
		this.retained.select(filter, nowMillis, visitor);
	}

	/** Returns the retained messages that a filter selects, to be shown in steps. */
	public RetainedSelection retained(String filter) {
		return this.retained.selection(filter);
	}

	/** Shows the retained message of one topic. */
	public void retainedAt(String topic, long nowMillis, Consumer<Publication> visitor) {
		this.retained.find(topic, nowMillis, visitor);
	}

	/**
	 * Removes the retained message of a topic, and tells nobody.
	 * @return whether there was one
	 */
	public boolean removeRetained(String topic) {
		return this.retained.remove(topic, null);
	}

	/** So many more retained messages, or fewer, wait for their receivers. */
	public void replaying(int more) {
		this.replaying.addAndGet(more);
	}

	/** Whether many retained messages at once may go to another subscription. */
	public boolean mayReplay() {
		return this.replaying.get() <= this.replayMax;
	}

	/** Puts back a retained message that was stored. */
	public void restore(Publication publication) {
		this.retained.restore(publication);
	}

	/** Adds somebody who sees everything that clients publish. */
	public void tap(Subscriber subscriber) {
		this.taps.add(subscriber);
	}

	/** Returns what each principal may have the server keep. */
	public Budgets budgets() {
		return this.budgets;
	}

	/** Returns what waits for all sessions together. */
	public QueueTotal queueTotal() {
		return this.queueTotal;
	}

	/** Returns the steps of messages, to be followed. */
	public Trail trail() {
		return this.trail;
	}

	/** Returns whether the server is overloaded. */
	public Overload overload() {
		return this.overload;
	}

	public int subscriptions() {
		return this.subscriptions.size();
	}

	public int retainedMessages() {
		return this.retained.count();
	}

	public long retainedBytes() {
		return this.retained.bytes();
	}

}
