package io.mqttboot.server.internal.session;

import java.util.List;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttSessionRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from a session what its client may not have any more: subscriptions, and messages
 * that wait for it. When a client comes back to its session, and when permissions change.
 */
public final class Revocation {

	private static final Logger logger = LoggerFactory.getLogger(Revocation.class);

	private Revocation() {
	}

	/** Looks at a session, on its loop. */
	public static void apply(Session session) {
		Permissions permissions = session.client().permissions();
		if (permissions == null) {
			return;
		}
		if (!permissions.areKnown()) {
			// nothing is allowed, and nothing is thrown away: it is asked again when the
			// client comes back
			session.disconnect(MqttReasonCode.NOT_AUTHORIZED, "its permissions could not be found out");
			return;
		}
		int lost = 0;
		for (Subscription each : List.copyOf(session.subscriptions().all())) {
			if (!permissions.maySubscribe(each.filter())) {
				session.subscriptions().remove(each.filter());
				session.context().observer().denied(MqttRule.Action.SUBSCRIBE);
				lost++;
			}
		}
		int dropped = messages(session, permissions);
		if (lost + dropped > 0) {
			permissions.reduced();
			logger.info(
					"MQTT-2006 Client '{}' lost {} subscriptions and {} waiting messages that it may not have any more",
					LogText.of(session.id()), lost, dropped);
		}
	}

	/**
	 * Returns why a message is not for a client any more that was on its way to it when
	 * something was taken from it, {@code null} if it is.
	 */
	static @Nullable MqttDropCause late(LastClient client, Publication publication) {
		Permissions permissions = client.permissions();
		return (permissions != null && permissions.isReduced() && !permissions.mayRead(publication.message().topic()))
				? MqttDropCause.NOT_AUTHORIZED : null;
	}

	private static int messages(Session session, Permissions permissions) {
		int[] count = new int[1];
		session.outbox().remove((delivery) -> isLost(delivery, permissions), (delivery) -> {
			count[0]++;
			if (delivery.qos != MqttQos.AT_MOST_ONCE) {
				session.journal().record(new MqttSessionRecord.Dropped(delivery.sequence));
			}
			delivery.passOn(session, MqttDropCause.NOT_AUTHORIZED);
		});
		if (!session.isReachable()) { // else the client has them, and acknowledges them
			session.outbox().abandon((delivery) -> isLost(delivery, permissions), (delivery, packetId) -> {
				count[0]++;
				session.journal().record(new MqttSessionRecord.Acknowledged(packetId));
				session.dropped(delivery.publication, MqttDropCause.NOT_AUTHORIZED);
			});
		}
		return count[0];
	}

	private static boolean isLost(Delivery delivery, Permissions permissions) {
		return !permissions.mayRead(delivery.publication.message().topic());
	}

}
