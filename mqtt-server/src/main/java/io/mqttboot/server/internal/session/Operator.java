package io.mqttboot.server.internal.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttSessionRecord;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does with one session, on its loop.
 */
public final class Operator {

	private final Session session;

	private Operator(Session session) {
		this.session = session;
	}

	/** Returns who does it, {@code null} if the session is over. */
	public static @Nullable Operator of(Session session) {
		return session.isEnded() ? null : new Operator(session);
	}

	/**
	 * Shows what waits, the oldest first, some of it: its place in the session's records,
	 * and the message as the client would get it.
	 * @return how many messages wait in all
	 */
	public int queue(int max, BiConsumer<Long, MqttMessage> visitor) {
		int[] shown = new int[1];
		this.session.outbox().remove((delivery) -> {
			if (shown[0]++ < max) {
				visitor.accept(delivery.sequence,
						delivery.publication.message().withQos(delivery.qos).withRetain(delivery.retain));
			}
			return false;
		}, (none) -> {
			throw new IllegalStateException("a message that is looked at and gone is a bug");
		});
		return shown[0];
	}

	/** Throws away what waits; returns how many messages that was. */
	public int purge() {
		List<Delivery> purged = new ArrayList<>();
		this.session.outbox().remove((delivery) -> true, purged::add);
		for (Delivery delivery : purged) {
			if (delivery.qos != MqttQos.AT_MOST_ONCE) {
				this.session.journal().record(new MqttSessionRecord.Dropped(delivery.sequence));
			}
			this.session.dropped(delivery.publication, MqttDropCause.PURGED);
		}
		this.session.drain(); // retained messages may have waited for those
		return purged.size();
	}

	/** Returns what the client has subscribed to. */
	public Collection<Subscription> subscriptions() {
		return this.session.subscriptions().all();
	}

	/** Subscribes for the client, within its limits and permissions. */
	public MqttReasonCode subscribe(MqttTopicFilter filter, MqttQos qos) {
		Permissions permissions = this.session.client().permissions();
		if (permissions != null && !permissions.maySubscribe(filter)) {
			this.session.context().observer().denied(MqttRule.Action.SUBSCRIBE);
			return MqttReasonCode.NOT_AUTHORIZED;
		}
		Subscriptions present = this.session.subscriptions();
		MqttReasonCode admitted = present.admit(filter);
		if (admitted.isError()) {
			return admitted;
		}
		Subscription subscription = new Subscription(this.session, filter, qos, false, false, 0, 0);
		present.put(subscription);
		if (!filter.isShared()) { // 4.8.2: no retained messages for a group
			present.replay(List.of(subscription));
		}
		return MqttReasonCode.granted(qos);
	}

	/** Unsubscribes for the client; returns whether it had subscribed. */
	public boolean unsubscribe(MqttTopicFilter filter) {
		return this.session.subscriptions().remove(filter);
	}

	/** Ends the session, and its connection if it has one. */
	public boolean delete() {
		this.session.release(MqttReasonCode.ADMINISTRATIVE_ACTION, "its session is deleted");
		this.session.end();
		return true;
	}

}
