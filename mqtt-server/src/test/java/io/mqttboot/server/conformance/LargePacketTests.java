package io.mqttboot.server.conformance;

import java.io.ByteArrayOutputStream;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WebSocketWire;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packets of many reads and writes, over sockets and WebSocket frames, with both kinds of
 * buffers.
 */
class LargePacketTests {

	private static final int[] PAYLOADS = { 100, 8_192, 70_000, 3, 16_384, 600_000, 20_000 };

	private static String payload(int bytes) {
		return (bytes + " ").repeat(bytes / 2 + 1).substring(0, bytes);
	}

	@ParameterizedTest
	@EnumSource
	void every_byte_arrives_in_its_place(MqttBufferAllocator buffers) {
		MqttServer server = MqttServer.create()
			.port(0)
			.webSocketPort(0)
			.configure((config) -> config.bufferAllocator(buffers)
				.limits(MqttLimits.builder().packetBytesMax(1_000_000).writeBufferHigh(4_000_000).build()))
			.start();
		try (WirePeer tcp = WirePeer.connect(server.port());
				WirePeer web = new WirePeer(WebSocketWire.connect(server.webSocketPort()))) {
			tcp.connects(Packets.connect(Version.V3_1_1, "tcp"));
			web.connects(Packets.connect(Version.V5, "web"));
			tcp.subscribes("from/web", 1);
			web.subscribes("from/tcp", 0);
			publish(tcp, "from/tcp", Version.V3_1_1);
			publish(web, "from/web", Version.V5);
			for (int bytes : PAYLOADS) {
				assertThat(web.receive(Publish.class).payload()).isEqualTo(payload(bytes));
			}
			for (int bytes : PAYLOADS) {
				assertThat(tcp.receive(Publish.class).payload()).isEqualTo(payload(bytes));
			}
		}
		finally {
			server.stop();
		}
	}

	private static void publish(WirePeer peer, String topic, Version version) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (int bytes : PAYLOADS) {
			all.writeBytes(Packets.publish(topic, payload(bytes)).bytes(version));
		}
		peer.send(all.toByteArray());
	}

}
