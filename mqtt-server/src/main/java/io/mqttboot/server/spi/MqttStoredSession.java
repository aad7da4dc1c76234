package io.mqttboot.server.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttSessionRecord.Acknowledged;
import io.mqttboot.server.spi.MqttSessionRecord.Closed;
import io.mqttboot.server.spi.MqttSessionRecord.Dropped;
import io.mqttboot.server.spi.MqttSessionRecord.Freed;
import io.mqttboot.server.spi.MqttSessionRecord.Opened;
import io.mqttboot.server.spi.MqttSessionRecord.Queued;
import io.mqttboot.server.spi.MqttSessionRecord.Received;
import io.mqttboot.server.spi.MqttSessionRecord.Released;
import io.mqttboot.server.spi.MqttSessionRecord.Sent;
import io.mqttboot.server.spi.MqttSessionRecord.Subscribed;
import io.mqttboot.server.spi.MqttSessionRecord.Unsubscribed;
import org.jspecify.annotations.Nullable;

/**
 * A session as its records say. Immutable.
 *
 * @param version the protocol version of the last connection
 * @param userName the user name of the last connection
 * @param identity who the client of the last connection is, {@code null} if it was never
 * opened
 * @param expirySeconds how long the session outlives a connection, 0xFFFFFFFF for ever
 * @param closedAtMillis when the last connection ended, 0 if it has not
 * @param subscriptions the subscriptions by filter, in the order they were made
 * @param queued messages taken and not sent, in order
 * @param inflight messages sent and not acknowledged, in the order they were sent
 * @param received QoS 2 packet identifiers that the client has not released
 */
public record MqttStoredSession(MqttVersion version, @Nullable String userName, @Nullable MqttIdentity identity,
		long expirySeconds, long closedAtMillis, Map<String, Subscribed> subscriptions, List<Queued> queued,
		List<Inflight> inflight, Set<Integer> received) {

	/** A session of which nothing is known. */
	public static final MqttStoredSession EMPTY = new MqttStoredSession(MqttVersion.MQTT_3_1_1, null, null, 0, 0,
			Map.of(), List.of(), List.of(), Set.of());

	/**
	 * A message sent and not acknowledged.
	 *
	 * @param packetId the packet identifier
	 * @param message the message, {@code null} once it was released
	 */
	public record Inflight(int packetId, @Nullable Queued message) {

	}

	public MqttStoredSession {
		subscriptions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(subscriptions));
		queued = List.copyOf(queued);
		inflight = List.copyOf(inflight);
		received = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(received));
	}

	/**
	 * Returns the session after some changes.
	 * @param records the changes, in order
	 * @return the changed session
	 */
	public MqttStoredSession with(List<MqttSessionRecord> records) {
		Fold fold = new Fold(this);
		records.forEach(fold::apply);
		return fold.result();
	}

	/** A session while records are applied to it. */
	static final class Fold {

		private MqttVersion version;

		private @Nullable String userName;

		private @Nullable MqttIdentity identity;

		private long expirySeconds;

		private long closedAtMillis;

		private final Map<String, Subscribed> subscriptions;

		private final Map<Long, Queued> queued = new LinkedHashMap<>();

		private final Map<Integer, Inflight> inflight = new LinkedHashMap<>();

		private final Set<Integer> received;

		Fold(MqttStoredSession session) {
			this.version = session.version;
			this.userName = session.userName;
			this.identity = session.identity;
			this.expirySeconds = session.expirySeconds;
			this.closedAtMillis = session.closedAtMillis;
			this.subscriptions = new LinkedHashMap<>(session.subscriptions);
			session.queued.forEach((one) -> this.queued.put(one.sequence(), one));
			session.inflight.forEach((one) -> this.inflight.put(one.packetId(), one));
			this.received = new LinkedHashSet<>(session.received);
		}

		void apply(MqttSessionRecord change) {
			if (change instanceof Opened opened) {
				this.version = opened.version();
				this.userName = opened.userName();
				this.identity = opened.identity();
				this.expirySeconds = opened.expirySeconds();
				this.closedAtMillis = 0;
			}
			else if (change instanceof Closed closed) {
				this.expirySeconds = closed.expirySeconds();
				this.closedAtMillis = closed.atMillis();
			}
			else if (change instanceof Subscribed subscribed) {
				this.subscriptions.put(subscribed.filter(), subscribed);
			}
			else if (change instanceof Unsubscribed unsubscribed) {
				this.subscriptions.remove(unsubscribed.filter());
			}
			else if (change instanceof Received one) {
				this.received.add(one.packetId());
			}
			else if (change instanceof Freed one) {
				this.received.remove(one.packetId());
			}
			else {
				applyDelivery(change);
			}
		}

		private void applyDelivery(MqttSessionRecord change) {
			if (change instanceof Queued one) {
				this.queued.put(one.sequence(), one);
			}
			else if (change instanceof Dropped dropped) {
				this.queued.remove(dropped.sequence());
			}
			else if (change instanceof Sent sent) {
				this.inflight.put(sent.packetId(), new Inflight(sent.packetId(), this.queued.remove(sent.sequence())));
			}
			else if (change instanceof Released released) {
				this.inflight.replace(released.packetId(), new Inflight(released.packetId(), null));
			}
			else if (change instanceof Acknowledged acknowledged) {
				this.inflight.remove(acknowledged.packetId());
			}
		}

		MqttStoredSession result() {
			return new MqttStoredSession(this.version, this.userName, this.identity, this.expirySeconds,
					this.closedAtMillis, this.subscriptions, new ArrayList<>(this.queued.values()),
					new ArrayList<>(this.inflight.values()), this.received);
		}

	}

}
