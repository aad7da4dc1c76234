package io.mqttboot.server.limits;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.server.config.MqttForwarding;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig.Kind;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much memory somebody costs who has not been let in, whatever he sends, in bytes
 * that are held between two reads; and how long.
 */
class StrangerBytesTests {

	private static final long BYTES_MAX = 64 * 1024;

	private static final String HERE = "192.0.2.1";

	private static final String PROXY = "198.51.100.1";

	private static final byte[] PROXY_2 = HexFormat.of().parseHex("0D0A0D0A000D0A515549540A2111");

	private final Tally tally = new Tally();

	/** A broker whose clients may send far more than strangers. */
	private ManualBroker generous() {
		return new ManualBroker((builder) -> builder.observer(this.tally)
			.authenticator((request) -> new CompletableFuture<>())
			.configure((config) -> config.forwarding(new MqttForwarding(List.of(PROXY), true, false))
				.limits(MqttLimits.builder().packetBytesMax(10_000_000).build())));
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	/** Sends pieces until the broker closes; what it holds never exceeds the limit. */
	private static void dribble(ManualWire wire, byte[] piece, int times) {
		for (int i = 0; i < times && !isClosed(wire); i++) {
			wire.send(piece);
			if (!isClosed(wire)) {
				assertThat(wire.bytesHeld()).isLessThanOrEqualTo(BYTES_MAX);
			}
		}
	}

	private static ManualWire upgraded(ManualBroker broker) {
		ManualWire wire = broker.wire(Kind.WEBSOCKET, HERE);
		wire.send(ascii("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n"
				+ "Sec-WebSocket-Version: 13\r\n\r\n"));
		assertThat(wire.receive(Duration.ZERO)).asString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101");
		return wire;
	}

	// with a mask of zeros
	private static byte[] frame(int length, byte[] payload) {
		ByteBuffer header = ByteBuffer.allocate(14).put((byte) 0x82);
		if (length < 126) {
			header.put((byte) (0x80 | length));
		}
		else if (length < 65_536) {
			header.put((byte) 0xFE).putShort((short) length);
		}
		else {
			header.put((byte) 0xFF).putLong(length);
		}
		header.putInt(0);
		return join(Arrays.copyOf(header.array(), header.position()), payload);
	}

	private static boolean isClosed(ManualWire wire) {
		while (wire.receive(Duration.ZERO) != null) {
			// its last words
		}
		return wire.closed();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1_000, 8_192, 16_384 })
	void a_connect_that_comes_slowly(int piece) {
		try (ManualBroker broker = generous()) {
			ManualWire wire = broker.wire(Kind.TCP, HERE);
			wire.send(HexFormat.of().parseHex("10F7FF0300044D51545405C2003C")); // of
																				// 65,531
																				// bytes
			dribble(wire, new byte[piece], 65_000 / piece);
			assertThat(isClosed(wire)).isFalse();
			assertThat(wire.bytesHeld()).isGreaterThan(30_000);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1_000, 8_192, 16_384 })
	void a_frame_of_a_websocket_that_comes_slowly(int piece) {
		try (ManualBroker broker = generous()) {
			ManualWire wire = upgraded(broker);
			wire.send(frame(9_000_000, new byte[0]));
			dribble(wire, new byte[piece], 1_000);
			assertThat(isClosed(wire)).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.PACKET_TOO_LARGE, 1));
		}
	}

	@Test
	void a_connect_in_many_frames_is_held_to_the_limit_of_a_connect() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits)) {
			ManualWire wire = upgraded(broker);
			wire.send(frame(5, HexFormat.of().parseHex("10FFFFFF7F")));
			assertThat(isClosed(wire)).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.PACKET_TOO_LARGE, 1));
		}
	}

	@Test
	void who_was_let_in_may_send_larger_frames() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits.packetBytesMax(1_000_000))) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("t", 0);
			ManualWire wire = upgraded(broker);
			byte[] connect = Packets.connect("client").bytes(Version.V5);
			wire.send(frame(connect.length, connect));
			byte[] large = Packets.publish("t", new byte[500_000]).bytes(Version.V5);
			wire.send(frame(large.length, large));
			assertThat(subscriber.receive().size()).isGreaterThan(500_000);
		}
	}

	@Test
	void several_packets_in_one_frame_with_connect_come_through() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits)) {
			WirePeer subscriber = broker.client(Packets.connect("subscriber")).subscribes("t", 0);
			ManualWire wire = upgraded(broker);
			byte[] packets = join(Packets.connect("client").bytes(Version.V5),
					Packets.publish("t", new byte[8_000]).bytes(Version.V5),
					Packets.publish("t", new byte[8_000]).bytes(Version.V5));
			wire.send(frame(packets.length, packets));
			assertThat(subscriber.receive().size()).isGreaterThan(8_000);
			assertThat(subscriber.receive().size()).isGreaterThan(8_000);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /mqtt?", "GET /mqtt HTTP/1.1\r\nCookie: ", "GET /mqtt HTTP/1.1\r\n",
			"POST /mqtt HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n",
			"POST /mqtt HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n" })
	void a_request_of_http_without_end(String begin) {
		try (ManualBroker broker = generous()) {
			ManualWire wire = broker.wire(Kind.WEBSOCKET, HERE);
			wire.send(ascii(begin));
			byte[] piece = ascii("x: 0123456789\r\n".repeat(64));
			dribble(wire, begin.contains("\r\n") ? piece : new byte[1_000], 1_000);
			broker.advance(Duration.ofSeconds(12));
			assertThat(isClosed(wire)).isTrue();
		}
	}

	@Test
	void a_header_of_the_proxy_protocol_without_end() {
		try (ManualBroker broker = generous()) {
			ManualWire second = broker.wire(Kind.TCP, PROXY);
			second.send(join(PROXY_2, HexFormat.of().parseHex("FFFF")));
			dribble(second, new byte[1_000], 100);
			assertThat(isClosed(second)).isTrue();
			ManualWire first = broker.wire(Kind.TCP, PROXY);
			first.send(ascii("PROXY TCP4 "));
			dribble(first, ascii("1".repeat(50)), 100);
			assertThat(isClosed(first)).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.MALFORMED_PACKET, 2));
		}
	}

	@Test
	void a_header_of_the_proxy_protocol_that_is_followed_by_a_connect_without_end() {
		try (ManualBroker broker = generous()) {
			ManualWire wire = broker.wire(Kind.TCP, PROXY);
			wire.send(ascii("PROXY TCP4 192.0.2.1 198.51.100.2 40000 1883\r\n"));
			wire.send(HexFormat.of().parseHex("10FFFFFF7F"));
			assertThat(isClosed(wire)).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.PACKET_TOO_LARGE, 1));
		}
	}

	@Test
	void whoever_waits_for_authentication_is_not_read() {
		try (ManualBroker broker = generous()) {
			ManualWire wire = broker.wire(Kind.TCP, HERE);
			wire.send(join(Packets.connect("client").bytes(Version.V5), new byte[] { 0x30, (byte) 0x90, 0x4E }));
			for (int i = 0; i < 1_000; i++) {
				wire.send(new byte[1_000]);
			}
			assertThat(wire.isRead()).isFalse();
			assertThat(wire.bytesHeld()).isLessThanOrEqualTo(BYTES_MAX);
		}
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void who_says_nothing_is_closed_at_the_deadline_however_he_came(Kind kind) {
		try (ManualBroker broker = generous()) {
			ManualWire direct = broker.wire(kind, HERE);
			ManualWire behindProxy = broker.wire(kind, PROXY);
			ManualWire dribbling = (kind == Kind.WEBSOCKET) ? upgraded(broker) : broker.wire(kind, HERE);
			for (int i = 0; i < 14 && !isClosed(dribbling); i++) {
				broker.advance(Duration.ofSeconds(1));
				dribbling.send((kind == Kind.WEBSOCKET) ? frame(1, new byte[] { (byte) ((i == 0) ? 0x10 : 0x7F) })
						: new byte[] { (byte) ((i == 0) ? 0x10 : 0x7F) });
			}
			broker.advance(Duration.ofSeconds(5));
			assertThat(List.of(direct, behindProxy, dribbling)).allMatch(StrangerBytesTests::isClosed);
			assertThat(this.tally.refusals().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
			assertThat(broker.statistics().connectionsSize()).isZero();
		}
	}

}
