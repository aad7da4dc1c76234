package io.mqttboot.server.internal.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.server.config.MqttFlapping;
import io.mqttboot.server.config.MqttNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often clients connect. Bounded: where too many clients are counted, further
 * ones are not until some of those have been quiet for the length of a window.
 */
final class Flapping {

	private static final long SWEEP_MILLIS = 1_000;

	private final MqttFlapping config;

	private final int clientsMax;

	private final Map<ClientKey, Count> counts = new ConcurrentHashMap<>();

	private final AtomicLong sweptAt = new AtomicLong();

	Flapping(MqttFlapping config, int clientsMax) {
		this.config = config;
		this.clientsMax = clientsMax;
	}

	boolean isOn() {
		return this.config.connectsMax() > 0;
	}

	/**
	 * Counts a connection.
	 * @return whether it is one too many; the count begins anew then
	 */
	boolean connects(String clientId, @Nullable String user, @Nullable MqttNetwork from, long now) {
		ClientKey client = ClientKey.of(clientId, user, (user != null) ? null : from);
		if (this.counts.size() >= this.clientsMax && !this.counts.containsKey(client) && !sweep(now)) {
			return false;
		}
		Count count = this.counts.merge(client, new Count(now, 1),
				(before, one) -> isOver(before, now) ? one : new Count(before.since, before.connects + 1));
		return count.connects > this.config.connectsMax() && this.counts.remove(client) != null;
	}

	private boolean isOver(Count count, long now) {
		return now - count.since >= this.config.window().toMillis();
	}

	// Returns whether there is room. Not more often than once a second: it looks at all.
	private boolean sweep(long now) {
		long last = this.sweptAt.get();
		if (now - last >= SWEEP_MILLIS && this.sweptAt.compareAndSet(last, now)) {
			this.counts.values().removeIf((count) -> isOver(count, now));
		}
		return this.counts.size() < this.clientsMax;
	}

	int size() {
		return this.counts.size();
	}

	private record Count(long since, int connects) {

	}

}
