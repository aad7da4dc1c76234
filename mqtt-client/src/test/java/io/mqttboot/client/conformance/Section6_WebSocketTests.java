package io.mqttboot.client.conformance;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.relay.Relay;
import io.mqttboot.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * MQTT in the frames of a WebSocket (MQTT 5.0, chapter 6), with a server made of bytes.
 */
class Section6_WebSocketTests {

	private static final int BINARY = 0x82;

	private static final int TEXT = 0x81;

	private static final String PROTOCOL = "sec-websocket-protocol";

	private final Map<String, String> headers = new TreeMap<>();

	private DataInputStream in;

	private OutputStream out;

	private void upgrade(Socket socket) throws Exception {
		socket.setSoTimeout(10_000);
		this.in = new DataInputStream(socket.getInputStream());
		this.out = socket.getOutputStream();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(": ");
			if (colon > 0) {
				this.headers.put(line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
						line.substring(colon + 2));
			}
		}
		byte[] hash = MessageDigest.getInstance("SHA-1")
			.digest((this.headers.get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
				.getBytes(StandardCharsets.US_ASCII));
		this.out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\nSec-WebSocket-Protocol: "
				+ this.headers.get(PROTOCOL) + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = this.in.readUnsignedByte(); c != '\n'; c = this.in.readUnsignedByte()) {
			if (c != '\r') {
				line.append((char) c);
			}
		}
		return line.toString();
	}

	private byte[] readBinary() throws IOException {
		assertThat(this.in.readUnsignedByte()).as("a whole binary frame").isEqualTo(BINARY);
		int length = this.in.readUnsignedByte() & 0x7F; // short, and masked
		byte[] mask = this.in.readNBytes(4);
		byte[] data = this.in.readNBytes(length);
		for (int i = 0; i < length; i++) {
			data[i] ^= mask[i % 4];
		}
		return data;
	}

	private void send(int type, int... bytes) throws IOException {
		this.out.write(type);
		this.out.write(bytes.length);
		for (int each : bytes) {
			this.out.write(each);
		}
		this.out.flush();
	}

	@ParameterizedTest
	@CsvSource({ "MQTT_3_1, mqttv3.1", "MQTT_3_1_1, mqtt", "MQTT_5, mqtt" })
	@Clause({ "3.1.1:MQTT-6.0.0-1", "3.1.1:MQTT-6.0.0-2", "3.1.1:MQTT-6.0.0-3", "MQTT-6.0.0-1", "MQTT-6.0.0-2",
			"MQTT-6.0.0-3" })
	void packets_travel_in_binary_frames_that_may_begin_anywhere(MqttVersion version, String protocol)
			throws Exception {
		try (ServerSocket listener = Relay.listener();
				MqttClient client = MqttClient.create()
					.version(version)
					.serverUri("ws://127.0.0.1:" + listener.getLocalPort() + "/mqtt")
					.connect();
				Socket socket = listener.accept()) {
			upgrade(socket);
			assertThat(this.headers).containsEntry(PROTOCOL, protocol);
			assertThat(readBinary()[0]).as("CONNECT").isEqualTo((byte) 0x10);
			int[] connack = version.is5() ? new int[] { 0x20, 3, 0, 0, 0 } : new int[] { 0x20, 2, 0, 0 };
			send(BINARY, Arrays.copyOf(connack, 1));
			send(BINARY, Arrays.copyOfRange(connack, 1, connack.length));
			client.connected().get(10, java.util.concurrent.TimeUnit.SECONDS);
			assertThat(client.isConnected()).isTrue();
		}
	}

	@Test
	@Clause({ "3.1.1:MQTT-6.0.0-1", "MQTT-6.0.0-1" })
	void a_frame_of_text_ends_the_connection() throws Exception {
		try (ServerSocket listener = Relay.listener();
				MqttClient client = MqttClient.create()
					.serverUri("ws://127.0.0.1:" + listener.getLocalPort() + "/mqtt")
					.connect();
				Socket socket = listener.accept()) {
			upgrade(socket);
			readBinary();
			send(TEXT, 0x20, 2, 0, 0);
			assertThat(this.in.readAllBytes()).as("no more than the end").hasSizeLessThan(16);
			assertThat(client.isConnected()).isFalse();
		}
	}

}
