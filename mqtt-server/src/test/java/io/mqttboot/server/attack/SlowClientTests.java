package io.mqttboot.server.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that do not read, on a server with a heap of 256 MB: they cost only themselves.
 */
@Tag("slow")
class SlowClientTests {

	private static final int MESSAGES = 1_000_000;

	private static final int PAYLOAD = 4_096;

	private static final int BATCH = 100;

	private final ChildServer server = new ChildServer("", "-Xmx256m");

	@AfterEach
	void stop() {
		this.server.close();
	}

	// Subscribes, and never reads again.
	private WirePeer deaf(String clientId, int qos) {
		WirePeer peer = WirePeer.connect(this.server.port());
		peer.connects(Packets.connect(Version.V3_1_1, clientId).keepAlive(0));
		return peer.subscribes("flood", qos);
	}

	private static byte[] batch(int qos) {
		ByteArrayOutputStream batch = new ByteArrayOutputStream();
		for (int i = 1; i <= BATCH; i++) {
			batch.writeBytes(Packets.publish("flood", new byte[PAYLOAD]).qos(qos).id(i).bytes(Version.V3_1_1));
		}
		return batch.toByteArray();
	}

	private Socket flooding() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		socket.getOutputStream().write(Packets.connect(Version.V3_1_1, "flooding").bytes(Version.V3_1_1));
		socket.getInputStream().readNBytes(4);
		return socket;
	}

	@Test
	void a_million_messages_for_clients_that_never_read_leave_every_other_client_served() throws IOException {
		WirePeer neighbour = WirePeer.connect(this.server.port());
		neighbour.connects(Packets.connect("neighbour"));
		neighbour.subscribes("echo", 1);
		try (WirePeer deaf = deaf("deaf", 0); WirePeer other = deaf("other", 1); Socket flooding = flooding()) {
			OutputStream out = flooding.getOutputStream();
			byte[] batch = batch(0);
			for (int i = 0; i < MESSAGES / BATCH; i++) {
				out.write(batch);
				if (i % 500 == 0) {
					echo(neighbour, i);
				}
			}
			out.write(Packets.pingreq().bytes(Version.V3_1_1));
			assertThat(flooding.getInputStream().readNBytes(2)).as("all was processed").hasSize(2);
			echo(neighbour, MESSAGES);
			assertThat(this.server.isAlive()).isTrue();
			assertThat(this.server.counted()).contains("NOT_WRITABLE=1").endsWith(" 4");
			assertThat(this.server.lines()).noneMatch((line) -> line.contains("OutOfMemory"));
			assertThat(deaf).isNotSameAs(other);
		}
	}

	@Test
	void at_qos_1_what_waits_for_a_client_that_never_reads_is_bounded() throws IOException {
		WirePeer neighbour = WirePeer.connect(this.server.port());
		neighbour.connects(Packets.connect("neighbour"));
		neighbour.subscribes("echo", 1);
		try (WirePeer deaf = deaf("deaf", 1); Socket flooding = flooding()) {
			byte[] batch = batch(1);
			for (int i = 0; i < 1_000; i++) {
				flooding.getOutputStream().write(batch);
				assertThat(flooding.getInputStream().readNBytes(4 * BATCH)).hasSize(4 * BATCH); // PUBACKs
				if (i % 100 == 0) {
					echo(neighbour, i);
				}
			}
			assertThat(this.server.counted()).contains("QUEUE_FULL=98").endsWith(" 3");
			assertThat(deaf).isNotNull();
		}
	}

	@Test
	void a_publisher_that_never_reads_its_acknowledgements_is_not_read_for_ever() throws IOException {
		WirePeer neighbour = WirePeer.connect(this.server.port());
		neighbour.connects(Packets.connect("neighbour"));
		neighbour.subscribes("echo", 1);
		byte[] small = Packets.publish("nobody", "").qos(1).id(1).bytes(Version.V3_1_1);
		ByteArrayOutputStream batch = new ByteArrayOutputStream();
		for (int i = 0; i < 1_000; i++) {
			batch.writeBytes(small);
		}
		try (Socket flooding = flooding()) {
			Thread writer = new Thread(() -> flood(flooding, batch.toByteArray()), "flooding");
			writer.setDaemon(true);
			writer.start();
			for (int i = 0; i < 200; i++) {
				echo(neighbour, i);
			}
		}
		assertThat(this.server.isAlive()).isTrue();
	}

	// Until the server takes no more and the test ends.
	private static void flood(Socket socket, byte[] batch) {
		try {
			while (!socket.isClosed()) {
				socket.getOutputStream().write(batch);
			}
		}
		catch (IOException ex) {
			assertThat(socket.isClosed()).isTrue();
		}
	}

	private static void echo(WirePeer neighbour, int number) {
		neighbour.send(Packets.publish("echo", "" + number));
		Publish echo = neighbour.receive(Publish.class);
		assertThat(echo.payload()).isEqualTo("" + number);
	}

}
