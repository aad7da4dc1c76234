package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.mqttboot.server.MqttServer;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are let in by their certificates, over TCP with TLS.
 */
@Timeout(60)
class CertificateAuthenticationTests {

	private static final int IN = 0x00;

	private static final int BAD_USER_NAME_OR_PASSWORD = 0x86;

	private static final int NOT_AUTHORIZED = 0x87;

	@SuppressWarnings("NullAway.Init")
	private X509Bundle authority;

	@SuppressWarnings("NullAway.Init")
	private ApplicationContextRunner runner;

	@BeforeEach
	void open() throws Exception {
		this.authority = new CertificateBuilder().ecp256()
			.subject("CN=authority")
			.setIsCertificateAuthority(true)
			.setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign)
			.buildSelfSigned();
		X509Bundle broker = issue("CN=broker");
		String prefix = "spring.ssl.bundle.pem.broker";
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, MqttServerAutoConfiguration.class))
			.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-enable=false", "mqtt.server.ssl.port=0",
					"mqtt.server.ssl.bundle=broker", "mqtt.server.ssl.client-auth=want",
					prefix + ".keystore.certificate=" + broker.getCertificatePathPEM(),
					prefix + ".keystore.private-key=" + broker.getPrivateKeyPEM(),
					prefix + ".truststore.certificate=" + this.authority.getCertificatePEM());
	}

	private X509Bundle issue(String subject) throws Exception {
		return new CertificateBuilder().ecp256().subject(subject).buildIssuedBy(this.authority);
	}

	private int answer(MqttServer server, @Nullable X509Bundle own, Connect connect) throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		KeyManager[] keys = (own != null) ? own.toKeyManagerFactory().getKeyManagers() : null;
		context.init(keys, new TrustManager[] { this.authority.toTrustManager() }, new SecureRandom());
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), server.securePort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(connect.version(Version.V3_1_1).bytes(Version.V3_1_1));
			byte[] connack = socket.getInputStream().readNBytes(4);
			if (connack.length < 4) {
				throw new IOException("no CONNACK");
			}
			// codes of MQTT 3.1.1 as those of MQTT 5
			return switch (connack[3]) {
				case 0 -> IN;
				case 4 -> BAD_USER_NAME_OR_PASSWORD;
				case 5 -> NOT_AUTHORIZED;
				default -> throw new IOException("code " + connack[3]);
			};
		}
	}

	@Test
	void a_certificate_lets_in_under_its_name_and_nobody_is_let_in_without() {
		this.runner.withPropertyValues("mqtt.server.auth.certificate=common-name").run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(answer(server, issue("CN=device-1"), Packets.connect("a"))).isEqualTo(IN);
			assertThat(answer(server, issue("O=plant"), Packets.connect("b"))).isEqualTo(NOT_AUTHORIZED);
			assertThat(answer(server, null, Packets.connect("c"))).isEqualTo(NOT_AUTHORIZED);
			AuthRequests.isKeptOut(server, null, null, NOT_AUTHORIZED);
		});
		this.runner.withPropertyValues("mqtt.server.auth.certificate=subject").run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(answer(server, issue("O=plant"), Packets.connect("a"))).isEqualTo(IN);
		});
		this.runner.withPropertyValues("mqtt.server.auth.certificate=alternative-name").run((context) -> {
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(answer(server, issue("CN=device-1"), Packets.connect("a"))).isEqualTo(NOT_AUTHORIZED);
		});
	}

	@Test
	void a_certificate_or_a_password_suffices_and_who_has_both_has_both_right() {
		this.runner
			.withPropertyValues("mqtt.server.auth.certificate=common-name", "mqtt.server.auth.users[0].name=alice",
					"mqtt.server.auth.users[0].password={noop}wonder")
			.run((context) -> {
				MqttServer server = context.getBean(MqttServer.class);
				X509Bundle device = issue("CN=device-1");
				assertThat(answer(server, device, Packets.connect("a"))).isEqualTo(IN);
				assertThat(answer(server, null, Packets.connect("b").userName("alice").password("wonder")))
					.isEqualTo(IN);
				assertThat(answer(server, device, Packets.connect("c").userName("alice").password("wonder")))
					.isEqualTo(IN);
				assertThat(answer(server, device, Packets.connect("d").userName("alice").password("wander")))
					.isEqualTo(BAD_USER_NAME_OR_PASSWORD);
				assertThat(answer(server, null, Packets.connect("e").userName("alice").password("wander")))
					.isEqualTo(BAD_USER_NAME_OR_PASSWORD);
			});
	}

}
