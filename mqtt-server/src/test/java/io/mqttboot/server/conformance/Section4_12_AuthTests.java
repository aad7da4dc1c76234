package io.mqttboot.server.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authentication in several steps, at first and again.
 */
class Section4_12_AuthTests {

	private static final int CONTINUE = 0x18;

	private static final int AGAIN = 0x19;

	private static final String METHOD = "SUM";

	@RegisterExtension
	static TestBroker broker = new TestBroker((builder) -> builder.authenticator(new Sums()));

	@Test
	@Clause({ "MQTT-4.12.0-2", "MQTT-4.12.0-5", "MQTT-3.15.2-1", "MQTT-3.2.0-1" })
	void a_client_that_answers_the_question_is_let_in() {
		WirePeer peer = broker.peer().send(connect());
		peer.receives(Packets.auth(CONTINUE, METHOD, "1+1"));
		peer.send(Packets.auth(CONTINUE, METHOD, "2"));
		peer.receives(Packets.auth(CONTINUE, METHOD, "2+2"));
		peer.send(Packets.auth(CONTINUE, METHOD, "4"));
		Connack connack = peer.receive(Connack.class);
		assertThat(connack.code()).isZero();
		assertThat(connack.text(Property.AUTH_METHOD)).contains(METHOD);
		peer.receivesNothing();
	}

	@Test
	@Clause({ "MQTT-4.12.0-4", "MQTT-3.1.4-2" })
	void a_wrong_answer_is_refused_at_any_step() {
		WirePeer peer = broker.peer().send(connect());
		peer.receives(Packets.auth(CONTINUE, METHOD, "1+1"));
		peer.send(Packets.auth(CONTINUE, METHOD, "3")).isRefused(0x86, 0x87);
		WirePeer later = broker.peer().send(connect());
		later.receives(Packets.auth(CONTINUE, METHOD, "1+1"));
		later.send(Packets.auth(CONTINUE, METHOD, "2"));
		later.receives(Packets.auth(CONTINUE, METHOD, "2+2"));
		later.send(Packets.auth(CONTINUE, METHOD, "5")).isRefused(0x86, 0x87);
	}

	@Test
	@Clause("MQTT-4.12.0-1")
	void a_method_that_nobody_knows_is_refused() {
		broker.peer()
			.send(Packets.connect(TestBroker.name("client")).property(Property.AUTH_METHOD, "unknown"))
			.isRefused(0x8C, 0x87);
	}

	@Test
	@Clause({ "MQTT-3.1.2-30", "MQTT-3.14.0-1" })
	void nothing_but_auth_is_taken_before_connack() {
		String topic = TestBroker.name("topic");
		WirePeer watcher = broker.client(Version.V5).subscribes(topic, 0);
		WirePeer peer = broker.peer().send(connect());
		peer.receives(Packets.auth(CONTINUE, METHOD, "1+1"));
		peer.send(Packets.publish(topic, "early")).isRefused(0x82);
		watcher.receivesNothingFrom(broker.client(Version.V5));
	}

	@Test
	@Clause({ "MQTT-4.12.0-3", "MQTT-3.15.2-1" })
	void an_answer_has_to_say_that_it_continues() {
		WirePeer peer = broker.peer().send(connect());
		peer.receives(Packets.auth(CONTINUE, METHOD, "1+1"));
		peer.send(Packets.auth(AGAIN, METHOD, "2")).isRefused(0x81, 0x82);
	}

	@Test
	@Clause("MQTT-4.12.0-5")
	void an_answer_has_to_name_the_same_method() {
		WirePeer peer = broker.peer().send(connect());
		peer.receives(Packets.auth(CONTINUE, METHOD, "1+1"));
		peer.send(Packets.auth(CONTINUE, "OTHER", "2")).isRefused(0x82, 0x8C);
	}

