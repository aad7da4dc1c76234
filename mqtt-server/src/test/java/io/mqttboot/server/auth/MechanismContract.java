package io.mqttboot.server.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttCertificateAuthenticator;
import io.mqttboot.server.spi.MqttScramAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import io.mqttboot.server.spi.MqttScramPasswordAuthenticator;
import io.mqttboot.server.tls.Pki;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.Wire;
import io.mqttboot.testkit.wire.WirePeer;
import io.netty.pkitesting.X509Bundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every mechanism, over one transport: right credentials are let in, wrong ones and none
 * are not.
 */
@Timeout(60)
public abstract class MechanismContract {

	private static final Pki AUTHORITY = new Pki("authority");

	private static final MqttTlsKeys KEYS = AUTHORITY.keys(AUTHORITY.issue("CN=server", "localhost"));

	private static final Map<String, MqttScramCredentials> USERS = Map.of("anna",
			MqttScramCredentials.of("pencil", 4096));

	private final List<WirePeer> peers = new ArrayList<>();

	private @Nullable MqttServer server;

	/** Connects over the transport; the context is for one that is encrypted. */
	protected abstract Wire connect(MqttServer running, SSLContext context);

	/** Whether a client can show a certificate. */
	protected abstract boolean isSecure();

	private void start(MqttAuthenticator authenticator) {
		MqttServerTls tls = MqttServerTls.of(() -> KEYS).withClientAuth(MqttClientAuth.WANT);
		this.server = MqttServer.create()
			.port(0)
			.webSocketPort(0)
			.securePort(0, tls)
			.secureWebSocketPort(0, tls)
			.authenticator(authenticator)
			.start();
	}

	@AfterEach
	void stop() {
		this.peers.forEach(WirePeer::close);
		if (this.server != null) {
			this.server.stop();
		}
	}

	private WirePeer peer(@Nullable X509Bundle certificate) {
		WirePeer peer = new WirePeer(
				connect(java.util.Objects.requireNonNull(this.server), AUTHORITY.client(certificate)));
		this.peers.add(peer);
		return peer;
	}

	private WirePeer peer() {
		return peer(null);
	}

	private void isLetIn(Connect connect) {
		WirePeer peer = peer();
		peer.connects(connect);
		peer.receivesNothing();
	}

	private static Connect connect(Version version) {
		return Packets.connect(version, "client");
	}

	private void passwordsAreJudged() {
		for (Version version : Version.values()) {
			isLetIn(connect(version).userName("anna").password("pencil"));
			int wrong = (version == Version.V5) ? 0x86 : 4;
			int nothing = (version == Version.V5) ? 0x87 : 5;
			peer().send(connect(version).userName("anna").password("Pencil")).isRefused(wrong);
			peer().send(connect(version).userName("bob").password("pencil")).isRefused(wrong);
			peer().send(connect(version)).isRefused(wrong, nothing);
		}
		peer().send(ScramPeer.connect("client", "n,,n=anna,r=abc")).isRefused(0x8C);
	}

	@Test
	public void a_lambda_of_the_application_judges_user_name_and_password() {
		MqttServer running = MqttServer.create()
			.port(0)
			.webSocketPort(0)
			.securePort(0, MqttServerTls.of(() -> KEYS))
			.secureWebSocketPort(0, MqttServerTls.of(() -> KEYS))
			.authHandler((clientId, userName, password) -> "anna".equals(userName) && "pencil".equals(password))
			.start();
		this.server = running;
		passwordsAreJudged();
	}

	@Test
	public void users_with_credentials_send_their_password() {
		start(new MqttScramPasswordAuthenticator(USERS::get, 4096));
		passwordsAreJudged();
	}

	@Test
	public void users_with_credentials_prove_their_password_and_prove_it_again() {
		start(new MqttScramAuthenticator(USERS::get));
		ScramPeer anna = new ScramPeer(peer(), "anna", "pencil").connects("client").answers().isLetIn();
		anna.begins().answers().mayStay();
		anna.peer().receivesNothing();
		new ScramPeer(peer(), "anna", "Pencil").connects("other").answers().peer().isRefused(0x87);
		new ScramPeer(peer(), "bob", "pencil").connects("other").answers().peer().isRefused(0x87);
		peer().send(Packets.connect("other")).isRefused(0x87);
		peer().send(Packets.connect("other").userName("anna").password("pencil")).isRefused(0x87);
		anna.begins().asked();
		anna.says("c=biws,r=nonsense,p=AAAA").peer().isDisconnected(0x87);
	}

	@Test
	public void a_certificate_with_a_name_is_enough_and_nothing_else_is() {
		start(new MqttCertificateAuthenticator(MqttCertificateAuthenticator.Name.COMMON_NAME));
		WirePeer device = peer(AUTHORITY.issue("CN=device-7,O=plant", "device.example"));
		if (isSecure()) {
			device.connects(Packets.connect("client"));
			device.receivesNothing();
		}
		else {
			device.send(Packets.connect("client")).isRefused(0x87);
		}
		peer(AUTHORITY.issue("O=plant", "device.example")).send(Packets.connect("other")).isRefused(0x87);
		peer().send(Packets.connect("other")).isRefused(0x87);
		peer().send(Packets.connect("other").userName("device-7").password("device-7")).isRefused(0x86);
		peer().send(Packets.connect(Version.V3_1_1, "other")).isRefused(5);
	}

	@Test
	public void an_answer_that_comes_later_on_another_thread_is_as_good() {
		start((request) -> CompletableFuture.supplyAsync(() -> later(request),
				CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)));
		passwordsAreJudged();
	}

	private static MqttAuthResult later(MqttAuthRequest request) {
		ByteBuffer pencil = ByteBuffer.wrap("pencil".getBytes(StandardCharsets.UTF_8));
		return ("anna".equals(request.userName()) && pencil.equals(request.password()))
				? new MqttAuthResult.Accepted("anna", null)
				: new MqttAuthResult.Refused(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD, "wrong");
	}

}
