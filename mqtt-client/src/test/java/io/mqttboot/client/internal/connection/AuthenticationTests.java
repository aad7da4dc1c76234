package io.mqttboot.client.internal.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Enhanced authentication (MQTT 5.0, 4.12), with a server that is played by the test.
 */
class AuthenticationTests {

	private final List<String> heard = new ArrayList<>();

	private CompletableFuture<byte[]> later = CompletableFuture.completedFuture(bytes("answer"));

	private boolean suspicious;

	private int begun;

	private final ManualClient client = new ManualClient(
			(config) -> config.version(MqttVersion.MQTT_5).connectTimeout(Duration.ofSeconds(5)),
			MqttClientObserver.NONE, null, new Riddle(), ManualClient::holdCallouts);

	@AfterEach
	void close() {
		this.client.close();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private void answerAll() {
		this.client.run();
		while (this.client.runCallout()) {
			this.client.run();
		}
	}

	private WirePeer connecting() {
		answerAll();
		WirePeer server = this.client.accept();
		Connect connect = server.receive(Connect.class);
		assertThat(connect.text(Property.AUTH_METHOD)).contains("riddle");
		assertThat(connect.has(Property.AUTH_DATA)).isTrue();
		return server;
	}

	private static Connack accepted(String method) {
		return Packets.connack().property(Property.AUTH_METHOD, method).property(Property.AUTH_DATA, bytes("proof"));
	}

	private WirePeer connected() {
		WirePeer server = connecting();
		server.send(accepted("riddle"));
		answerAll();
		assertThat(this.client.events()).endsWith("connected");
		this.heard.clear();
		return server;
	}

	@Test
	@Clause({ "MQTT-3.1.2-30", "MQTT-4.12.0-3", "MQTT-4.12.0-5", "MQTT-3.15.2-1", "MQTT-3.15.2-2", "MQTT-3.15.2-3" })
	void challenges_are_answered_until_the_server_is_content() {
		WirePeer server = connecting();
		this.client.publish("a", "waits for CONNACK", 0);
		for (int i = 1; i <= 2; i++) {
			server.send(Packets.auth(0x18, "riddle", "challenge " + i));
			answerAll();
			server.receives(Packets.auth(0x18, "riddle", "answer"));
		}
		server.send(accepted("riddle"));
		assertThat(this.client.events()).as("not judged yet").doesNotContain("connected");
		answerAll();
		assertThat(this.client.events()).endsWith("connected");
		assertThat(this.heard).containsExactly("challenge 1", "challenge 2", "proved proof");
	}

	@Test
	void an_answer_may_take_its_time() {
		WirePeer server = connecting();
		this.later = new CompletableFuture<>();
		server.send(Packets.auth(0x18, "riddle", "challenge"));
		answerAll();
		this.later.complete(bytes("at last"));
		this.client.run();
		server.receives(Packets.auth(0x18, "riddle", "at last"));
	}

	@Test
	void what_comes_in_one_read_with_connack_waits_for_the_judgement() {
		this.client.subscribe("a", MqttQos.AT_LEAST_ONCE,
				(topic, qos, payload, ack) -> this.heard.add(MqttPayload.text(payload)), false);
		WirePeer server = connecting();
		server.send(accepted("riddle"), Packets.publish("a", "behind").qos(1).id(1));
		assertThat(this.client.isReading()).isFalse();
		assertThat(this.heard).isEmpty();
		answerAll();
		assertThat(this.heard).containsExactly("proved proof", "behind");
		server.receive(Subscribe.class);
		server.receives(Packets.puback(1));
		assertThat(this.client.isReading()).isTrue();
	}

	@Test
	void a_server_that_proves_nothing_is_left() {
		this.suspicious = true;
		WirePeer server = connecting();
		server.send(accepted("riddle"));
		answerAll();
		server.isClosed();
		assertThat(this.client.events())
			.endsWith("failed: the authentication failed here: IllegalStateException: an impostor");
	}

	@Test
	@Clause("MQTT-4.12.0-5")
	void a_server_that_changes_the_method_is_left() {
		WirePeer server = connecting();
		server.send(Packets.auth(0x18, "other", "challenge")).isClosed();
		this.client.advance(Duration.ofSeconds(1));
		server = connecting();
		server.send(accepted("other")).isClosed();
		this.client.advance(Duration.ofSeconds(2));
		server = connecting();
		server.send(Packets.connack()).isClosed();
		assertThat(this.heard).isEmpty();
	}

	@Test
	void a_server_that_ends_with_auth_instead_of_connack_is_left() {
		WirePeer server = connecting();
		server.send(Packets.auth(0x00, "riddle", "done")).isClosed();
	}

	@Test
	void a_refusal_is_a_failed_attempt_and_the_next_one_begins_anew() {
		WirePeer server = connecting();
		server.send(Packets.connack().code(0x8C)).isClosed();
		assertThat(this.client.events()).contains("failed: the server refused: bad authentication method");
		this.client.advance(Duration.ofSeconds(1));
		connecting();
		assertThat(this.begun).isEqualTo(2);
	}

	@Test
	@Clause("MQTT-4.12.1-1")
	void a_connection_is_authenticated_anew_with_its_method() {
		WirePeer server = connected();
		CompletableFuture<Void> done = this.client.reauthenticate();
		answerAll();
		server.receives(Packets.auth(0x19, "riddle", "first"));
		server.send(Packets.auth(0x18, "riddle", "again?"));
		answerAll();
		server.receives(Packets.auth(0x18, "riddle", "answer"));
		server.send(Packets.auth(0x00, "riddle", "proof"));
		answerAll();
		assertThat(done).isCompleted();
		assertThat(this.heard).containsExactly("again?", "proved proof");
		this.client.publish("a", "goes on", 0);
		server.receives(Packets.publish("a", "goes on"));
	}

	@Test
	void messages_come_and_go_while_a_connection_is_authenticated_anew() {
		WirePeer server = connected();
		this.client.reauthenticate();
		answerAll();
		server.receives(Packets.auth(0x19, "riddle", "first"));
		this.client.publish("a", "meanwhile", 0);
		server.receives(Packets.publish("a", "meanwhile"));
	}

	@Test
	void one_authentication_at_a_time() {
		connected();
		this.client.reauthenticate();
		assertThat(this.client.reauthenticate()).isCompletedExceptionally();
	}

	@Test
	@Clause("MQTT-4.12.1-2")
	void a_server_that_does_not_end_an_authentication_is_left() {
		WirePeer server = connected();
		CompletableFuture<Void> done = this.client.reauthenticate();
		answerAll();
		server.receives(Packets.auth(0x19, "riddle", "first"));
		this.client.advance(Duration.ofSeconds(5));
		server.receives(Packets.disconnect(0x80)).isClosed();
		assertThatThrownBy(done::join).hasMessageContaining("did not end within 5000 ms");
	}

	@Test
	void a_server_that_refuses_to_go_on_ends_the_connection() {
		WirePeer server = connected();
		CompletableFuture<Void> done = this.client.reauthenticate();
		answerAll();
		server.receives(Packets.auth(0x19, "riddle", "first")).send(Packets.disconnect(0x87)).isClosed();
		assertThatThrownBy(done::join).hasMessageContaining("not authorized");
	}

	@Test
	void an_auth_that_nobody_asked_for_ends_the_connection() {
		WirePeer server = connected();
		server.send(Packets.auth(0x18, "riddle", "challenge")).receives(Packets.disconnect(0x82)).isClosed();
	}

	@Test
	@Clause({ "MQTT-4.12.0-6", "MQTT-4.12.0-7" })
	void a_client_without_a_method_takes_no_auth() {
		try (ManualClient plain = new ManualClient((config) -> config.version(MqttVersion.MQTT_5))) {
			WirePeer server = plain.serve();
			server.send(Packets.auth(0x18, "riddle", "challenge")).receives(Packets.disconnect(0x82)).isClosed();
			assertThat(plain.reauthenticate()).isCompletedExceptionally();
		}
	}

	@Test
	void without_a_connection_there_is_nothing_to_authenticate() {
		this.client.disconnect();
		assertThat(this.client.reauthenticate()).isCompletedExceptionally();
	}

	/** A method of our own. */
	private final class Riddle implements MqttClientAuthenticator {

		@Override
		public String method() {
			return "riddle";
		}

		@Override
		public Exchange begin(String serverUri) {
			assertThat(serverUri).isEqualTo("tcp://127.0.0.1:1883");
			AuthenticationTests.this.begun++;
			return new Exchange() {

				@Override
				public byte[] first() {
					return bytes("first");
				}

				@Override
				public CompletionStage<byte[]> answer(byte[] challenge) {
					AuthenticationTests.this.heard.add(new String(challenge, StandardCharsets.UTF_8));
					return AuthenticationTests.this.later;
				}

				@Override
				public void succeeded(byte[] data) {
					if (AuthenticationTests.this.suspicious) {
						throw new IllegalStateException("an impostor");
					}
					AuthenticationTests.this.heard.add("proved " + new String(data, StandardCharsets.UTF_8));
				}

			};
		}

	}

}