	@Test
	@Clause({ "MQTT-4.12.0-6", "MQTT-4.12.0-7" })
	void without_a_method_there_is_no_auth() {
		WirePeer peer = broker.peer();
		assertThat(peer.connects(Packets.connect(TestBroker.name("client"))).has(Property.AUTH_METHOD)).isFalse();
		peer.send(Packets.auth(AGAIN, METHOD, "")).isDisconnected(0x82);
	}

	@Test
	@Clause({ "MQTT-4.12.1-1", "MQTT-4.12.0-5" })
	void a_client_may_prove_itself_again_and_stays() {
		WirePeer peer = authenticated();
		peer.send(Packets.auth(AGAIN, METHOD, "")).receives(Packets.auth(CONTINUE, METHOD, "1+1"));
		peer.receivesNothing(); // packets go on meanwhile
		peer.send(Packets.auth(CONTINUE, METHOD, "2")).receives(Packets.auth(CONTINUE, METHOD, "2+2"));
		peer.send(Packets.auth(CONTINUE, METHOD, "4"));
		peer.receives(Packets.auth(0).property(Property.AUTH_METHOD, METHOD));
		peer.receivesNothing();
	}

	@Test
	@Clause("MQTT-4.12.1-2")
	void a_client_that_fails_to_prove_itself_again_is_disconnected() {
		WirePeer peer = authenticated();
		peer.send(Packets.auth(AGAIN, METHOD, "")).receives(Packets.auth(CONTINUE, METHOD, "1+1"));
		peer.send(Packets.auth(CONTINUE, METHOD, "3")).isDisconnected(0x86, 0x87);
	}

	@Test
	@Clause("MQTT-4.12.1-1")
	void proving_oneself_again_by_another_method_is_refused() {
		authenticated().send(Packets.auth(AGAIN, "OTHER", "")).isDisconnected(0x82, 0x8C);
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void an_answer_that_nobody_asked_for_is_refused() {
		authenticated().send(Packets.auth(CONTINUE, METHOD, "")).isDisconnected(0x82);
	}

	@Test
	@Clause({ "MQTT-3.15.2-2", "MQTT-3.15.2-3" })
	void auth_keeps_to_the_maximum_packet_size() {
		WirePeer peer = broker.peer().send(connect().property(Property.MAX_PACKET_SIZE, 60));
		assertThat(peer.receive().size()).isLessThanOrEqualTo(60);
	}

	private static Connect connect() {
		return Packets.connect(TestBroker.name("client")).property(Property.AUTH_METHOD, METHOD);
	}

	private static WirePeer authenticated() {
		WirePeer peer = broker.peer().send(connect());
		peer.receives(Packets.auth(CONTINUE, METHOD, "1+1")).send(Packets.auth(CONTINUE, METHOD, "2"));
		peer.receives(Packets.auth(CONTINUE, METHOD, "2+2")).send(Packets.auth(CONTINUE, METHOD, "4"));
		assertThat(peer.receive(Connack.class).code()).isZero();
		return peer;
	}

	/**
	 * Asks two sums; lets everyone in who names no method.
	 */
	private static final class Sums implements MqttAuthenticator {

		@Override
		public boolean supports(@Nullable String method) {
			return method == null || method.equals(METHOD);
		}

		@Override
		public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
			return (request.method() == null) ? done(new MqttAuthResult.Accepted(null, null)) : asks(1);
		}

		private static CompletionStage<MqttAuthResult> asks(int number) {
			ByteBuffer question = bytes(number + "+" + number);
			return done(new MqttAuthResult.Challenge(question, (answer) -> judges(number, answer)));
		}

		private static CompletionStage<MqttAuthResult> judges(int number, @Nullable ByteBuffer answer) {
			if (answer == null || !answer.equals(bytes("" + 2 * number))) {
				return done(new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, "wrong sum"));
			}
			return (number == 1) ? asks(2) : done(new MqttAuthResult.Accepted("mathematician", null));
		}

		private static CompletionStage<MqttAuthResult> done(MqttAuthResult result) {
			return CompletableFuture.completedFuture(result);
		}

		private static ByteBuffer bytes(String text) {
			return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
		}

	}

}
