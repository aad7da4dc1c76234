package io.mqttboot.server.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.testkit.wire.ByteWriter;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets as a weapon: compressed bombs, frames that announce much, fragments without
 * end, pings that nobody reads the answers of.
 */
class WebSocketAttackTests {

	private static final int BINARY = 0x2;

	private static final int PING = 0x9;

	private static final Duration NOW = Duration.ZERO;

	private static final int LARGEST = 4 * 1024 * 1024;

	private final ManualBroker broker = new ManualBroker((builder) -> builder
		.configure((config) -> config.listeners(List.of(MqttListenerConfig.webSocket("127.0.0.1", 0)))
			.limits(MqttLimits.builder().packetBytesMax(LARGEST).build())));

	private final ManualBroker.ManualWire wire = this.broker.wire(0);

	@AfterEach
	void close() {
		this.broker.close();
	}

	private String upgrade(String headers) {
		this.wire.send(("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n"
				+ "Sec-WebSocket-Version: 13\r\n" + headers + "\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		return new String(received(), StandardCharsets.ISO_8859_1);
	}

	private byte[] received() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte @Nullable [] next = this.wire.receive(NOW); next != null; next = this.wire.receive(NOW)) {
			all.writeBytes(next);
		}
		return all.toByteArray();
	}

	private void greet() {
		assertThat(upgrade("")).startsWith("HTTP/1.1 101");
		this.wire.send(frame(0x80 | BINARY, Packets.connect("client").bytes(Version.V5)));
		assertThat(received()[2]).isEqualTo((byte) 0x20);
	}

	private static byte[] frame(int first, byte[] payload) {
		return head(first, payload.length).raw(payload).bytes();
	}

	/** The head of a frame, with a mask that changes nothing. */
	private static ByteWriter head(int first, long length) {
		ByteWriter head = new ByteWriter().one(first);
		if (length >= 0 && length < 126) {
			head.one(0x80 | (int) length);
		}
		else if (length >= 0 && length < 65_536) {
			head.one(0x80 | 126).two((int) length);
		}
		else {
			head.one(0x80 | 127).four(length >>> 32).four(length);
		}
		return head.four(0);
	}

	private void isRefused() {
		received();
		this.broker.advance(Duration.ofSeconds(3)); // the last words have their time
		assertThat(this.wire.closed()).isTrue();
		assertThat(this.wire.readsHeld()).isZero();
	}

	@Test
	void compression_is_not_even_negotiated_and_a_compressed_frame_is_refused() {
		String answer = upgrade("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
		assertThat(answer).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
		this.wire.send(frame(0xC0 | BINARY, new byte[100]));
		isRefused();
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MAX_VALUE, -1, 1L << 32, LARGEST + 1 })
	void a_frame_larger_than_any_packet_is_refused_by_its_head(long length) {
		greet();
		this.wire.send(head(0x80 | BINARY, length).bytes());
		isRefused();
	}

	@Test
	void a_frame_as_large_as_a_packet_is_taken() {
		greet();
		byte[] packet = Packets.publish("a", "x".repeat(1_000_000)).bytes(Version.V5);
		this.wire.send(frame(0x80 | BINARY, packet));
		this.wire.send(frame(0x80 | BINARY, Packets.pingreq().bytes(Version.V5)));
		assertThat(received()).endsWith(0xD0, 0);
	}

	@Test
	void fragments_without_end_are_not_collected() {
		greet();
		this.wire.send(frame(BINARY, new byte[0]));
		for (int i = 0; i < 10_000; i++) {
			this.wire.send(frame(0, new byte[0]));
		}
		for (int i = 0; i < 1_000; i++) {
			this.wire.send(frame(0, Packets.pingreq().bytes(Version.V5)));
		}
		assertThat(received()).hasSizeGreaterThanOrEqualTo(4_000);
		assertThat(this.wire.readsHeld()).isZero();
		this.wire.send(frame(0, new byte[] { 0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F }));
		isRefused();
	}

	@Test
	void pings_of_who_does_not_read_are_not_answered_without_end() {
		assertThat(upgrade("")).startsWith("HTTP/1.1 101");
		this.wire.takes(false);
		for (int i = 0; i < 20_000; i++) {
			this.wire.send(frame(0x80 | PING, new byte[125]));
		}
		assertThat(this.wire.isRead()).isFalse();
		assertThat(this.wire.waitingBytes()).isLessThan(2L * MqttLimits.DEFAULTS.writeBufferHigh());
	}

	@Test
	void a_frame_without_a_mask_is_refused() {
		greet();
		this.wire.send(new byte[] { (byte) (0x80 | BINARY), 2, (byte) 0xC0, 0 });
		isRefused();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x80 | 0x3, 0x80 | 0xB, PING, 0x80 })
	void an_operation_that_is_none_or_out_of_turn_is_refused(int first) {
		greet();
		this.wire.send(frame(first, new byte[1]));
		isRefused();
	}

	@Test
	void a_long_ping_is_refused() {
		greet();
		this.wire.send(frame(0x80 | PING, new byte[126]));
		isRefused();
	}

	@Test
	void a_request_that_brings_a_body_or_headers_without_end_is_refused() {
		this.wire.send("POST /mqtt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
			.getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < 1_000; i++) {
			this.wire.send("400\r\n".concat("x".repeat(1024)).concat("\r\n").getBytes(StandardCharsets.US_ASCII));
		}
		isRefused();
	}

}
