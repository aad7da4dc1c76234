package io.mqttboot.server.attack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

import io.mqttboot.server.MqttServer;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * A client that is refused while it sends gets to read why: its connection is not reset.
 */
class LastWordsTests {

	private static final byte[] MEBIBYTE = new byte[1024 * 1024];

	private static final byte[] HEADER_OF_A_PACKET_TOO_LARGE = { 0x30, (byte) 0xFF, (byte) 0xFF, 0x7F };

	private static final int DISCONNECT = 0xE0;

	private static final int PACKET_TOO_LARGE = 0x95;

	private final MqttServer server = MqttServer.create().port(0).start();

	private Socket client;

	private InputStream in;

	@BeforeEach
	void connect() throws IOException {
		this.client = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		this.client.setSoTimeout(10_000);
		this.in = this.client.getInputStream();
		send(Packets.connect("talkative").bytes(Version.V5));
		assertThat(this.in.read()).isEqualTo(0x20);
		this.in.readNBytes(this.in.read());
	}

	@AfterEach
	void stop() throws IOException {
		this.client.close();
		this.server.stop();
	}

	private void send(byte[] bytes) throws IOException {
		this.client.getOutputStream().write(bytes);
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void what_comes_after_the_refusal_does_not_reset_the_connection() throws IOException {
		send(HEADER_OF_A_PACKET_TOO_LARGE);
		byte[] words = this.in.readAllBytes();
		assertThat(words[0] & 0xFF).isEqualTo(DISCONNECT);
		assertThat(words[2] & 0xFF).isEqualTo(PACKET_TOO_LARGE);
		for (int i = 0; i < 4; i++) {
			send(MEBIBYTE); // to a socket that was closed only one of them would leave
		}
	}

	@Test
	@Timeout(20)
	void a_client_that_does_not_close_after_the_refusal_is_closed() throws IOException {
		send(HEADER_OF_A_PACKET_TOO_LARGE);
		assertThat(this.in.readAllBytes()).isNotEmpty();
		assertThatIOException().isThrownBy(() -> {
			while (true) {
				send(MEBIBYTE);
			}
		});
	}

}
