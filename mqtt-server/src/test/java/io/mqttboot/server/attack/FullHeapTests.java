package io.mqttboot.server.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More than fits into the heap, for sessions whose clients are away: each queue is within
 * its limit, all of them together are five times the heap.
 */
@Tag("slow")
class FullHeapTests {

	private static final int SESSIONS = 60;

	// 4 MB for each session, of the 8 MB that it may have
	private static final int MESSAGES = 1_000;

	private static final int PAYLOAD = 4_096;

	private final ChildServer server = new ChildServer("", "-Xmx64m -XX:+ExitOnOutOfMemoryError");

	@AfterEach
	void stop() {
		this.server.close();
	}

	private static Connect lasting(int session) {
		return Packets.connect(Version.V3_1_1, "away" + session).resume().keepAlive(0);
	}

	private WirePeer connect(Connect connect) {
		WirePeer peer = WirePeer.connect(this.server.port());
		peer.connects(connect);
		return peer;
	}

	@Test
	void a_flood_for_clients_that_are_away_is_refused_by_reason_and_then_all_goes_on() throws IOException {
		for (int i = 0; i < SESSIONS; i++) {
			WirePeer away = connect(lasting(i));
			away.subscribes("flood/" + i, 1);
			away.leaves();
		}
		try (Socket flooding = new Socket(InetAddress.getLoopbackAddress(), this.server.port())) {
			flooding.getOutputStream().write(Packets.connect(Version.V3_1_1, "flooding").bytes(Version.V3_1_1));
			flooding.getInputStream().readNBytes(4);
			for (int i = 0; i < MESSAGES; i++) {
				flooding.getOutputStream().write(batch());
				assertThat(flooding.getInputStream().readNBytes(4 * SESSIONS)).hasSize(4 * SESSIONS); // PUBACKs
			}
		}
		assertThat(this.server.counted()).contains("QUEUES_FULL=");
		int received = 0;
		for (int i = 0; i < SESSIONS; i++) {
			received += takeAll(i);
		}
		assertThat(received).isBetween(1_000, SESSIONS * MESSAGES);
		String before = this.server.counted();
		try (WirePeer publisher = connect(Packets.connect("publisher"))) {
			publisher.publishes(Packets.publish("flood/0", "after"));
		}
		assertThat(drops(this.server.counted())).isEqualTo(drops(before));
		connect(lasting(0)).takes(Packets.publish("flood/0", "after").qos(1)).close();
		assertThat(this.server.isAlive()).isTrue();
		assertThat(this.server.lines()).noneMatch((line) -> line.contains("OutOfMemory"));
	}

	// One message for each session.
	private static byte[] batch() {
		ByteArrayOutputStream batch = new ByteArrayOutputStream();
		for (int i = 0; i < SESSIONS; i++) {
			batch.writeBytes(Packets.publish("flood/" + i, new byte[PAYLOAD]).qos(1).id(i + 1).bytes(Version.V3_1_1));
		}
		return batch.toByteArray();
	}

	private int takeAll(int session) {
		int received = 0;
		try (WirePeer back = connect(lasting(session))) {
			int before = -1;
			while (received > before) {
				before = received;
				back.send(Packets.pingreq());
				while (back.receive() instanceof Publish publish) {
					back.send(Packets.puback(publish.id()));
					received++;
				}
			}
		}
		return received;
	}

	private static String drops(String counted) {
		return counted.substring(0, counted.indexOf('}'));
	}

}
