package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerStartException;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.RevocationServer;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A broker for a public address: the one that README shows, and what keeps one from being
 * hardened.
 */
@Timeout(60)
class HardenedTests {

	private static final int NOT_AUTHORIZED = 0x87;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, MqttServerAutoConfiguration.class })
	static class Application {

	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments);
	}

	/** The configuration that a page shows, with certificates that are there. */
	private Path shown(String page, X509Bundle authority, X509Bundle broker) throws Exception {
		String yaml = DocumentationTests.blocks(DocumentationTests.ROOT.resolve(page), "yaml")
			.stream()
			.filter((block) -> block.contains("hardened: true"))
			.findFirst()
			.orElseThrow();
		assertThat(yaml.lines()).as("lines of YAML").hasSizeLessThan(30);
		Files.writeString(this.folder.resolve("broker.crt"), broker.getCertificatePathPEM());
		Files.writeString(this.folder.resolve("broker.key"), broker.getPrivateKeyPEM());
		Files.writeString(this.folder.resolve("devices-ca.crt"), authority.getCertificatePEM());
		RevocationServer revocations = RevocationServer.getInstance();
		revocations.register(authority);
		try (InputStream in = revocations.getCrlUri(authority).toURL().openStream()) {
			Files.writeString(this.folder.resolve("devices.crl"), "-----BEGIN X509 CRL-----\n"
					+ Base64.getMimeEncoder().encodeToString(in.readAllBytes()) + "\n-----END X509 CRL-----\n");
		}
		return Files.writeString(this.folder.resolve("application.yml"),
				yaml.replace("file:certs/", this.folder.toUri().toString()));
	}

	private static X509Bundle authority() throws Exception {
		return new CertificateBuilder().ecp256()
			.subject("CN=authority")
			.setIsCertificateAuthority(true)
			.setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign, CertificateBuilder.KeyUsage.cRLSign)
			.buildSelfSigned();
	}

	private static X509Bundle issue(X509Bundle authority, String name) throws Exception {
		return new CertificateBuilder().ecp256().subject("CN=" + name).buildIssuedBy(authority);
	}

	/** A client that asks for one thing, and what it is told. */
	private static int told(MqttServer server, X509Bundle authority, X509Bundle own, byte[] question, int answerBytes)
			throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		KeyManager[] keys = own.toKeyManagerFactory().getKeyManagers();
		context.init(keys, new TrustManager[] { authority.toTrustManager() }, new SecureRandom());
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), server.securePort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(Packets.connect("client").bytes(Version.V5));
			InputStream in = socket.getInputStream();
			assertThat(in.read()).isEqualTo(0x20);
			in.readNBytes(in.read());
			socket.getOutputStream().write(question);
			byte[] answer = in.readNBytes(answerBytes);
			return answer[answer.length - 1] & 0xFF;
		}
	}

	@Test
	void the_broker_of_the_readme_is_public_and_lets_in_by_certificate_and_rule() throws Exception {
		X509Bundle authority = authority();
		Path yaml = shown("README.md", authority, issue(authority, "broker"));
		try (ConfigurableApplicationContext context = run("--spring.config.location=" + yaml.toUri(),
				"--mqtt.server.ssl.port=0", "--mqtt.server.ssl.websocket-port=0")) {
			MqttServer server = context.getBean(MqttServer.class);
			assertThat(server.config().listeners()).hasSize(2)
				.allMatch((each) -> each.isSecure() && each.host().equals("0.0.0.0"));
			X509Bundle device = issue(authority, "press-1");
			byte[] own = Packets.publish("devices/press-1/temp", "20").qos(1).id(1).bytes(Version.V5);
			byte[] others = Packets.publish("devices/press-2/temp", "20").qos(1).id(1).bytes(Version.V5);
			assertThat(told(server, authority, device, own, 5)).as("no subscriber, but accepted").isEqualTo(0x10);
			assertThat(told(server, authority, device, others, 5)).isEqualTo(NOT_AUTHORIZED);
			byte[] commands = Packets.subscribe(1, "commands/press-1/#", 1).bytes(Version.V5);
			byte[] everything = Packets.subscribe(1, "#", 1).bytes(Version.V5);
			assertThat(told(server, authority, device, commands, 6)).isEqualTo(1);
			assertThat(told(server, authority, issue(authority, "backend"), everything, 6)).isEqualTo(1);
		}
	}

	@Test
	void a_hardened_server_has_the_limits_of_the_engine_unless_others_are_set() throws Exception {
		X509Bundle authority = authority();
		Path yaml = shown("README.md", authority, issue(authority, "broker"));
		try (ConfigurableApplicationContext context = run("--spring.config.location=" + yaml.toUri(),
				"--mqtt.server.ssl.port=0", "--mqtt.server.ssl.websocket-port=0",
				"--mqtt.server.limits.publish-rate-max=77")) {
			MqttLimits limits = context.getBean(MqttServer.class).config().limits();
			MqttLimits expected = MqttLimits.hardened().packetBytesMax(limits.packetBytesMax()).build();
			assertThat(limits.rates().publishRateMax()).isEqualTo(77);
			assertThat(limits).usingRecursiveComparison().ignoringFields("rates.publishRateMax").isEqualTo(expected);
			assertThat(context.getBean(MqttServer.class).config()).satisfies(
					(config) -> assertThat(MqttServer.create().hardened().build().config()).usingRecursiveComparison()
						.comparingOnlyFields("hardened", "anonymous", "authorization", "bans", "overload", "attempts",
								"debug")
						.isEqualTo(config));
		}
	}

	@Test
	void whatever_is_not_safe_stops_the_start_and_all_of_it_is_named_at_once() {
		Throwable failure = catchThrowable(() -> run("--mqtt.server.hardened=true", "--mqtt.server.ip=0.0.0.0",
				"--mqtt.server.port=0", "--mqtt.server.websocket-port=0", "--mqtt.server.enabled-plain=true",
				"--mqtt.server.auth.anonymous=always", "--mqtt.server.auth.attempts.max=0",
				"--mqtt.server.limits.publish-rate-max=0", "--mqtt.server.overload.enabled=false",
				"--mqtt.server.authorization.default=allow", "--mqtt.server.authorization.session-takeover=any",
				"--mqtt.server.bans.flapping.enabled=false", "--mqtt.server.debug=true"));
		while (failure != null && !(failure instanceof MqttServerStartException)) {
			failure = failure.getCause();
		}
		assertThat(failure).isInstanceOfSatisfying(MqttServerStartException.class,
				(ex) -> assertThat(ex.kind()).isEqualTo(MqttServerStartException.Kind.NOT_HARDENED));
		for (String gap : List.of("nothing authenticates clients", "clients may be anonymous", "nothing says what",
				"what no rule speaks of is allowed", "taken over by anybody", "guessed without end", "has no TLS",
				"pages of any origin", "publishRateMax", "(overload)", "are not banned", "every packet is logged")) {
			assertThat(failure).hasMessageContaining(gap);
		}
	}

}
