package io.mqttboot.server;

import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a subscription costs of the heap: everything that is alive because of it, from the
 * texts to the session's own list.
 */
class SubscriptionBytesTests {

	private static final int CLIENTS = 200;

	private static final int EACH = 1_000;

	private static final int A_PACKET = 100;

	private final ManualBroker broker = new ManualBroker();

	private final WirePeer[] clients = new WirePeer[CLIENTS];

	@AfterEach
	void close() {
		this.broker.close();
	}

	@Test
	void a_subscription_costs_less_than_250_bytes_where_half_have_wildcards() throws Exception {
		for (int client = 0; client < CLIENTS; client++) {
			this.clients[client] = this.broker.client(Packets.connect(Version.V5, "c" + client));
		}
		subscribe(this.clients[0], 0, 0); // what is made once is there
		LiveObjects before = LiveObjects.count();
		for (int client = 0; client < CLIENTS; client++) {
			for (int first = (client == 0) ? A_PACKET : 0; first < EACH; first += A_PACKET) {
				subscribe(this.clients[client], client, first);
			}
		}
		LiveObjects grown = LiveObjects.count().minus(before);
		int made = CLIENTS * EACH - A_PACKET;
		assertThat(this.broker.statistics().subscriptions()).isEqualTo(CLIENTS * EACH);
		assertThat(grown.bytes() / (double) made).as(grown.toString()).isLessThan(250);
	}

	private void subscribe(WirePeer peer, int client, int first) {
		Subscribe packet = Packets.subscribe(1 + first / A_PACKET);
		for (int i = first; i < first + A_PACKET; i++) {
			packet.filter(filter(client, i), 1);
		}
		peer.send(packet);
		peer.receive();
	}

	private static String filter(int client, int i) {
		int plant = client * 10 + i % 10;
		int line = i / 10;
		return switch (line % 4) {
			case 0 -> "plant/" + plant + "/line/" + line + "/temperature";
			case 1 -> "plant/" + plant + "/line/" + line + "/#";
			case 2 -> "plant/" + plant + "/+/" + line + "/temperature";
			default -> "plant/" + plant + "/line/" + line + "/humidity";
		};
	}

}
