package io.mqttboot.server.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.TcpWire;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WebSocketWire;
import io.mqttboot.testkit.wire.Wire;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * MQTT over WebSocket.
 */
class Section6_WebSocketTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@Test
	@Clause({ "MQTT-6.0.0-4", "3.1.1:MQTT-6.0.0-4" })
	void the_sub_protocol_mqtt_is_selected() {
		WebSocketWire wire = WebSocketWire.request(broker.webSocketPort(), "/mqtt", "chat, mqtt");
		assertThat(wire.status()).isEqualTo(101);
		assertThat(wire.header("Sec-WebSocket-Protocol")).contains("mqtt");
		broker.peer(wire).connects(Packets.connect(TestBroker.name("client")));
	}

	@Test
	void the_sub_protocol_of_mqtt_3_1_is_selected_where_it_is_the_only_one() {
		WebSocketWire wire = WebSocketWire.request(broker.webSocketPort(), "/", "mqttv3.1");
		assertThat(wire.header("Sec-WebSocket-Protocol")).contains("mqttv3.1");
		broker.peer(wire).connects(Packets.connect(Version.V3_1, TestBroker.name("client")));
	}

	@Test
	void another_path_or_sub_protocol_is_no_websocket() {
		assertThat(WebSocketWire.request(broker.webSocketPort(), "/elsewhere", "mqtt").status()).isEqualTo(404);
		assertThat(WebSocketWire.request(broker.webSocketPort(), "/mqtt", "chat").status()).isEqualTo(400);
		assertThat(WebSocketWire.request(broker.webSocketPort(), "/mqtt", "").status()).isEqualTo(400);
	}

	@EachVersion
	@Clause({ "MQTT-6.0.0-1", "3.1.1:MQTT-6.0.0-1" })
	void every_version_is_served_over_websocket(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer peer = peer();
		peer.connects(Packets.connect(version, TestBroker.name("client")));
		peer.subscribes(topic, 1);
		broker.client(version).publishes(Packets.publish(topic, "from tcp"));
		peer.takes(Packets.publish(topic, "from tcp").qos(1));
	}

	@Test
	@Clause({ "MQTT-6.0.0-1", "3.1.1:MQTT-6.0.0-1" })
	void a_text_frame_closes_the_connection() {
		WebSocketWire wire = WebSocketWire.connect(broker.webSocketPort());
		WirePeer peer = broker.peer(wire);
		peer.connects(Packets.connect(Version.V3_1_1, TestBroker.name("client")));
		wire.sendText("hello");
		peer.isClosed();
		assertThat(wire.closeCode()).isEqualTo(1003);
	}

	@Test
	void a_close_frame_is_answered_and_ends_the_connection() {
		WebSocketWire wire = WebSocketWire.connect(broker.webSocketPort());
		WirePeer peer = broker.peer(wire);
		peer.connects(Packets.connect(TestBroker.name("client")));
		wire.frame(true, 0x8, new byte[] { 0x03, (byte) 0xE9 });
		peer.isClosed();
		assertThat(wire.closeCode()).isEqualTo(1001);
	}

	@Test
	void the_server_closes_the_websocket_before_the_connection() {
		WebSocketWire wire = WebSocketWire.connect(broker.webSocketPort());
		WirePeer peer = broker.peer(wire);
		peer.connects(Packets.connect(TestBroker.name("client")));
		peer.send(Packets.disconnect()).isClosed();
		assertThat(wire.closeCode()).isEqualTo(1000);
	}

	@Test
	void a_websocket_of_another_version_is_refused_with_the_one_that_is_served() {
		String response = answer("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 8\r\n");
		assertThat(response).startsWith("HTTP/1.1 426 ").containsIgnoringCase("Sec-WebSocket-Version: 13");
	}

	@Test
	void an_upgrade_without_a_key_is_refused() {
		assertThat(answer("Sec-WebSocket-Version: 13\r\n")).startsWith("HTTP/1.1 400 ");
	}

	private static String answer(String headers) {
		Wire wire = TcpWire.connect(broker.webSocketPort());
		wire.send(("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Protocol: mqtt\r\n" + headers + "\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		byte[] answer = wire.receive(Duration.ofSeconds(10));
		assertThat(answer).isNotNull();
		wire.close();
		return new String(answer, StandardCharsets.US_ASCII);
	}

	@Test
	@Clause({ "MQTT-6.0.0-2", "3.1.1:MQTT-6.0.0-2" })
	void several_packets_may_stand_in_one_frame() {
		WirePeer peer = peer();
		peer.send(Packets.connect(TestBroker.name("client")), Packets.pingreq(), Packets.pingreq());
		assertThat(peer.receive(Connack.class).code()).isZero();
		peer.receives(Packets.pingresp(), Packets.pingresp());
	}

	@Test
	@Clause({ "MQTT-6.0.0-2", "3.1.1:MQTT-6.0.0-2" })
	void a_packet_may_be_spread_over_frames_and_messages() {
		WebSocketWire wire = WebSocketWire.connect(broker.webSocketPort());
		WirePeer peer = broker.peer(wire);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(Packets.connect(TestBroker.name("client")).bytes(Version.V5));
		bytes.writeBytes(Packets.pingreq().bytes(Version.V5));
		byte[] all = bytes.toByteArray();
		wire.send(Arrays.copyOf(all, 1));
		wire.sendFragmented(Arrays.copyOfRange(all, 1, 3), Arrays.copyOfRange(all, 3, 4), new byte[0],
				Arrays.copyOfRange(all, 4, 9));
		wire.send(Arrays.copyOfRange(all, 9, all.length - 1));
		wire.send(Arrays.copyOfRange(all, all.length - 1, all.length));
		assertThat(peer.receive(Connack.class).code()).isZero();
		peer.receives(Packets.pingresp());
	}

	@Test
	@Clause({ "MQTT-6.0.0-2", "3.1.1:MQTT-6.0.0-2" })
	void a_ping_of_websocket_between_two_fragments_does_no_harm() {
		WebSocketWire wire = WebSocketWire.connect(broker.webSocketPort());
		WirePeer peer = broker.peer(wire);
		byte[] connect = Packets.connect(TestBroker.name("client")).bytes(Version.V5);
		wire.frame(false, WebSocketWire.BINARY, Arrays.copyOf(connect, 5));
		wire.frame(true, 0x9, new byte[] { 1 });
		wire.frame(true, WebSocketWire.CONTINUATION, Arrays.copyOfRange(connect, 5, connect.length));
		assertThat(peer.receive(Connack.class).code()).isZero();
	}

	private static WirePeer peer() {
		return broker.peer(WebSocketWire.connect(broker.webSocketPort()));
	}

}
