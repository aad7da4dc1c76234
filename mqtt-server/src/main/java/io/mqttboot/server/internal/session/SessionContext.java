package io.mqttboot.server.internal.session;

import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Trail;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of a server share.
 *
 * @param config how the server is set up
 * @param broker the crossing
 * @param observer who watches
 * @param sessionStore where sessions are kept, {@code null} for nowhere
 * @param messageStore where wills are kept, {@code null} for nowhere
 */
public record SessionContext(MqttServerConfig config, Broker broker, MqttServerObserver observer,
		@Nullable MqttSessionStore sessionStore, @Nullable MqttMessageStore messageStore) {

	/** A message was written to the client of a session, and waits no more. */
	void sent(Publication publication, Session to, MqttQos qos) {
		Trail trail = this.broker.trail();
		if (trail.isFollowed()) {
			trail.sent(publication, to.id(), qos);
			if (qos == MqttQos.AT_MOST_ONCE) {
				delivered(publication, to, qos);
			}
		}
	}

	/** A message was acknowledged by the client of a session. */
	void acknowledged(Session by, Delivery delivery) {
		this.observer.messageAcknowledged(delivery.qos, (by.millis() - delivery.sentMillis) * 1_000_000);
		delivered(delivery.publication, by, delivery.qos);
	}

	private void delivered(Publication publication, Session to, MqttQos qos) {
		Trail trail = this.broker.trail();
		if (trail.isFollowed()) {
			long since = Math.max(publication.enteredAtMillis(), to.client().connectedAtMillis());
			boolean known = publication.enteredAtMillis() > 0 && !publication.isReplayed();
			trail.delivered(publication, to.id(), qos, known ? Math.max(0, to.millis() - since) : -1);
		}
	}

}
