package io.mqttboot.client.conformance;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.Unsubscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Texts, flags and identifiers (MQTT 5.0, chapters 1.5 and 2).
 */
class Section1_2_BytesTests extends Scripted {

	private static final String TEXT = "\uFEFF汽车😀";

	@EachVersion
	@Clause({ "3.1.1:MQTT-1.5.3-3", "3.1.1:MQTT-3.1.3-4", "3.1.1:MQTT-3.1.3-10", "3.1.1:MQTT-3.1.3-11",
			"3.1.1:MQTT-3.3.2-1", "3.1.1:MQTT-3.8.3-1", "3.1.1:MQTT-3.10.3-1", "MQTT-1.5.4-3", "MQTT-3.1.3-4",
			"MQTT-3.1.3-11", "MQTT-3.1.3-12", "MQTT-3.3.2-1", "MQTT-3.8.3-1", "MQTT-3.10.3-1" })
	void every_character_arrives_as_it_was(MqttVersion version) {
		start(version,
				(config) -> config.clientId(TEXT)
					.username(TEXT)
					.will(new MqttWill(MqttMessage.of(TEXT, "", MqttQos.AT_MOST_ONCE, false), 0)));
		WirePeer server = this.client.accept();
		Connect connect = server.receive(Connect.class);
		assertThat(connect.clientId()).isEqualTo(TEXT);
		assertThat(connect.userName()).isEqualTo(TEXT);
		assertThat(connect.willTopic()).isEqualTo(TEXT);
		server.send(Packets.connack());
		this.client.publish(TEXT, "", 0);
		server.receives(Packets.publish(TEXT, ""));
		this.client.subscribe(TEXT, MqttQos.AT_MOST_ONCE, (topic, qos, payload, ack) -> this.heard.add(topic), false);
		this.client.run();
		assertThat(server.receive(Subscribe.class).filters()).containsExactly(TEXT);
		server.send(Packets.suback(1, 0), Packets.publish(TEXT, ""));
		this.client.session().unsubscribe(java.util.List.of(TEXT));
		this.client.run();
		server.receive(Unsubscribe.class);
		assertThat(this.heard).containsExactly(TEXT);
	}

