package io.mqttboot.server;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.server.config.MqttDurability;
import io.mqttboot.server.spi.MqttSessionRecord;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.server.spi.MqttStoredSession;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an acknowledgement waits for when there is a store.
 */
class DurabilityTests {

	@ParameterizedTest
	@EnumSource
	void an_acknowledgement_waits_for_the_store_unless_it_promises_memory_only(MqttDurability durability) {
		SlowStore store = new SlowStore();
		try (ManualBroker broker = new ManualBroker(
				(server) -> server.sessionStore(store).configure((config) -> config.durability(durability)))) {
			broker.client(Packets.connect(Version.V5, "durable").sessionExpiry(100)).subscribes("t", 1);
			store.answerAll();
			WirePeer publisher = broker.client(Packets.connect(Version.V5, "publisher"), 1);
			publisher.send(Packets.publish("t", "x").qos(1).id(7));
			if (durability != MqttDurability.NONE) {
				publisher.receivesNothing();
				store.answerAll();
			}
			publisher.receives(Packets.puback(7));
		}
	}

	/** Answers when it is told to. */
	private static final class SlowStore implements MqttSessionStore {

		private final Queue<CompletableFuture<Void>> asked = new ArrayDeque<>();

		void answerAll() {
			while (!this.asked.isEmpty()) {
				this.asked.remove().complete(null);
			}
		}

		private CompletionStage<Void> later() {
			CompletableFuture<Void> answer = new CompletableFuture<>();
			this.asked.add(answer);
			return answer;
		}

		@Override
		public CompletionStage<Map<String, MqttStoredSession>> load() {
			return CompletableFuture.completedFuture(Map.of());
		}

		@Override
		public CompletionStage<Void> append(String clientId, List<MqttSessionRecord> records) {
			return later();
		}

		@Override
		public CompletionStage<Void> remove(String clientId) {
			return later();
		}

	}

}
