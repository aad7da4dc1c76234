package io.mqttboot.client.internal.connection;

import java.time.Duration;
import java.util.List;

import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a client comes to its connections, notices that one is lost, and comes back.
 */
class ConnectionTests {

	private ManualClient client = new ManualClient((config) -> config);

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void the_first_attempt_is_repeated_like_any_other_with_growing_delays() {
		this.client.close();
		this.client = new ManualClient((config) -> config, (made) -> made.refuse(4));
		for (int seconds : new int[] { 1, 2, 4, 8 }) {
			this.client.advance(Duration.ofSeconds(seconds).minusMillis(1));
			assertThat(this.client.isConnecting()).isFalse();
			this.client.advance(Duration.ofMillis(1));
		}
		this.client.serve();
		assertThat(this.client.events()).endsWith("connecting 1883", "connected");
	}

	@Test
	void one_server_after_the_other_is_tried() {
		this.client.close();
		this.client = new ManualClient(
				(config) -> config.serverUris(List.of(MqttServerUri.tcp("a", 1), MqttServerUri.tcp("b", 2))),
				(made) -> made.refuse(2));
		this.client.advance(Duration.ofSeconds(3));
		this.client.serve();
		assertThat(this.client.events()).containsExactly("connecting 1", "failed: no server", "connecting 2",
				"failed: no server", "connecting 1", "connected");
	}

	@Test
	void a_server_that_refuses_is_asked_again() {
		WirePeer server = this.client.accept();
		server.receive(Connect.class);
		server.send(Packets.connack().code(5)).isClosed();
		assertThat(this.client.events()).contains("failed: the server refused: not authorized");
		this.client.advance(Duration.ofSeconds(1));
		assertThat(this.client.isConnecting()).isTrue();
	}

	@Test
	void a_server_that_refuses_the_version_is_not_asked_again() {
		WirePeer server = this.client.accept();
		server.receive(Connect.class);
		server.send(Packets.connack().code(1)).isClosed();
		this.client.advance(Duration.ofMinutes(10));
		assertThat(this.client.isConnecting()).isFalse();
		assertThat(this.client.events()).endsWith("rests");
	}

	@Test
	@Clause("MQTT-3.1.2-20")
	void pingreq_comes_before_a_silence_is_too_long() {
		WirePeer server = this.client.serve();
		this.client.advance(Duration.ofSeconds(59));
		server.receives(Packets.pingreq()).send(Packets.pingresp());
		this.client.advance(Duration.ofSeconds(59));
		server.receives(Packets.pingreq());
	}

	@Test
	@Clause("MQTT-3.2.2-21")
	void the_servers_keep_alive_holds() {
		this.client.close();
		this.client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5));
		WirePeer server = this.client.serve(Packets.connack().property(Property.SERVER_KEEP_ALIVE, 4));
		this.client.advance(Duration.ofSeconds(4));
		server.receives(Packets.pingreq());
	}

	@Test
	void a_missing_pingresp_is_a_lost_connection() {
		WirePeer server = this.client.serve();
		this.client.advance(Duration.ofSeconds(53));
		server.receives(Packets.pingreq());
		this.client.advance(Duration.ofSeconds(30));
		assertThat(this.client.events()).contains("lost: the server did not answer PINGREQ in time");
	}

	@Test
	@Clause("MQTT-3.14.4-1")
	void disconnect_is_said_and_nothing_is_tried_until_asked() {
		WirePeer server = this.client.serve();
		this.client.disconnect();
		server.receives(Packets.disconnect()).isClosed();
		this.client.advance(Duration.ofMinutes(5));
		assertThat(this.client.isConnecting()).isFalse();
		this.client.connect();
		this.client.serve();
		assertThat(this.client.events()).endsWith("connected again");
	}

	@Test
	void a_war_of_two_clients_with_one_id_is_named() {
		for (int i = 0; i < 3; i++) {
			this.client.serve();
			this.client.cut();
			this.client.advance(Duration.ofSeconds(8));
		}
		assertThat(this.client.events()).containsOnlyOnce("twin");
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void a_server_that_breaks_the_protocol_is_told_so_and_left() {
		this.client.close();
		this.client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5));
		WirePeer server = this.client.serve();
		server.sendHex("20 03 00 00 00");
		server.receives(Packets.disconnect(0x82)).isClosed();
	}

}
