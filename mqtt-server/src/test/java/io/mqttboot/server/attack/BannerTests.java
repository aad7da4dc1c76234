package io.mqttboot.server.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLSocketFactory;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.tls.Pki;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a stranger says on whatever port, the answer names neither the product nor
 * what it is made of, nor a version of either.
 */
@Tag("tls")
@Timeout(120)
class BannerTests {

	private static final List<String> GIVEAWAYS = List.of("mqttboot", "mqtt-boot", "netty", "spring", "java", "boot",
			"openssl", "boringssl", "server:", "x-powered-by", "via:", "date:", "snapshot", "exception", "at io.");

	private static final String ASKS = "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";

	private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

	private static final String MQTT = "Sec-WebSocket-Protocol: mqtt\r\n";

	private static final Pki PKI = new Pki("authority");

	private static MqttServer server;

	@BeforeAll
	static void start() {
		MqttTlsKeys keys = PKI.keys(PKI.issue("CN=host", "localhost"));
		MqttServerTls tls = MqttServerTls.of(() -> keys);
		MqttListenerConfig tcp = MqttListenerConfig.tcp("127.0.0.1", 0);
		MqttListenerConfig webSocket = MqttListenerConfig.webSocket("127.0.0.1", 0)
			.withOrigins(List.of("https://example.com"));
		server = MqttServer.create()
			.configure((config) -> config.listeners(List.of(tcp, webSocket, tcp.withTls(tls), webSocket.withTls(tls)))
				.limits(MqttLimits.builder().connectTimeout(Duration.ofSeconds(1)).build()))
			.authenticator((request) -> CompletableFuture
				.completedFuture(new MqttAuthResult.Refused(io.mqttboot.MqttReasonCode.NOT_AUTHORIZED, "not you")))
			.start();
	}

	@AfterAll
	static void stop() {
		server.stop();
	}

	/** What a stranger says, and how an answer begins if one has to come. */
	enum Words {

		NONSENSE("\u0000\u0001\u0002\u0003", ""),

		SSH("SSH-2.0-OpenSSH_9.0\r\n", ""),

		PLAIN_HTTP("GET / HTTP/1.0\r\n\r\n", ""),

		NO_HTTP("HELO there\r\n\r\n", "HTTP/1.1 400"),

		NOT_FOUND("GET /admin HTTP/1.1\r\n" + ASKS + "\r\n", "HTTP/1.1 404"),

		NO_UPGRADE("GET /mqtt HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 426"),

		POST("POST /mqtt HTTP/1.1\r\n" + ASKS + KEY + MQTT + "Sec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n",
				"HTTP/1.1 400"),

		EXPECTS("POST /mqtt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\nExpect: 100-continue\r\n\r\n",
				"HTTP/1.1 4"),

		TOO_LARGE("POST /mqtt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n", "HTTP/1.1 4"),

		NO_PROTOCOL("GET /mqtt HTTP/1.1\r\n" + ASKS + KEY + "Sec-WebSocket-Version: 13\r\n\r\n", "HTTP/1.1 400"),

		OLD_VERSION("GET /mqtt HTTP/1.1\r\n" + ASKS + KEY + MQTT + "Sec-WebSocket-Version: 8\r\n\r\n", "HTTP/1.1 426"),

		NO_KEY("GET /mqtt HTTP/1.1\r\n" + ASKS + MQTT + "Sec-WebSocket-Version: 13\r\n\r\n", "HTTP/1.1 400"),

		OTHER_ORIGIN("GET /mqtt HTTP/1.1\r\n" + ASKS + "Origin: https://evil.example\r\n\r\n", "HTTP/1.1 403"),

		LONG_LINE("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n" + ASKS + "\r\n", "HTTP/1.1 400"),

		LONG_HEADER("GET /mqtt HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n\r\n", "HTTP/1.1 400"),

		GOOD("GET /mqtt HTTP/1.1\r\n" + ASKS + KEY + MQTT + "Sec-WebSocket-Version: 13\r\n\r\n", "HTTP/1.1 101"),

		CONNECT(text(Packets.connect("stranger").userName("admin").password("x").bytes(Version.V5)), ""),

		CONNECT_3(text(Packets.connect(Version.V3_1_1, "stranger").bytes(Version.V3_1_1)), ""),

		OLD_CONNECT(text(Packets.connect("stranger").level(2).bytes(Version.V5)), ""),

		COMING_CONNECT(text(Packets.connect("stranger").level(6).bytes(Version.V5)), ""),

		METHOD(text(Packets.connect("stranger")
			.property(io.mqttboot.testkit.wire.Property.AUTH_METHOD, "NTLM")
			.bytes(Version.V5)), ""),

		PUBLISH(text(Packets.publish("a", "b").bytes(Version.V5)), "");

		private final byte[] bytes;

		private final String answer;

		Words(String words, String answer) {
			this.bytes = words.getBytes(StandardCharsets.ISO_8859_1);
			this.answer = answer;
		}

	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	@ParameterizedTest
	@EnumSource(Words.class)
	void no_answer_names_the_product(Words words) throws IOException {
		check(answer(plain(server.port()), words));
		String http = answer(plain(server.webSocketPort()), words);
		check(http);
		assertThat(http).startsWith(words.answer);
		check(answer(plain(server.securePort()), words));
		check(answer(plain(server.secureWebSocketPort()), words));
		check(answer(tls(server.securePort()), words));
		String https = answer(tls(server.secureWebSocketPort()), words);
		check(https);
		assertThat(https).startsWith(words.answer);
	}

	private static void check(String answer) {
		assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain(GIVEAWAYS);
		assertThat(answer.replace("HTTP/1.1", "")).doesNotContainPattern("\\d+\\.\\d+");
	}

	private static Socket plain(int port) throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), port);
	}

	private static Socket tls(int port) throws IOException {
		SSLSocketFactory factory = PKI.client(null).getSocketFactory();
		return factory.createSocket(InetAddress.getLoopbackAddress(), port);
	}

	/** All that comes until the server closes, or has upgraded. */
	private static String answer(Socket socket, Words words) throws IOException {
		StringBuilder answer = new StringBuilder();
		try (socket) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(words.bytes);
			if (words == Words.NONSENSE || words == Words.SSH) {
				socket.shutdownOutput();
			}
			int next = socket.getInputStream().read();
			while (next >= 0) {
				answer.append((char) next);
				boolean upgraded = answer.indexOf("HTTP/1.1 101") == 0 && answer.indexOf("\r\n\r\n") > 0;
				next = upgraded ? -1 : socket.getInputStream().read();
			}
		}
		catch (java.net.SocketException | javax.net.ssl.SSLException ex) {
			return answer.toString(); // it closed without a word, or with an alert
		}
		return answer.toString();
	}

}
