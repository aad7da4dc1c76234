package io.mqttboot.server.auth;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.mqttboot.protocol.scram.ServerFirst;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.spi.MqttScramAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import io.mqttboot.server.spi.MqttScramPasswordAuthenticator;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SCRAM-SHA-256 on the wire, and passwords checked by the same credentials.
 */
class ScramAuthenticatorTests {

	private static final Map<String, MqttScramCredentials> USERS = Map.of("anna",
			MqttScramCredentials.of("pencil", 4096), "bob", MqttScramCredentials.of("crayon", 4096), "a,b=c",
			MqttScramCredentials.of("comma", 4096));

	private final ManualBroker broker = broker("a secret");

	private static ManualBroker broker(String secret) {
		return new ManualBroker((builder) -> builder
			.authenticator(new MqttScramAuthenticator(USERS::get, 4096, secret.getBytes(StandardCharsets.UTF_8)))
			.authenticator(new MqttScramPasswordAuthenticator(USERS::get, 4096)));
	}

	@AfterEach
	void close() {
		this.broker.close();
	}

	private ScramPeer peer(String userName, String password) {
		return new ScramPeer(this.broker.peer(), userName, password);
	}

	private ScramPeer anna() {
		return peer("anna", "pencil").connects("client").answers().isLetIn();
	}

	@Test
	@Clause({ "MQTT-4.12.0-2", "MQTT-4.12.0-3", "MQTT-4.12.0-5" })
	void who_proves_the_password_is_let_in_and_the_server_proves_it_too() {
		anna().peer().receivesNothing();
		peer("a,b=c", "comma").connects("other").answers().isLetIn();
	}

	@Test
	@Clause("MQTT-4.12.0-4")
	void a_wrong_password_is_refused() {
		peer("anna", "Pencil").connects("client").answers().peer().isRefused(0x87);
		peer("anna", "crayon").connects("client").answers().peer().isRefused(0x87);
	}

	@Test
	@Clause("MQTT-4.12.1-1")
	void a_client_proves_itself_again_as_often_as_it_likes() {
		ScramPeer anna = anna();
		for (int i = 0; i < 3; i++) {
			anna.begins().answers().mayStay();
		}
		anna.peer().receivesNothing();
	}

	@Test
	@Clause("MQTT-4.12.1-2")
	void a_client_that_cannot_prove_itself_again_is_disconnected() {
		ScramPeer anna = anna().begins();
		anna.says(anna.proof(anna.asked()).replaceFirst("p=.{4}", "p=AAAA")).peer().isDisconnected(0x87);
	}

	@Test
	void a_client_that_proves_to_be_somebody_else_is_disconnected() {
		WirePeer wire = anna().peer();
		new ScramPeer(wire, "bob", "crayon").begins().answers().peer().isDisconnected(0x87);
	}

	@Test
	void a_proof_that_was_heard_once_is_worth_nothing() {
		ScramPeer anna = peer("anna", "pencil").connects("client");
		String proof = anna.proof(anna.asked());
		anna.says(proof).isLetIn();
		ScramPeer thief = peer("anna", "guess").connects("thief");
		thief.asked();
		thief.says(proof).peer().isRefused(0x87);
	}

	@Test
	void each_connection_is_asked_something_else() {
		ServerFirst one = peer("anna", "pencil").connects("one").asked();
		ServerFirst other = peer("anna", "pencil").connects("other").asked();
		assertThat(one.nonce()).isNotEqualTo(other.nonce()).hasSizeGreaterThan(24);
		assertThat(one.salt()).isEqualTo(other.salt());
	}

	@Test
	void who_is_no_user_is_asked_like_one_and_refused_like_one() {
		ScramPeer nobody = peer("nobody", "pencil").connects("client");
		ServerFirst asked = nobody.asked();
		assertThat(asked.iterations()).isEqualTo(4096);
		assertThat(asked.salt()).hasSize(16);
		nobody.says(nobody.proof(asked)).peer().isRefused(0x87);
	}

