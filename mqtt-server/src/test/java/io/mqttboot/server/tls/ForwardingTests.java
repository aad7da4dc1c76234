package io.mqttboot.server.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttForwarding;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Where clients come from behind load balancers and reverse proxies.
 */
@Tag("tls")
@Timeout(60)
class ForwardingTests {

	private static final int CONNACK = 0x20;

	private static final String LOOPBACK = "127.0.0.0/8";

	private final BlockingQueue<SocketAddress> seen = new LinkedBlockingQueue<>();

	private @Nullable MqttServer server;

	private MqttServer start(MqttForwarding forwarding, @Nullable MqttServerTls tls) {
		var builder = MqttServer.create()
			.port(0)
			.webSocketPort(0)
			.configure((config) -> config.forwarding(forwarding)
				.limits(MqttLimits.builder().connectTimeout(Duration.ofSeconds(1)).build()));
		if (tls != null) {
			builder.securePort(0, tls);
		}
		this.server = builder.authenticator((request) -> {
			this.seen.add(request.remoteAddress());
			return CompletableFuture.completedFuture(new MqttAuthResult.Accepted(null, null));
		}).start();
		return this.server;
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop();
		}
	}

	private static MqttForwarding proxyProtocol(String trusted) {
		return new MqttForwarding(List.of(trusted), true, false);
	}

	private static Socket open(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
		socket.setSoTimeout(10_000);
		return socket;
	}

	private static void greet(Socket socket) throws IOException {
		socket.getOutputStream().write(Packets.connect("behind").bytes(Version.V5));
		assertThat(socket.getInputStream().read()).isEqualTo(CONNACK);
	}

	private static byte[] header1(String source) {
		return ("PROXY TCP4 " + source + " 198.51.100.1 40000 1883\r\n").getBytes(StandardCharsets.US_ASCII);
	}

	// version 2, command PROXY, TCP over IPv6, 36 bytes of addresses
	private static byte[] header2(String source) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(new byte[] { 0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x21, 0x21, 0,
				36 });
		out.write(InetAddress.getByName(source).getAddress());
		out.write(InetAddress.getByName("2001:db8::1").getAddress());
		out.write(new byte[] { (byte) 0x9C, 0x40, 0x07, 0x5B });
		return out.toByteArray();
	}

	private String host() throws InterruptedException {
		SocketAddress address = this.seen.poll(10, TimeUnit.SECONDS);
		return (address instanceof InetSocketAddress inet) ? inet.getAddress().getHostAddress()
				: String.valueOf(address);
	}

	@Test
	void a_trusted_proxy_says_where_a_client_comes_from() throws Exception {
		MqttServer running = start(proxyProtocol(LOOPBACK), null);
		try (Socket socket = open(running.port())) {
			socket.getOutputStream().write(header1("203.0.113.7"));
			greet(socket);
		}
		assertThat(host()).isEqualTo("203.0.113.7");
		try (Socket socket = open(running.port())) {
			socket.getOutputStream().write(header2("2001:db8::7"));
			greet(socket);
		}
		assertThat(host()).isEqualTo("2001:db8:0:0:0:0:0:7");
	}

	@Test
	void the_header_comes_before_tls() throws Exception {
		Pki pki = new Pki("authority");
		MqttTlsKeys keys = pki.keys(pki.issue("CN=server", "localhost"));
		MqttServer running = start(proxyProtocol("127.0.0.1"), MqttServerTls.of(() -> keys));
		try (Socket socket = open(running.securePort())) {
			socket.getOutputStream().write(header1("203.0.113.7"));
			SSLSocketFactory factory = pki.client(null).getSocketFactory();
			try (SSLSocket tls = (SSLSocket) factory.createSocket(socket, "localhost", running.securePort(), true)) {
				greet(tls);
			}
		}
		assertThat(host()).isEqualTo("203.0.113.7");
	}

	@Test
	void a_trusted_proxy_that_says_nothing_is_closed_in_time() throws Exception {
		MqttServer running = start(proxyProtocol(LOOPBACK), null);
		try (Socket socket = open(running.port())) {
			socket.getOutputStream().write(Packets.connect("behind").bytes(Version.V5));
			assertThat(socket.getInputStream().readAllBytes()).isEmpty();
		}
		assertThat(this.seen).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "PROXY TCP4 203.0.113.7", "\r\n\r\n\0\r\nQUIT\n!\u0011\u00ff\u00ff" })
	void a_trusted_proxy_that_does_not_finish_is_closed_in_time(String begin) throws Exception {
		Pki pki = new Pki("authority");
		MqttTlsKeys keys = pki.keys(pki.issue("CN=server", "localhost"));
		MqttServer running = start(proxyProtocol(LOOPBACK), MqttServerTls.of(() -> keys));
		for (int port : new int[] { running.port(), running.webSocketPort(), running.securePort() }) {
			try (Socket socket = open(port)) {
				socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
				assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(16); // an
																						// alert
																						// of
				// TLS
			}
		}
		assertThat(this.seen).isEmpty();
	}

	@Test
	void a_second_header_is_not_believed() throws Exception {
		MqttServer running = start(proxyProtocol(LOOPBACK), null);
		try (Socket socket = open(running.port())) {
			socket.getOutputStream().write(header1("203.0.113.7"));
			socket.getOutputStream().write(header1("198.51.100.66"));
			assertThat(socket.getInputStream().readAllBytes()).isEmpty();
		}
		assertThat(this.seen).isEmpty();
	}

	@Test
	void what_anybody_else_forwards_is_not_believed() throws Exception {
		MqttServer running = start(new MqttForwarding(List.of("192.0.2.0/24"), false, true), null);
		upgradeAndGreet(running, "X-Forwarded-For: 203.0.113.7\r\n");
		assertThat(host()).isEqualTo("127.0.0.1");
	}

	@Test
	void what_anybody_else_says_is_not_believed() throws Exception {
		MqttServer running = start(proxyProtocol("192.0.2.0/24"), null);
		try (Socket socket = open(running.port())) {
			socket.getOutputStream().write(header1("203.0.113.7"));
			assertThat(socket.getInputStream().readAllBytes()).isEmpty();
		}
		try (Socket socket = open(running.port())) {
			greet(socket);
		}
		assertThat(host()).isEqualTo("127.0.0.1");
		assertThat(this.seen).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "203.0.113.7 | 203.0.113.7", "198.51.100.9, 203.0.113.7 | 203.0.113.7",
			"203.0.113.7, 127.0.0.1 | 203.0.113.7", "203.0.113.7, nonsense | 127.0.0.1", "127.0.0.2 | 127.0.0.1" })
	void the_last_address_before_the_proxies_counts_for_a_web_socket(String forwardedFor, String expected)
			throws Exception {
		MqttServer running = start(new MqttForwarding(List.of(LOOPBACK), false, true), null);
		upgradeAndGreet(running, "X-Forwarded-For: " + forwardedFor + "\r\n");
		assertThat(host()).isEqualTo(expected);
	}

	@Test
	void forwarding_is_not_believed_unless_it_is_asked_for() throws Exception {
		MqttServer running = start(MqttForwarding.NONE, null);
		upgradeAndGreet(running, "X-Forwarded-For: 203.0.113.7\r\n");
		assertThat(host()).isEqualTo("127.0.0.1");
	}

	private static void upgradeAndGreet(MqttServer running, String header) throws IOException {
		try (Socket socket = open(running.webSocketPort())) {
			OutputStream out = socket.getOutputStream();
			out.write(("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + header
					+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n"
					+ "Sec-WebSocket-Version: 13\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			InputStream in = socket.getInputStream();
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") < 0) {
				head.append((char) in.read());
			}
			assertThat(head).startsWith("HTTP/1.1 101");
			byte[] connect = Packets.connect("socket").bytes(Version.V5);
			out.write(new byte[] { (byte) 0x82, (byte) (0x80 | connect.length), 0, 0, 0, 0 });
			out.write(connect);
			assertThat(in.read()).isEqualTo(0x82);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "example.com", "10.0.0.0/33", "10.0.0.0/x", "" })
	void an_address_that_is_none_fails_the_start(String trusted) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> start(proxyProtocol(trusted), null))
			.withMessageContaining("'" + trusted + "' is no");
	}

	@Test
	void somebody_must_be_trusted() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttForwarding(List.of(), true, false));
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttForwarding(List.of(), false, true));
	}

}
