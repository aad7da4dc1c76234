package io.mqttboot.client.conformance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * PUBLISH, SUBSCRIBE and their answers (MQTT 5.0, 3.3 to 3.11 and 4.7 to 4.9).
 */
class Section3_3_PublishTests extends Scripted {

	private static final MqttMessageReceiver NOBODY = (message, ack) -> {
	};

	@ParameterizedTest
	@ValueSource(strings = { "", "a/+", "#", "a#" })
	@Clause({ "3.1.1:MQTT-3.3.2-2", "3.1.1:MQTT-4.7.1-1", "3.1.1:MQTT-4.7.3-1", "MQTT-3.3.2-2", "MQTT-3.3.2-14",
			"MQTT-4.7.0-1", "MQTT-4.7.3-1" })
	void what_is_no_topic_name_is_refused_at_once(String topic) {
		try (MqttClient plain = MqttClient.create().version(MqttVersion.MQTT_5).build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> plain.publish(topic, ""));
			MqttMessage request = MqttMessage.of("a", "", MqttQos.AT_MOST_ONCE, false)
				.withProperties(new MqttMessageProperties(null, 1, null, topic, null, List.of()));
			assertThatIllegalArgumentException().isThrownBy(() -> plain.publish(request));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a#", "#/a", "a+", "a/b+/c", "$share/", "$share//a", "$share/g", "$share/g/",
			"$share/g+/a" })
	@Clause({ "3.1.1:MQTT-4.7.1-2", "3.1.1:MQTT-4.7.1-3", "3.1.1:MQTT-4.7.3-1", "MQTT-4.7.1-1", "MQTT-4.7.1-2",
			"MQTT-4.7.3-1", "MQTT-4.8.2-1", "MQTT-4.8.2-2" })
	void what_is_no_topic_filter_is_refused_at_once(String filter) {
		try (MqttClient plain = MqttClient.create().build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> plain.subQos0(filter, (topic, payload) -> {
			}));
		}
	}

	@Test
	@Clause({ "3.1.1:MQTT-4.7.3-3", "MQTT-4.7.3-3" })
	void a_topic_is_no_longer_than_its_length_can_say() {
		try (MqttClient plain = MqttClient.create().build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> plain.publish("a".repeat(65_536), ""));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> plain.subQos0("汽".repeat(21_846), (topic, payload) -> {
				}));
		}
	}

	@Test
	@Clause({ "3.1.1:MQTT-3.8.3-3", "3.1.1:MQTT-3.10.3-2", "MQTT-3.8.3-2", "MQTT-3.10.3-2" })
	void subscribe_and_unsubscribe_have_a_filter() {
		try (MqttClient plain = MqttClient.create().build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> plain.subscribe(Map.of(), NOBODY, false));
		}
		WirePeer server = serve(MqttVersion.MQTT_3_1_1);
		assertThat(this.client.session().unsubscribe(List.of())).satisfies((done) -> {
			this.client.run();
			assertThat(done).isCompleted();
		});
		this.client.publish("fence", "", 0);
		server.receives(Packets.publish("fence", ""));
	}

	@Test
	@Clause("MQTT-3.8.3-4")
	void a_shared_subscription_takes_what_its_client_publishes() {
		try (MqttClient plain = MqttClient.create().build()) {
			MqttSubscriptionOptions noLocal = new MqttSubscriptionOptions(MqttQos.AT_MOST_ONCE, true, false, 0);
			assertThatIllegalArgumentException()
				.isThrownBy(() -> plain.subscribe(Map.of("$share/group/a", noLocal), NOBODY, false));
		}
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-2.3.1-5", "3.1.1:MQTT-3.3.1-2", "3.1.1:MQTT-4.3.1-1", "MQTT-2.2.1-2", "MQTT-3.3.1-2",
			"MQTT-4.3.1-1", "MQTT-3.3.4-6" })
	void a_message_at_qos_0_has_no_identifier_and_no_dup(MqttVersion version) {
		WirePeer server = serve(version);
		this.client.publish("a", "m", 0);
		Publish publish = server.receive(Publish.class);
		assertThat(publish.isDup()).isFalse();
		assertThat(publish.id()).isZero();
		assertThat(publish.has(Property.SUBSCRIPTION_ID)).isFalse();
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-2.3.1-6", "3.1.1:MQTT-3.3.4-1", "MQTT-2.2.1-5", "MQTT-3.3.4-1" })
	void each_quality_has_its_answer_with_the_identifier_of_the_message(MqttVersion version) {
		WirePeer server = listening(version);
		server.send(Packets.publish("a", "0"), Packets.publish("a", "1").qos(1).id(11),
				Packets.publish("a", "2").qos(2).id(12));
		server.receives(Packets.puback(11), Packets.pubrec(12)).send(Packets.pubrel(12)).receives(Packets.pubcomp(12));
		this.client.publish("b", "2", 2);
		int id = server.receive(Publish.class).id();
		server.send(Packets.pubrec(id)).receives(Packets.pubrel(id));
	}

	@Test
	@Clause({ "MQTT-3.4.2-1", "MQTT-3.4.2-2", "MQTT-3.4.2-3", "MQTT-3.5.2-1", "MQTT-3.5.2-2", "MQTT-3.5.2-3",
			"MQTT-3.6.2-1", "MQTT-3.6.2-2", "MQTT-3.6.2-3", "MQTT-3.7.2-1", "MQTT-3.7.2-2", "MQTT-3.7.2-3" })
	void answers_carry_a_code_at_most() {
		WirePeer server = listening(MqttVersion.MQTT_5);
		server.send(Packets.publish("a", "1").qos(1).id(11), Packets.publish("a", "2").qos(2).id(12));
		assertThat(server.receive(Ack.class).size()).isEqualTo(4);
		assertThat(server.receive(Ack.class).size()).isEqualTo(4);
		server.send(Packets.pubrel(12), Packets.pubrel(99), Packets.pubrec(98));
		assertThat(server.receive(Ack.class).size()).isEqualTo(4);
		server.receives(Packets.pubcomp(99).code(0x92), Packets.pubrel(98).code(0x92));
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-4.5.0-2", "MQTT-4.5.0-2" })
	void a_message_is_acknowledged_whatever_becomes_of_it(MqttVersion version) {
		start(version, (config) -> config);
		this.client.subscribe("a", MqttQos.AT_LEAST_ONCE, (topic, qos, payload, ack) -> {
			throw new IllegalStateException("a broken handler");
		}, false);
		WirePeer server = this.client.serve();
		server.receive(Subscribe.class);
		server.send(Packets.publish("a", "m").qos(1).id(1), Packets.publish("nobody/asked", "m").qos(1).id(2));
		server.receives(Packets.puback(1), Packets.puback(2));
	}

	@Test
	@Clause({ "MQTT-3.3.4-8", "MQTT-4.9.0-1", "MQTT-4.9.0-2", "MQTT-4.9.0-3", "MQTT-3.3.4-7" })
	void only_publish_waits_for_the_servers_receive_maximum() {
		start(MqttVersion.MQTT_5, (config) -> config);
		WirePeer server = this.client.serve(Packets.connack().property(Property.RECEIVE_MAX, 1));
		this.client.publish("a", "1", 1);
		this.client.publish("a", "2", 1);
		server.receives(Packets.publish("a", "1").qos(1).id(1));
		this.client.subscribe("b", MqttQos.EXACTLY_ONCE, (topic, qos, payload, ack) -> this.heard.add(topic), false);
		this.client.run();
		server.receive(Subscribe.class);
		server.send(Packets.publish("b", "m").qos(2).id(5))
			.receives(Packets.pubrec(5))
			.send(Packets.pubrel(5))
			.receives(Packets.pubcomp(5));
		server.send(Packets.puback(1)).receive(Publish.class);
	}

	@Test
	@Clause({ "MQTT-3.2.2-11", "MQTT-3.2.2-14", "MQTT-3.2.2-15" })
	void what_the_server_does_not_take_is_not_sent() {
		start(MqttVersion.MQTT_5, (config) -> config);
		WirePeer server = this.client.serve(Packets.connack()
			.property(Property.MAX_QOS, 1)
			.property(Property.RETAIN_AVAILABLE, 0)
			.property(Property.MAX_PACKET_SIZE, 40));
		CompletableFuture<MqttPublishResult> qos2 = this.client.publish("a", "m", 2);
		CompletableFuture<MqttPublishResult> large = this.client.publish("a", "m".repeat(40), 1);
		CompletableFuture<MqttPublishResult> retained = this.client.session()
			.publish(MqttMessage.of("a", "m", MqttQos.AT_MOST_ONCE, true));
		this.client.publish("a", "small", 1);
		server.receives(Packets.publish("a", "small").qos(1).id(1));
		assertThat(List.of(qos2, large, retained)).allMatch(CompletableFuture::isCompletedExceptionally);
	}

	@Test
	@Clause({ "MQTT-3.2.2-17", "MQTT-3.3.2-8", "MQTT-3.3.2-9" })
	void no_more_aliases_are_used_than_the_server_takes() {
		start(MqttVersion.MQTT_5, (config) -> config);
		WirePeer server = this.client.serve(Packets.connack().property(Property.TOPIC_ALIAS_MAX, 1));
		for (String topic : List.of("a", "b", "a", "b")) {
			this.client.publish(topic, "m", 0);
		}
		this.client.run();
		for (int i = 0; i < 4; i++) {
			Publish publish = server.receive(Publish.class);
			assertThat(publish.number(Property.TOPIC_ALIAS).orElse(1L)).isOne();
		}
	}

	@Test
	@Clause({ "MQTT-3.2.2-18", "MQTT-3.3.2-7" })
	void a_topic_is_named_again_on_each_connection_and_in_full_without_aliases() {
		start(MqttVersion.MQTT_5, (config) -> config);
		WirePeer server = this.client.serve(Packets.connack().property(Property.TOPIC_ALIAS_MAX, 1));
		this.client.publish("a", "m", 0);
		server.receives(Packets.publish("a", "m").property(Property.TOPIC_ALIAS, 1));
		server = resume();
		this.client.publish("a", "m", 0);
		server.receives(Packets.publish("a", "m"));
	}

	@Test
	@Clause({ "MQTT-3.3.2-10", "MQTT-3.3.2-7" })
	void every_alias_is_taken_that_was_offered_and_for_its_connection_only() {
		WirePeer server = listening(MqttVersion.MQTT_5);
		for (int alias = 1; alias <= 16; alias++) {
			server.send(Packets.publish("a/" + alias, "m" + alias).property(Property.TOPIC_ALIAS, alias),
					Packets.publish("", "again" + alias).property(Property.TOPIC_ALIAS, alias));
		}
		assertThat(this.heard).hasSize(32);
		server = resume();
		server.send(Packets.publish("", "unknown").property(Property.TOPIC_ALIAS, 1));
		server.isDisconnected(0x82, 0x94);
	}

	@Test
	@Clause("MQTT-4.4.0-2")
	void a_message_that_was_refused_is_not_sent_again() {
		WirePeer server = serve(MqttVersion.MQTT_5);
		CompletableFuture<MqttPublishResult> one = this.client.publish("a", "1", 1);
		CompletableFuture<MqttPublishResult> two = this.client.publish("a", "2", 2);
		server.receives(Packets.publish("a", "1").qos(1).id(1), Packets.publish("a", "2").qos(2).id(2))
			.send(Packets.puback(1).code(0x87), Packets.pubrec(2).code(0x97));
		assertThat(List.of(one, two)).allMatch(CompletableFuture::isCompletedExceptionally);
		server = resume();
		this.client.publish("fence", "", 0);
		server.receives(Packets.publish("fence", ""));
	}

	@Test
	void a_refusal_tells_its_reason() {
		WirePeer server = serve(MqttVersion.MQTT_5);
		CompletableFuture<MqttPublishResult> result = this.client.publish("a", "1", 1);
		server.receive(Publish.class);
		server.send(Packets.puback(1).code(0x10));
		assertThat(result)
			.isCompletedWithValueMatching((done) -> done.reason() == MqttReasonCode.NO_MATCHING_SUBSCRIBERS);
	}

}
