package io.mqttboot.server.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that may open no more files: it says so once, serves those it has, and accepts
 * again when it can.
 */
@Tag("slow")
class OpenFileLimitTests {

	@Test
	void at_the_limit_of_open_files_the_server_waits_says_so_once_and_recovers() throws IOException {
		List<Socket> sockets = new ArrayList<>();
		try (ChildServer server = new ChildServer("ulimit -n 200;", "-Xmx64m")) {
			WirePeer early = WirePeer.connect(server.port());
			early.connects(Packets.connect("early"));
			server.counted(); // its classes are files as well
			for (int i = 0; i < 300; i++) {
				sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
			}
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.until(() -> server.lines().stream().anyMatch((line) -> line.contains("cannot accept")));
			early.receivesNothing();
			assertThat(server.counted()).contains("SERVER_BUSY=");
			for (Socket socket : sockets) {
				socket.close();
			}
			try (WirePeer late = WirePeer.connect(server.port())) {
				late.connects(Packets.connect("late"));
				late.receivesNothing();
			}
			early.receivesNothing();
			assertThat(server.lines().stream().filter((line) -> line.contains("cannot accept"))).hasSize(1);
			early.close();
		}
	}

}
