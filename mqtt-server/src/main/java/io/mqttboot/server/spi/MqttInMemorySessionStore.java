package io.mqttboot.server.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A session store in memory: sessions outlive a server that is stopped and started, or
 * replaced, but not the process. A server without any store keeps sessions in itself.
 */
public final class MqttInMemorySessionStore implements MqttSessionStore {

	private final Map<String, MqttStoredSession.Fold> sessions = new ConcurrentHashMap<>();

	/** Create an empty store. */
	public MqttInMemorySessionStore() {
	}

	@Override
	public CompletionStage<Map<String, MqttStoredSession>> load() {
		Map<String, MqttStoredSession> loaded = new HashMap<>();
		for (String clientId : this.sessions.keySet()) {
			this.sessions.computeIfPresent(clientId, (id, session) -> {
				loaded.put(id, session.result());
				return session;
			});
		}
		return CompletableFuture.completedFuture(loaded);
	}

	@Override
	public CompletionStage<Void> append(String clientId, List<MqttSessionRecord> records) {
		this.sessions.compute(clientId, (id, session) -> {
			MqttStoredSession.Fold changed = (session != null) ? session
					: new MqttStoredSession.Fold(MqttStoredSession.EMPTY);
			records.forEach(changed::apply);
			return changed;
		});
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Void> remove(String clientId) {
		this.sessions.remove(clientId);
		return CompletableFuture.completedFuture(null);
	}

}
