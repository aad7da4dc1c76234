package io.mqttboot.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttListenerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which pages may connect by WebSocket.
 */
@Timeout(60)
class OriginTests {

	private final MqttServer server = MqttServer.create()
		.configure((config) -> config.listeners(
				List.of(MqttListenerConfig.webSocket("127.0.0.1", 0).withOrigins(List.of("https://example.com")))))
		.start();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private String upgrade(String header) throws IOException {
		try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.server.webSocketPort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write(("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
						+ header + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n"
						+ "Sec-WebSocket-Version: 13\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			InputStream in = socket.getInputStream();
			return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
		}
	}

	@Test
	void a_page_of_another_origin_is_refused() throws IOException {
		assertThat(upgrade("Origin: https://evil.example\r\n")).isEqualTo("HTTP/1.1 403");
		assertThat(upgrade("Origin: null\r\n")).isEqualTo("HTTP/1.1 403");
	}

	@Test
	void a_page_of_an_allowed_origin_and_who_is_no_browser_are_let_in() throws IOException {
		assertThat(upgrade("Origin: https://example.com\r\n")).isEqualTo("HTTP/1.1 101");
		assertThat(upgrade("")).isEqualTo("HTTP/1.1 101");
	}

}
