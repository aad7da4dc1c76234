package io.mqttboot.server.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLSocket;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttForwarding;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttNetwork;
import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.limits.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Strangers at the ports with TLS: how long they may take, and who is sent away before
 * TLS begins.
 */
@Timeout(60)
class TlsStrangerTests {

	private static final String PROXY = "127.0.0.2";

	private final Pki pki = new Pki("authority");

	private final MqttTlsKeys keys = this.pki.keys(this.pki.issue("CN=server", "localhost"));

	private final Tally tally = new Tally();

	private MqttServer server = MqttServer.create().build();

	private void start(MqttServerTls tls, MqttRateLimits.Builder rates) {
		this.server = MqttServer.create()
			.port(0)
			.securePort(0, tls)
			.secureWebSocketPort(0, tls)
			.observer(this.tally)
			.configure((config) -> config.forwarding(new MqttForwarding(List.of(PROXY), true, false))
				.limits(MqttLimits.builder().connectTimeout(Duration.ofSeconds(1)).rates(rates.build()).build()))
			.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private Socket open(String from) throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.server.securePort(),
				InetAddress.getByName(from), 0);
		socket.setSoTimeout(10_000);
		return socket;
	}

	private void await(MqttReasonCode reason, int times) throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (this.server.statistics().connectionsSize() > 0 && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(this.tally.refusals()).containsOnly(Map.entry(reason, times));
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, false", "true, true" })
	void who_does_not_finish_the_handshake_is_closed_in_time_and_counted(boolean named, boolean webSocket)
			throws Exception {
		MqttServerTls tls = MqttServerTls.of(() -> this.keys);
		start(named ? tls.withServerNames(Map.of("other", () -> this.keys)) : tls, MqttRateLimits.builder());
		int port = webSocket ? this.server.secureWebSocketPort() : this.server.securePort();
		try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
			silent.setSoTimeout(10_000);
			silent.getOutputStream().write(22); // and no more
			assertThat(silent.getInputStream().readAllBytes()).isEmpty();
		}
		await(MqttReasonCode.MAXIMUM_CONNECT_TIME, 1);
	}

	@Test
	void who_says_nothing_after_the_handshake_is_closed_in_time_and_counted() throws Exception {
		start(MqttServerTls.of(() -> this.keys), MqttRateLimits.builder());
		try (SSLSocket silent = (SSLSocket) this.pki.client(null)
			.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), this.server.securePort())) {
			silent.setSoTimeout(10_000);
			silent.startHandshake();
			assertThat(silent.getInputStream().readAllBytes()).isEmpty();
		}
		await(MqttReasonCode.MAXIMUM_CONNECT_TIME, 1);
	}

	@Test
	void who_is_banned_or_one_too_many_is_closed_before_tls() throws Exception {
		start(MqttServerTls.of(() -> this.keys),
				MqttRateLimits.builder()
					.connectionsPerAddressMax(1)
					.unlimitedAddresses(List.of(MqttNetwork.of("127.0.0.1"))));
		try (Socket first = open("127.0.0.3"); Socket second = open("127.0.0.3")) {
			assertThat(second.getInputStream().readAllBytes()).isEmpty();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.QUOTA_EXCEEDED, 1));
			assertThat(first.isConnected()).isTrue();
		}
		this.server.bans().add(MqttBan.ofAddress("203.0.113.7"));
		try (Socket behindProxy = open(PROXY)) {
			behindProxy.getOutputStream()
				.write("PROXY TCP4 203.0.113.7 198.51.100.1 40000 8883\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(behindProxy.getInputStream().readAllBytes()).isEmpty();
		}
		assertThat(this.tally.refusals().get(MqttReasonCode.BANNED)).isEqualTo(1);
	}

}
