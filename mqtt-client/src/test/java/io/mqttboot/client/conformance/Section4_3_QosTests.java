package io.mqttboot.client.conformance;

import java.time.Duration;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Qualities of service, repetition and order (MQTT 5.0, 4.3 to 4.6). MQTT 3.1 does not
 * say whether a session is present, so the stories of resumed sessions leave it out.
 */
class Section4_3_QosTests extends Scripted {

	@EachVersion
	@Clause({ "3.1.1:MQTT-2.3.1-2", "3.1.1:MQTT-4.3.2-1", "MQTT-4.3.2-1", "MQTT-4.3.2-2", "MQTT-4.3.2-3" })
	void a_message_at_qos_1_holds_its_identifier_until_it_is_acknowledged(MqttVersion version) {
		WirePeer server = serve(version);
		this.client.publish("a", "1", 1);
		this.client.publish("a", "2", 1);
		server.receives(Packets.publish("a", "1").qos(1).id(1), Packets.publish("a", "2").qos(1).id(2));
		assertThat(this.client.session().undelivered()).isEqualTo(2);
		server.send(Packets.puback(2));
		assertThat(this.client.session().undelivered()).isEqualTo(1);
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-4.3.2-2", "MQTT-4.3.2-4", "MQTT-4.3.2-5" })
	void after_puback_the_same_identifier_is_a_new_message(MqttVersion version) {
		WirePeer server = listening(version);
		server.send(Packets.publish("a", "1").qos(1).id(7)).receives(Packets.puback(7));
		server.send(Packets.publish("a", "2").qos(1).id(7)).receives(Packets.puback(7));
		assertThat(this.heard).containsExactly("1", "2");
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-4.3.3-1", "MQTT-4.3.3-1", "MQTT-4.3.3-2", "MQTT-4.3.3-4" })
	void a_message_at_qos_2_goes_in_two_steps(MqttVersion version) {
		WirePeer server = serve(version);
		this.client.publish("a", "1", 2);
		this.client.publish("a", "2", 2);
		server.receives(Packets.publish("a", "1").qos(2).id(1), Packets.publish("a", "2").qos(2).id(2));
		server.send(Packets.pubrec(1)).receives(Packets.pubrel(1));
		server.send(Packets.pubrec(1)).receives(Packets.pubrel(1)); // and never PUBLISH
		server.send(Packets.pubcomp(1), Packets.pubrec(2)).receives(Packets.pubrel(2));
	}

	@ParameterizedTest
	@EnumSource(names = { "MQTT_3_1_1", "MQTT_5" })
	@Clause({ "3.1.1:MQTT-2.3.1-3", "3.1.1:MQTT-3.3.1-1", "3.1.1:MQTT-4.4.0-1", "3.1.1:MQTT-4.6.0-1", "MQTT-3.3.1-1",
			"MQTT-4.3.3-3", "MQTT-4.3.3-5", "MQTT-4.3.3-6", "MQTT-4.4.0-1", "MQTT-4.6.0-1" })
	void what_is_unacknowledged_is_sent_again_in_its_order_under_its_identifier(MqttVersion version) {
		WirePeer server = serve(version);
		for (int i = 1; i <= 4; i++) {
			this.client.publish("a", "m" + i, 1 + i % 2);
		}
		for (int i = 1; i <= 4; i++) {
			server.receives(Packets.publish("a", "m" + i).qos(1 + i % 2).id(i));
		}
		server.send(Packets.pubrec(3)).receives(Packets.pubrel(3)).send(Packets.puback(2));
		server = resume();
		server.receives(Packets.publish("a", "m1").qos(2).id(1).dup(), Packets.pubrel(3),
				Packets.publish("a", "m4").qos(1).id(4).dup());
		server.send(Packets.pubcomp(3));
		server = resume();
		server.receives(Packets.publish("a", "m1").qos(2).id(1).dup(), Packets.publish("a", "m4").qos(1).id(4).dup());
		this.client.publish("fence", "", 0);
		server.receives(Packets.publish("fence", ""));
	}

	@ParameterizedTest
	@EnumSource(names = { "MQTT_3_1_1", "MQTT_5" })
	@Clause({ "3.1.1:MQTT-4.3.3-2", "MQTT-4.3.3-8", "MQTT-4.3.3-10", "MQTT-4.3.3-11", "MQTT-4.3.3-12" })
	void a_message_at_qos_2_is_handled_once_until_its_identifier_is_released(MqttVersion version) {
		WirePeer server = listening(version);
		server.send(Packets.publish("a", "m").qos(2).id(7)).receives(Packets.pubrec(7));
		server = resume();
		server.send(Packets.publish("a", "m").qos(2).id(7).dup()).receives(Packets.pubrec(7));
		server.send(Packets.pubrel(7)).receives(Packets.pubcomp(7));
		server.send(Packets.publish("a", "new").qos(2).id(7)).receives(Packets.pubrec(7));
		assertThat(this.heard).containsExactly("m", "new");
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-4.6.0-2", "3.1.1:MQTT-4.6.0-3", "3.1.1:MQTT-4.6.0-4", "MQTT-4.6.0-2", "MQTT-4.6.0-3",
			"MQTT-4.6.0-4" })
	void answers_leave_in_the_order_of_what_they_answer(MqttVersion version) {
		WirePeer server = listening(version);
		this.client.holdHandlers();
		server.send(Packets.publish("a", "1").qos(1).id(1), Packets.publish("b", "2").qos(2).id(2),
				Packets.publish("c", "3").qos(1).id(3), Packets.publish("d", "4").qos(2).id(4));
		for (int i = 0; i < 4; i++) {
			this.client.runLastHandler();
		}
		server.receives(Packets.puback(1), Packets.pubrec(2), Packets.puback(3), Packets.pubrec(4));
		assertThat(this.heard).containsExactly("4", "3", "2", "1");
		this.client.publish("e", "5", 2);
		this.client.publish("e", "6", 2);
		this.client.run();
		int five = server.receive(Publish.class).id();
		int six = server.receive(Publish.class).id();
		server.send(Packets.pubrec(six), Packets.pubrec(five)).receives(Packets.pubrel(six), Packets.pubrel(five));
	}

	@Test
	@Clause({ "MQTT-4.3.3-7", "MQTT-4.3.3-13" })
	void what_was_sent_does_not_expire() {
		WirePeer server = serve(MqttVersion.MQTT_5);
		MqttMessage message = MqttMessage.of("a", "m", MqttQos.EXACTLY_ONCE, false)
			.withProperties(MqttMessageProperties.NONE.withMessageExpirySeconds(1));
		this.client.session().publish(message);
		this.client.run();
		server.receive(Publish.class);
		this.client.advance(Duration.ofSeconds(5));
		assertThat(this.client.session().undelivered()).isOne();
		server.send(Packets.pubrec(1)).receives(Packets.pubrel(1)).send(Packets.pubcomp(1));
		assertThat(this.client.session().undelivered()).isZero();
	}

	@Test
	@Clause("MQTT-4.3.3-9")
	void a_message_that_the_client_refused_makes_its_identifier_free() {
		start(MqttVersion.MQTT_5, (config) -> config);
		this.client.subscribe("a", MqttQos.EXACTLY_ONCE, (topic, qos, payload, ack) -> {
			this.heard.add(topic);
			ack.refuse(io.mqttboot.MqttReasonCode.QUOTA_EXCEEDED);
		}, true);
		WirePeer server = this.client.serve();
		server.receive(io.mqttboot.testkit.wire.Subscribe.class);
		for (int i = 0; i < 2; i++) {
			server.send(Packets.publish("a", "m").qos(2).id(7)).receives(Packets.pubrec(7).code(0x97));
		}
		assertThat(this.heard).hasSize(2);
	}

}
