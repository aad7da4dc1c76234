package io.mqttboot.testkit.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SocketWireTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final String UPGRADED = """
			HTTP/1.1 101 Switching Protocols\r
			Sec-WebSocket-Protocol: mqtt\r
			\r
			""";

	private ServerSocket server;

	private WebSocketWire webSocket;

	private volatile Socket accepted;

	@BeforeEach
	void open() throws IOException {
		this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	@Test
	void bytes_go_both_ways_and_the_end_is_seen() throws IOException {
		TcpWire wire = TcpWire.connect(this.server.getLocalPort());
		try (Socket accepted = this.server.accept()) {
			wire.send(new byte[] { 1, 2 });
			assertThat(accepted.getInputStream().readNBytes(2)).containsExactly(1, 2);
			accepted.getOutputStream().write(3);
			assertThat(wire.receive(PATIENCE)).containsExactly(3);
			assertThat(wire.closed()).isFalse();
		}
		assertThat(wire.receive(PATIENCE)).isNull();
		assertThat(wire.closed()).isTrue();
	}

	@Test
	void an_abort_is_a_reset_for_the_server() throws IOException {
		TcpWire wire = TcpWire.connect(this.server.getLocalPort());
		try (Socket accepted = this.server.accept()) {
			wire.abort();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> accepted.getInputStream().read());
		}
	}

	@Test
	void frames_are_masked_and_may_be_split() throws IOException {
		try (Socket accepted = accept(UPGRADED, "")) {
			WebSocketWire wire = this.webSocket;
			assertThat(wire.status()).isEqualTo(101);
			assertThat(wire.header("sec-websocket-protocol")).contains("mqtt");
			wire.sendFragmented(new byte[] { 0x10 }, new byte[] { 0x20, 0x30 });
			wire.sendText("no");
			assertThat(HexFormat.of().formatHex(accepted.getInputStream().readNBytes(23)))
				.isEqualTo("028137fa213d27" + "808237fa213d17ca" + "818237fa213d5995");
		}
	}

	@Test
	void frames_of_a_server_are_put_together_and_its_close_is_seen() throws IOException {
		try (Socket accepted = accept(UPGRADED, "0201aa" + "8002bbcc" + "8900" + "8201dd" + "880203e9")) {
			WebSocketWire wire = this.webSocket;
			StringBuilder got = new StringBuilder();
			byte[] bytes = wire.receive(PATIENCE);
			while (bytes != null) {
				got.append(HexFormat.of().formatHex(bytes));
				bytes = wire.receive(PATIENCE);
			}
			assertThat(got).hasToString("aabbccdd");
			assertThat(wire.closed()).isTrue();
			assertThat(wire.closeCode()).isEqualTo(1001);
			assertThat(HexFormat.of().formatHex(accepted.getInputStream().readNBytes(6))).isEqualTo("8a8037fa213d");
		}
	}

	private Socket accept(String response, String frames) throws IOException {
		Thread server = new Thread(() -> answer(response, frames));
		server.start();
		this.webSocket = WebSocketWire.connect(this.server.getLocalPort());
		try {
			server.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return this.accepted;
	}

	private void answer(String response, String frames) {
		try {
			Socket socket = this.server.accept();
			StringBuilder request = new StringBuilder();
			while (request.indexOf("\r\n\r\n") < 0) {
				request.append((char) socket.getInputStream().read());
			}
			socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().write(HexFormat.of().parseHex(frames));
			this.accepted = socket;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
