package io.mqttboot.server.attack;

import java.time.Duration;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What strangers can write into the log: some lines a second, whatever they do.
 */
class LogFloodTests {

	private static final int LINES_A_SECOND = 20;

	@Test
	void a_flood_of_refused_clients_costs_some_lines_a_second_and_then_a_count() {
		try (LogLines log = new LogLines();
				ManualBroker broker = new ManualBroker((builder) -> builder.authExecutor(Runnable::run)
					.authHandler((clientId, userName, password) -> false))) {
			refused(broker, 100);
			assertThat(log.lines()).filteredOn((line) -> line.contains("Refused a client")).hasSize(LINES_A_SECOND);
			broker.advance(Duration.ofSeconds(1));
			refused(broker, 1);
			assertThat(log.lines()).filteredOn((line) -> line.contains("Refused a client")).hasSize(LINES_A_SECOND + 1);
			assertThat(log.lines()).contains("INFO MQTT-2008 80 more lines about clients were left out");
		}
	}

	private static void refused(ManualBroker broker, int clients) {
		for (int i = 0; i < clients; i++) {
			WirePeer peer = broker.peer().send(Packets.connect("stranger" + i));
			assertThat(peer.receive(Connack.class).code()).isNotZero();
		}
	}

}