	@Test
	@Clause({ "MQTT-1.5.7-1", "MQTT-3.3.2-13", "MQTT-3.3.2-19" })
	void every_character_of_a_property_arrives_as_it_was() {
		WirePeer server = serve(MqttVersion.MQTT_5);
		this.client.session()
			.publish(MqttMessage.of("a", "", MqttQos.AT_MOST_ONCE, false)
				.withProperties(new MqttMessageProperties(null, MqttMessageProperties.NO_EXPIRY, TEXT, TEXT, null,
						java.util.List.of(new MqttUserProperty(TEXT, TEXT)))));
		this.client.run();
		server.receives(Packets.publish("a", "")
			.property(Property.CONTENT_TYPE, TEXT)
			.property(Property.RESPONSE_TOPIC, TEXT)
			.userProperty(TEXT, TEXT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000", "half \uD800 a pair" })
	@Clause({ "3.1.1:MQTT-1.5.3-1", "3.1.1:MQTT-1.5.3-2", "3.1.1:MQTT-4.7.3-2", "MQTT-1.5.4-1", "MQTT-1.5.4-2",
			"MQTT-1.5.7-1", "MQTT-4.7.3-2" })
	void a_text_that_must_not_leave_is_refused_at_once(String text) {
		MqttClientConfig.Builder config = MqttClientConfig.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> config.clientId(text).build());
		assertThatIllegalArgumentException().isThrownBy(() -> config.clientId("ok").username(text).build());
		assertThatIllegalArgumentException().isThrownBy(() -> config.username(null)
			.will(new MqttWill(MqttMessage.of(text, "", MqttQos.AT_MOST_ONCE, false), 0))
			.build());
		assertThatIllegalArgumentException().isThrownBy(
				() -> config.will(null).userProperties(java.util.List.of(new MqttUserProperty("name", text))).build());
		try (MqttClient plain = MqttClient.create().build()) {
			MqttMessage message = MqttMessage.of("a", "", MqttQos.AT_MOST_ONCE, false);
			assertThatIllegalArgumentException().isThrownBy(() -> plain.publish(text, ""));
			assertThatIllegalArgumentException().isThrownBy(() -> plain.subQos0(text, (topic, payload) -> {
			}));
			assertThatIllegalArgumentException().isThrownBy(() -> plain.publish(
					message.withProperties(new MqttMessageProperties(null, 1, text, null, null, java.util.List.of()))));
			assertThatIllegalArgumentException().isThrownBy(() -> plain.publish(
					message.withProperties(new MqttMessageProperties(null, 1, null, text, null, java.util.List.of()))));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "30 04 00 02 61 00", "30 05 00 02 C3 28 00", "30 06 00 03 ED A0 80 00" })
	@Clause({ "3.1.1:MQTT-1.5.3-1", "3.1.1:MQTT-1.5.3-2", "3.1.1:MQTT-4.8.0-1", "MQTT-1.5.4-1", "MQTT-1.5.4-2" })
	void a_server_that_sends_bad_text_is_left(String publish) {
		for (MqttVersion version : MqttVersion.values()) {
			WirePeer server = serve(version);
			server.sendHex(publish);
			if (version.is5()) {
				server.receives(Packets.disconnect(0x81));
			}
			server.isClosed();
			this.client.close();
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "60 02 00 01", "91 03 00 01 00", "B1 02 00 01", "D1 00", "41 02 00 01", "36 04 00 01 61 00" })
	@Clause({ "3.1.1:MQTT-2.2.2-1", "3.1.1:MQTT-2.2.2-2", "3.1.1:MQTT-3.3.1-4", "3.1.1:MQTT-3.6.1-1", "MQTT-2.1.3-1",
			"MQTT-3.3.1-4", "MQTT-3.6.1-1" })
	void a_server_that_sends_wrong_flags_is_left(String packet) {
		for (MqttVersion version : MqttVersion.values()) {
			WirePeer server = serve(version);
			server.sendHex(packet);
			if (version.is5()) {
				server.receives(Packets.disconnect(0x81));
			}
			server.isClosed();
			this.client.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "E1 00", "F1 00" })
	@Clause({ "MQTT-3.14.1-1", "MQTT-3.15.1-1" })
	void a_server_that_sends_wrong_flags_of_mqtt_5_is_left(String packet) {
		serve(MqttVersion.MQTT_5).sendHex(packet).receives(Packets.disconnect(0x81)).isClosed();
	}

	@Test
	@Clause("MQTT-1.5.5-1")
	void a_length_is_as_short_as_it_can_be_and_has_to_be() {
		WirePeer server = serve(MqttVersion.MQTT_5);
		this.client.publish("a", "m".repeat(127 - 4), 0);
		server.receive(io.mqttboot.testkit.wire.Publish.class);
		this.client.publish("a", "m".repeat(128 - 4), 0);
		assertThat(server.receive(io.mqttboot.testkit.wire.Publish.class).size()).isEqualTo(1 + 2 + 128);
		server.sendHex("D0 80 00").receives(Packets.disconnect(0x81)).isClosed();
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-2.3.1-1", "3.1.1:MQTT-2.3.1-2", "3.1.1:MQTT-3.8.1-1", "3.1.1:MQTT-3.10.1-1", "MQTT-2.2.1-3",
			"MQTT-3.8.1-1", "MQTT-3.10.1-1", "MQTT-2.2.2-1" })
	void packets_that_wait_for_answers_have_identifiers_of_their_own(MqttVersion version) {
		WirePeer server = serve(version);
		this.client.publish("a", "1", 1);
		server.receives(Packets.publish("a", "1").qos(1).id(1));
		this.client.subscribe("b", MqttQos.AT_MOST_ONCE, (topic, qos, payload, ack) -> this.heard.add(topic), false);
		this.client.run();
		assertThat(server.receive(Subscribe.class).id()).isEqualTo(2);
		server.send(Packets.suback(2, 0));
		this.client.session().unsubscribe(java.util.List.of("b"));
		this.client.run();
		server.receives(Packets.unsubscribe(3, "b"));
	}

}
