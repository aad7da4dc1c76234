package io.mqttboot.server.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

import io.mqttboot.server.MqttServer;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client whose messages cost as much as it can make them: each matches a thousand
 * filters of its own, of a hundred and more levels. Others of its event loop have their
 * turn in between.
 */
class TurnTests {

	private static final int LEVELS = 120;

	private static final int FILTERS = 1_000;

	private static final int FILTERS_A_PACKET = 20;

	private static final int MESSAGES = 2_000;

	@Test
	void messages_that_cost_much_do_not_keep_others_of_the_loop_waiting() throws IOException {
		MqttServer server = MqttServer.create().port(0).configure((config) -> config.eventLoops(1)).start();
		try (WirePeer neighbour = WirePeer.connect(server.port()); Socket costly = costly(server.port())) {
			neighbour.connects(Packets.connect("neighbour"));
			write(costly, messages(MESSAGES / 4));
			costly.getOutputStream().write(Packets.pingreq().bytes(Version.V3_1_1));
			int answered = costly.getInputStream().readNBytes(echoes(MESSAGES / 4) + 2).length;
			assertThat(answered).as("the code is compiled by then").isEqualTo(echoes(MESSAGES / 4) + 2);
			Thread writer = new Thread(() -> write(costly, messages(MESSAGES)), "costly");
			writer.setDaemon(true);
			writer.start();
			long longest = 0;
			for (int i = 0; i < 20; i++) {
				long start = System.nanoTime();
				neighbour.receivesNothing(); // a ping is answered before
				longest = Math.max(longest, System.nanoTime() - start);
			}
			assertThat(TimeUnit.NANOSECONDS.toMillis(longest)).as("ms of the longest ping").isLessThan(300);
		}
		finally {
			server.stop();
		}
	}

	private static byte[] messages(int count) {
		ByteArrayOutputStream messages = new ByteArrayOutputStream();
		for (int i = 0; i < count; i++) {
			messages.writeBytes(message());
		}
		return messages.toByteArray();
	}

	private static byte[] message() {
		return Packets.publish("a/".repeat(LEVELS - 1) + "a", "").bytes(Version.V3_1_1);
	}

	// What comes back of messages: one for all filters that match.
	private static int echoes(int count) {
		return count * message().length;
	}

	// Subscribes to what its own messages match, in as many ways as it may.
	private static Socket costly(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.getOutputStream().write(Packets.connect(Version.V3_1_1, "costly").bytes(Version.V3_1_1));
		assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
		for (int i = 0; i < FILTERS; i += FILTERS_A_PACKET) {
			Subscribe subscribe = Packets.subscribe(1);
			for (int j = i; j < i + FILTERS_A_PACKET; j++) {
				subscribe = subscribe.filter(filter(j), 0);
			}
			socket.getOutputStream().write(subscribe.bytes(Version.V3_1_1));
			assertThat(socket.getInputStream().readNBytes(4 + FILTERS_A_PACKET)).hasSize(4 + FILTERS_A_PACKET);
		}
		return socket;
	}

	// Another level free in each of ten places: all of them match.
	private static String filter(int number) {
		StringBuilder filter = new StringBuilder();
		for (int level = 0; level < LEVELS; level++) {
			boolean free = level < 10 && (number >> level & 1) == 1;
			filter.append((level > 0) ? "/" : "").append(free ? "+" : "a");
		}
		return filter.toString();
	}

	private static void write(Socket socket, byte[] bytes) {
		try {
			socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			assertThat(socket.isClosed()).isTrue();
		}
	}

}
