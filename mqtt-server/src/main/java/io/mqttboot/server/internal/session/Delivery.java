package io.mqttboot.server.internal.session;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttSessionRecord;
import org.jspecify.annotations.Nullable;

/**
 * A publication on its way to one client: it waits in the outbox, or is in flight.
 */
final class Delivery {

	final Publication publication;

	final MqttQos qos;

	final boolean retain;

	final int[] subscriptionIds;

	// the filter of the group that the session was chosen from
	final @Nullable MqttTopicFilter sharedFilter;

	// counts up in a session; the name of this delivery in the session's records
	final long sequence;

	// while in flight
	long sentSecond;

	long sentMillis;

	int attempts;

	Delivery(Publication publication, MqttQos qos, boolean retain, int[] subscriptionIds,
			@Nullable MqttTopicFilter sharedFilter, long sequence) {
		publication.message().keep();
		this.publication = publication;
		this.qos = qos;
		this.retain = retain;
		this.subscriptionIds = subscriptionIds;
		this.sharedFilter = sharedFilter;
		this.sequence = sequence;
	}

	/** A publication at QoS 0 is written now, or not at all. */
	static void atMostOnce(Session session, @Nullable ClientLink to, Publication publication, boolean retain,
			Grant grant) {
		if (to == null) {
			session.dropped(publication, MqttDropCause.OFFLINE);
		}
		else if (!to.isWritable()) {
			session.dropped(publication, MqttDropCause.NOT_WRITABLE);
		}
		else if (publication.isExpired(session.millis())) {
			session.dropped(publication, MqttDropCause.EXPIRED); // [MQTT-3.3.2-5]
		}
		else if (!to.publish(publication, MqttQos.AT_MOST_ONCE, retain, false, 0, grant.subscriptionIds())) {
			session.dropped(publication, MqttDropCause.TOO_LARGE); // [MQTT-3.1.2-25]
		}
		else {
			session.context().sent(publication, session, MqttQos.AT_MOST_ONCE);
		}
	}

	/** Returns what was stored. */
	static Delivery restored(MqttSessionRecord.Queued stored) {
		Publication publication = Publication.restored(stored.message(), stored.publisher(), stored.expiresAtMillis(),
				false);
		return new Delivery(publication, stored.qos(), stored.retain(), stored.subscriptionIds(), null,
				stored.sequence());
	}

	/**
	 * Its session does not get it: another member of its group does, or nobody.
	 * @param otherwise why it is dropped if there is none
	 */
	void passOn(Session session, MqttDropCause otherwise) {
		if (this.sharedFilter == null
				|| !session.context().broker().publishToGroup(this.sharedFilter, this.publication.again())) {
			session.dropped(this.publication, otherwise);
		}
	}

}
