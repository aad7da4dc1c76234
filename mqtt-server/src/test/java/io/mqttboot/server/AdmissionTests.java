package io.mqttboot.server;

import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether a client is read between its CONNECT and the answer: not while others decide,
 * so that what it sends does not pile up.
 */
class AdmissionTests {

	private static final Connect LASTING = Packets.connect("client").resume().sessionExpiry(1_000);

	@Test
	void a_client_that_is_let_in_at_once_is_read_without_a_pause() {
		try (ManualBroker broker = new ManualBroker()) {
			assertThat(arrived(broker, 0).isRead()).isTrue();
		}
	}

	@Test
	void a_client_is_not_read_while_an_authenticator_decides() {
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.authHandler((clientId, userName, password) -> true))) {
			ManualWire wire = arrived(broker, 0);
			assertThat(wire.isRead()).isFalse();
			broker.run();
			assertThat(wire.isRead()).isTrue();
		}
	}

	@Test
	void a_client_is_not_read_while_its_session_comes_from_another_loop() {
		try (ManualBroker broker = new ManualBroker()) {
			broker.client(LASTING, 1);
			ManualWire wire = arrived(broker, 0);
			assertThat(wire.isRead()).isFalse();
			broker.run();
			assertThat(wire.isRead()).isTrue();
		}
	}

	private static ManualWire arrived(ManualBroker broker, int loop) {
		broker.byHand(true);
		ManualWire wire = broker.wire(loop);
		wire.send(LASTING.bytes(Version.V5));
		assertThat(wire.arrives()).isTrue();
		return wire;
	}

}