	@Test
	void who_is_no_user_has_one_salt_for_ever() {
		ServerFirst one = peer("nobody", "pencil").connects("one").asked();
		ServerFirst again = peer("nobody", "pencil").connects("again").asked();
		ServerFirst other = peer("somebody", "pencil").connects("other").asked();
		assertThat(one.salt()).isEqualTo(again.salt()).isNotEqualTo(other.salt());
		try (ManualBroker restarted = broker("a secret"); ManualBroker stranger = broker("another secret")) {
			assertThat(new ScramPeer(restarted.peer(), "nobody", "pencil").connects("one").asked().salt())
				.isEqualTo(one.salt());
			assertThat(new ScramPeer(stranger.peer(), "nobody", "pencil").connects("one").asked().salt())
				.isNotEqualTo(one.salt());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "n,,", "n,,n=anna", "p=tls-exporter,,n=anna,r=abc", "n,a=bob,n=anna,r=abc",
			"n,,m=x,n=anna,r=abc", "n,,n=anna,r=a\u0000b", "\u0001\u0002" })
	void a_first_message_that_breaks_the_rules_is_refused(String message) {
		this.broker.peer().send(ScramPeer.connect("client", message)).isRefused(0x87);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "c=biws", "c=eSws,r=NONCE,p=PROOF", "c=biws,r=nonce0,p=PROOF", "c=biws,r=NONCE,p=AAAA",
			"c=biws,r=NONCE", "c=biws,r=NONCE,x=y,p=PROOF", "r=NONCE,p=PROOF" })
	void a_final_message_that_breaks_the_rules_is_refused(String message) {
		ScramPeer anna = peer("anna", "pencil").connects("client");
		ServerFirst asked = anna.asked();
		String proof = anna.proof(asked).replaceFirst(".*,p=", "");
		anna.says(message.replace("NONCE", asked.nonce()).replace("PROOF", proof)).peer().isRefused(0x87);
	}

	@Test
	void messages_that_are_missing_are_refused() {
		this.broker.peer()
			.send(Packets.connect("client").property(Property.AUTH_METHOD, ScramPeer.METHOD))
			.isRefused(0x87);
		ScramPeer anna = peer("anna", "pencil").connects("client");
		anna.asked();
		anna.peer().send(Packets.auth(0x18).property(Property.AUTH_METHOD, ScramPeer.METHOD)).isRefused(0x87);
	}

	@Test
	void the_user_name_of_connect_must_be_the_one_that_is_proved() {
		WirePeer wire = this.broker.peer();
		wire.send(ScramPeer.connect("client", "n,,n=anna,r=nonce0").userName("anna"));
		new ScramPeer(wire, "anna", "pencil").answers().isLetIn();
		wire = this.broker.peer();
		wire.send(ScramPeer.connect("client", "n,,n=anna,r=nonce0").userName("admin"));
		new ScramPeer(wire, "anna", "pencil").answers().peer().isRefused(0x87);
	}

	@Test
	void another_method_of_that_family_is_not_known() {
		this.broker.peer()
			.send(Packets.connect("client").property(Property.AUTH_METHOD, "SCRAM-SHA-1"))
			.isRefused(0x8C);
	}

	@Test
	void the_same_credentials_serve_clients_that_send_their_password() {
		this.broker.client(Packets.connect("a").userName("anna").password("pencil"));
		this.broker.client(Packets.connect(Version.V3_1_1, "b").userName("bob").password("crayon"));
		this.broker.client(Packets.connect(Version.V3_1, "c").userName("bob").password("crayon"));
	}

	@Test
	void a_wrong_password_and_a_wrong_name_get_the_same_answer() {
		this.broker.peer().send(Packets.connect("a").userName("anna").password("crayon")).isRefused(0x86);
		this.broker.peer().send(Packets.connect("a").userName("anna")).isRefused(0x86);
		this.broker.peer().send(Packets.connect("a").userName("nobody").password("crayon")).isRefused(0x86);
		this.broker.peer().send(Packets.connect(Version.V3_1_1, "a").userName("anna").password("x")).isRefused(4);
		this.broker.peer().send(Packets.connect(Version.V3_1_1, "a").userName("nobody").password("x")).isRefused(4);
		this.broker.peer().send(Packets.connect("a")).isRefused(0x87);
	}

}
