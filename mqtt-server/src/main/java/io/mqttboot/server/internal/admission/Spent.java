package io.mqttboot.server.internal.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What clients that left had published of what they may, until that is saved up again:
 * otherwise a client had all of it anew by connecting anew. Bounded: where there is no
 * room, a client is forgotten.
 */
final class Spent {

	private static final long SWEEP_MILLIS = 10_000;

	private final int clientsMax;

	private final Map<ClientKey, Spending> clients = new ConcurrentHashMap<>();

	private final AtomicLong sweptAt = new AtomicLong();

	Spent(int clientsMax) {
		this.clientsMax = clientsMax;
	}

	/** Keeps what a client has spent. */
	void keep(MqttIdentity client, Spending spending, long now) {
		if (spending.isUnused(now)) {
			return;
		}
		long last = this.sweptAt.get();
		if (now - last >= SWEEP_MILLIS && this.sweptAt.compareAndSet(last, now)) {
			this.clients.values().removeIf((each) -> each.isUnused(now));
		}
		if (this.clients.size() < this.clientsMax) {
			this.clients.put(ClientKey.of(client.clientId(), client.principal(), null), spending);
		}
	}

	/** Returns what a client had spent that comes back, {@code null} for nothing. */
	@Nullable Spending take(MqttIdentity client) {
		return this.clients.isEmpty() ? null
				: this.clients.remove(ClientKey.of(client.clientId(), client.principal(), null));
	}

	int size() {
		return this.clients.size();
	}

}
