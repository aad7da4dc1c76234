package io.mqttboot.server;

import java.time.Duration;
import java.util.List;

import io.mqttboot.server.config.MqttAddressStatistics;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.internal.admission.AddressTable;
import io.mqttboot.server.spi.MqttAddressTraffic;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What comes from each address is counted, for as many addresses as there is room for.
 */
class AddressStatisticsTests {

	private static ManualBroker broker(int max) {
		return new ManualBroker((builder) -> builder
			.configure((config) -> config.addressStatistics(new MqttAddressStatistics(true, max))));
	}

	private static List<MqttAddressTraffic> addresses(ManualBroker broker) {
		AddressTable table = broker.engine().connections().admission().addressTable();
		assertThat(table).isNotNull();
		return table.busiest(100);
	}

	private static WirePeer client(ManualBroker broker, String address, String clientId) {
		WirePeer peer = broker.peer(address);
		peer.connects(Packets.connect(clientId));
		return peer;
	}

	@Test
	void connections_messages_and_bytes_are_counted() {
		try (ManualBroker broker = broker(10)) {
			WirePeer one = client(broker, "192.0.2.1", "one").subscribes("t", 0);
			client(broker, "192.0.2.1", "two").leaves();
			WirePeer other = client(broker, "192.0.2.2", "other");
			other.publishes(Packets.publish("t", "x".repeat(200)));
			other.publishes(Packets.publish("nobody", "x".repeat(5_000)));
			one.receives(Packets.publish("t", "x".repeat(200)));
			assertThat(addresses(broker)).extracting(MqttAddressTraffic::address)
				.containsExactly("192.0.2.2", "192.0.2.1");
			MqttAddressTraffic busy = addresses(broker).get(0);
			assertThat(busy.connections()).isEqualTo(1);
			assertThat(busy.accepted()).isEqualTo(1);
			assertThat(busy.messagesIn()).isEqualTo(2);
			assertThat(busy.messagesOut()).isZero();
			assertThat(busy.bytesIn()).isBetween(5_200L, 5_300L);
			assertThat(busy.bytesOut()).isBetween(10L, 100L);
			MqttAddressTraffic quiet = addresses(broker).get(1);
			assertThat(quiet.connections()).isEqualTo(1);
			assertThat(quiet.accepted()).isEqualTo(2);
			assertThat(quiet.messagesIn()).isZero();
			assertThat(quiet.messagesOut()).isEqualTo(1);
			assertThat(quiet.refused()).isZero();
		}
	}

	@Test
	void all_bytes_of_mqtt_are_counted_and_no_others() {
		try (ManualBroker broker = broker(10)) {
			WirePeer receiver = client(broker, "192.0.2.1", "r").subscribes("#", 2);
			WirePeer publisher = client(broker, "192.0.2.1", "p");
			for (int i = 0; i < 20; i++) {
				publisher.publishes(Packets.publish("t", "x".repeat(i * 100)));
				receiver.takes(Packets.publish("t", "x".repeat(i * 100)).qos(1));
			}
			broker.run();
			MqttServerStatistics all = broker.statistics();
			MqttAddressTraffic traffic = addresses(broker).get(0);
			assertThat(traffic.bytesIn()).isEqualTo(all.receivedBytes());
			assertThat(traffic.bytesOut()).isEqualTo(all.sendBytes());
			assertThat(traffic.messagesIn()).isEqualTo(20);
			assertThat(traffic.messagesOut()).isEqualTo(20);
		}
	}

	@Test
	void who_is_refused_at_the_door_is_counted() {
		try (ManualBroker broker = broker(10)) {
			broker.bans().add(MqttBan.ofAddress("192.0.2.9"));
			broker.peer("192.0.2.9").isClosed();
			broker.peer("192.0.2.9").isClosed();
			MqttAddressTraffic traffic = addresses(broker).get(0);
			assertThat(traffic.refused()).isEqualTo(2);
			assertThat(traffic.accepted()).isZero();
			assertThat(traffic.connections()).isZero();
		}
	}

	@Test
	void an_ipv6_network_is_one_address() {
		try (ManualBroker broker = broker(10)) {
			client(broker, "2001:db8::1", "a");
			client(broker, "2001:db8::2", "b");
			assertThat(addresses(broker)).hasSize(1).first().satisfies((one) -> {
				assertThat(one.connections()).isEqualTo(2);
				assertThat(one.address()).endsWith("/64");
			});
		}
	}

	@Test
	void quiet_addresses_leave_a_full_table_and_what_has_no_place_is_counted_together() {
		try (ManualBroker broker = broker(2)) {
			client(broker, "192.0.2.1", "stays");
			client(broker, "192.0.2.2", "goes").leaves();
			broker.advance(Duration.ofSeconds(2));
			client(broker, "192.0.2.3", "comes");
			assertThat(addresses(broker)).extracting(MqttAddressTraffic::address)
				.containsExactlyInAnyOrder("192.0.2.1", "192.0.2.3");
			client(broker, "192.0.2.4", "late");
			client(broker, "192.0.2.5", "later");
			assertThat(addresses(broker)).hasSize(3)
				.filteredOn((each) -> each.address().equals(MqttAddressTraffic.OTHERS))
				.first()
				.extracting(MqttAddressTraffic::connections)
				.isEqualTo(2);
		}
	}

	@Test
	void nothing_is_counted_unless_told_to() {
		try (ManualBroker broker = new ManualBroker()) {
			client(broker, "192.0.2.1", "a");
			assertThat(broker.engine().connections().admission().addressTable()).isNull();
		}
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttAddressStatistics(true, 0));
	}

	@Test
	void a_connection_that_never_says_connect_is_counted_as_long_as_it_is_open() {
		try (ManualBroker broker = broker(10)) {
			ManualBroker.ManualWire wire = broker.wire(MqttListenerConfig.Kind.TCP, "192.0.2.1");
			assertThat(addresses(broker).get(0).connections()).isEqualTo(1);
			wire.close();
			assertThat(addresses(broker).get(0).connections()).isZero();
			assertThat(addresses(broker).get(0).accepted()).isEqualTo(1);
		}
	}

}
