package io.mqttboot.server;

import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The will in a store: as long as it may still be published.
 */
class StoredWillTests {

	private final MqttInMemoryMessageStore store = new MqttInMemoryMessageStore();

	private static Connect mortal() {
		return Packets.connect("mortal").sessionExpiry(100);
	}

	@Test
	@Clause("MQTT-3.1.3-9")
	void a_will_that_waits_is_void_when_its_client_comes_back_and_leaves_the_store() {
		try (ManualBroker broker = new ManualBroker((server) -> server.messageStore(this.store))) {
			broker.client(mortal().will("t", "gone", 1).willProperty(Property.WILL_DELAY, 60L)).abort();
			assertThat(this.store.loadWills().toCompletableFuture().join()).containsOnlyKeys("mortal");
			broker.client(mortal().resume());
			assertThat(this.store.loadWills().toCompletableFuture().join()).isEmpty();
		}
	}

}
