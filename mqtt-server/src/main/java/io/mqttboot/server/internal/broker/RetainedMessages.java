package io.mqttboot.server.internal.broker;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.mqttboot.protocol.topic.TopicTree;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttMessageStore;
import org.jspecify.annotations.Nullable;

/**
 * The last message of each topic that was published with the retain flag (MQTT 5.0,
 * 3.3.1.3), bounded in number and bytes. An expired one is as good as none, and goes when
 * it is met.
 */
final class RetainedMessages {

	private final TopicTree<Publication> tree = new TopicTree<>();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private final int countMax;

	private final long bytesMax;

	private final @Nullable MqttMessageStore store;

	private final BiConsumer<Publication, MqttDropCause> dropped;

	RetainedMessages(int countMax, long bytesMax, @Nullable MqttMessageStore store,
			BiConsumer<Publication, MqttDropCause> dropped) {
		this.countMax = countMax;
		this.bytesMax = bytesMax;
		this.store = store;
		this.dropped = dropped;
	}

	/**
	 * Keeps a message, or removes what is kept if its payload is empty. [MQTT-3.3.1-5],
	 * [MQTT-3.3.1-6], [MQTT-3.3.1-7]
	 * @return whether it is kept or removed; {@code false} if there is no room
	 */
	boolean retain(Publication publication, long nowMillis) {
		String topic = publication.message().topic();
		if (publication.message().payloadBytes() == 0) {
			remove(topic, publication.gate());
			return true;
		}
		publication.message().keep();
		boolean[] kept = new boolean[1];
		this.tree.update(topic, (present) -> {
			Publication old = live(present, nowMillis);
			kept[0] = hasRoom(publication, old) && isPaid(publication, present);
			Publication next = kept[0] ? publication : old;
			if (present != null && next != present && !(kept[0] && hasSamePayer(publication, present))) {
				giveBack(present);
			}
			account(present, next);
			if (kept[0] && this.store != null) {
				await(publication.gate(), this.store.putRetained(publication.message(), publication.expiresAtMillis()));
			}
			return next;
		});
		return kept[0];
	}

	/**
	 * Puts a stored message back, without storing it again. Who published it is not
	 * known: nobody pays.
	 */
	void restore(Publication publication) {
		this.tree.update(publication.message().topic(), (present) -> {
			account(present, publication);
			return publication;
		});
	}

	/**
	 * Removes the message of a topic.
	 * @return whether there was one
	 */
	boolean remove(String topic, @Nullable Gate gate) {
		boolean[] removed = new boolean[1];
		this.tree.update(topic, (present) -> {
			if (present != null) {
				removed[0] = true;
				forget(present, gate);
			}
			return null;
		});
		return removed[0];
	}

	// The publisher waits; after a failure it waits for ever, and is acknowledged
	// nothing.
	private static void await(@Nullable Gate gate, CompletionStage<Void> stored) {
		if (gate != null) {
			gate.enter();
			stored.whenComplete((done, failure) -> {
				if (failure == null) {
					gate.leave();
				}
			});
		}
	}

	/** Shows the messages that a filter selects, as they go to a new subscription. */
	void select(String filter, long nowMillis, Consumer<Publication> visitor) {
		this.tree.select(filter, (publication) -> show(publication, nowMillis, visitor));
	}

	/** Returns the messages that a filter selects, to be shown in steps. */
	RetainedSelection selection(String filter) {
		return new RetainedSelection(this, this.tree.selection(filter));
	}

	/** Shows the message of one topic, if there is one. */
	void find(String topic, long nowMillis, Consumer<Publication> visitor) {
		Publication publication = this.tree.get(topic);
		if (publication != null) {
			show(publication, nowMillis, visitor);
		}
	}

	void show(Publication publication, long nowMillis, Consumer<Publication> visitor) {
		if (publication.isExpired(nowMillis)) {
			expire(publication);
		}
		else if (publication.isLegitimate()) {
			visitor.accept(publication.replay());
		}
		else {
			this.dropped.accept(publication, MqttDropCause.NOT_AUTHORIZED);
		}
	}

	private void expire(Publication expired) {
		this.tree.update(expired.message().topic(), (present) -> {
			if (present != expired) {
				return present;
			}
			forget(expired, null);
			return null;
		});
	}

	private void forget(Publication publication, @Nullable Gate gate) {
		giveBack(publication);
		account(publication, null);
		if (this.store != null) {
			await(gate, this.store.removeRetained(publication.message().topic()));
		}
	}

	int count() {
		return this.count.get();
	}

	long bytes() {
		return this.bytes.get();
	}

	private static @Nullable Publication live(@Nullable Publication present, long nowMillis) {
		return (present != null && !present.isExpired(nowMillis)) ? present : null;
	}

	private boolean hasRoom(Publication next, @Nullable Publication old) {
		int more = (old != null) ? 0 : 1;
		long moreBytes = next.cost() - ((old != null) ? old.cost() : 0);
		return this.count.get() + more <= this.countMax && this.bytes.get() + moreBytes <= this.bytesMax;
	}

	// Who replaces its own message pays the difference.
	private static boolean isPaid(Publication next, @Nullable Publication present) {
		Budget payer = next.payer();
		if (payer == null) {
			return true;
		}
		return (present != null && hasSamePayer(next, present)) ? payer.pay(0, next.cost() - present.cost())
				: payer.pay(1, next.cost());
	}

	private static boolean hasSamePayer(Publication one, Publication other) {
		return one.payer() == other.payer();
	}

	private static void giveBack(Publication publication) {
		Budget payer = publication.payer();
		if (payer != null) {
			payer.giveBack(publication.cost());
		}
	}

	private void account(@Nullable Publication before, @Nullable Publication after) {
		this.count.addAndGet(((after != null) ? 1 : 0) - ((before != null) ? 1 : 0));
		this.bytes.addAndGet(((after != null) ? after.cost() : 0) - ((before != null) ? before.cost() : 0));
	}

}
