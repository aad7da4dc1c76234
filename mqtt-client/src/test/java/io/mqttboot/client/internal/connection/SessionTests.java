package io.mqttboot.client.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttOutbox;
import io.mqttboot.client.config.MqttOutbox.WhenFull;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.testkit.Clause;
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
 * What a client keeps over its connections, and what it says on each of them.
 */
class SessionTests {

	private final List<String> heard = new ArrayList<>();

	private final List<MqttAcknowledgment> acknowledgments = new ArrayList<>();

	private ManualClient client = new ManualClient((config) -> config);

	private void client5() {
		this.client.close();
		this.client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5).cleanStart(false));
	}

	private void resuming() {
		this.client.close();
		this.client = new ManualClient((config) -> config.cleanStart(false));
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private void hear(String filter, int qos) {
		this.client.subscribe(filter, MqttQos.of(qos),
				(topic, got, payload, ack) -> this.heard.add(topic + " " + MqttPayload.text(payload)), false);
	}

	private void hearByHand(String filter, int qos) {
		this.client.subscribe(filter, MqttQos.of(qos), (topic, got, payload, ack) -> {
			this.heard.add(topic + " " + MqttPayload.text(payload));
			this.acknowledgments.add(ack);
		}, true);
	}

	@Test
	@Clause("MQTT-3.1.0-1")
	void connect_comes_first_and_nothing_before_the_answer() {
		hear("a", 0);
		this.client.publish("b", "early", 0);
		WirePeer server = this.client.accept();
		assertThat(server.receive(Connect.class).clientId()).isEqualTo("client");
		server.send(Packets.connack()).receives(Packets.subscribe(1, "a", 0), Packets.publish("b", "early"));
	}

	@Test
	void what_is_published_at_once_leaves_in_its_order() {
		WirePeer server = this.client.serve();
		for (int i = 1; i <= 3; i++) {
			this.client.publish("a", "m" + i, 1);
		}
		this.client.run();
		server.receives(Packets.publish("a", "m1").qos(1).id(1), Packets.publish("a", "m2").qos(1).id(2),
				Packets.publish("a", "m3").qos(1).id(3));
	}

	@Test
	@Clause("MQTT-4.3.2-3")
	void a_result_comes_with_the_acknowledgement() {
		WirePeer server = this.client.serve();
		CompletableFuture<MqttPublishResult> result = this.client.publish("a", "m", 1);
		server.receives(Packets.publish("a", "m").qos(1).id(1));
		assertThat(result).isNotDone();
		server.send(Packets.puback(1));
		assertThat(result).isCompletedWithValue(MqttPublishResult.ACKNOWLEDGED);
		assertThat(this.client.session().undelivered()).isZero();
	}

	@Test
	@Clause("MQTT-4.3.3-4")
	void a_message_at_qos_2_goes_in_two_steps() {
		WirePeer server = this.client.serve();
		CompletableFuture<MqttPublishResult> result = this.client.publish("a", "m", 2);
		server.receives(Packets.publish("a", "m").qos(2).id(1))
			.send(Packets.pubrec(1))
			.receives(Packets.pubrel(1))
			.send(Packets.pubcomp(1));
		assertThat(result).isCompletedWithValue(MqttPublishResult.ACKNOWLEDGED);
	}

	@Test
	void a_refused_message_fails_with_the_servers_reason() {
		client5();
		WirePeer server = this.client.serve();
		CompletableFuture<MqttPublishResult> result = this.client.publish("a", "m", 1);
		server.receives(Packets.publish("a", "m").qos(1).id(1)).send(Packets.puback(1).code(0x97));
		assertThatThrownBy(result::join).hasCauseInstanceOf(MqttClientException.class)
			.satisfies((ex) -> assertThat(((MqttClientException) ex.getCause()).reasonCode())
				.isEqualTo(MqttReasonCode.QUOTA_EXCEEDED));
	}

	@Test
	@Clause({ "MQTT-4.4.0-1", "MQTT-3.3.1-1" })
	void what_is_in_flight_is_sent_again_in_its_order_when_the_session_is_resumed() {
		resuming();
		WirePeer server = this.client.serve();
		this.client.publish("a", "m1", 1);
		this.client.publish("a", "m2", 2);
		this.client.publish("a", "m3", 2);
		server
			.receives(Packets.publish("a", "m1").qos(1).id(1), Packets.publish("a", "m2").qos(2).id(2),
					Packets.publish("a", "m3").qos(2).id(3))
			.send(Packets.pubrec(2))
			.receives(Packets.pubrel(2));
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		this.client.serve(Packets.connack().sessionPresent(true))
			.receives(Packets.publish("a", "m1").qos(1).id(1).dup(), Packets.pubrel(2),
					Packets.publish("a", "m3").qos(2).id(3).dup());
	}

	@Test
	void what_was_in_flight_is_new_to_a_server_without_the_session() {
		resuming();
		WirePeer server = this.client.serve();
		this.client.publish("a", "m1", 1);
		this.client.publish("a", "m2", 2);
		server.receives(Packets.publish("a", "m1").qos(1).id(1), Packets.publish("a", "m2").qos(2).id(2))
			.send(Packets.pubrec(2))
			.receives(Packets.pubrel(2));
		this.client.publish("a", "m3", 1);
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		this.client.serve().receives(Packets.publish("a", "m1").qos(1).id(3), Packets.publish("a", "m3").qos(1).id(4));
	}

	@Test
	void a_resumed_session_is_asked_only_for_what_it_lacks() {
		resuming();
		hear("kept", 1);
		WirePeer server = this.client.serve();
		server.receives(Packets.subscribe(1, "kept", 1)).send(Packets.suback(1, 1));
		this.client.cut();
		hear("new", 0);
		this.client.advance(Duration.ofSeconds(1));
		WirePeer again = this.client.serve(Packets.connack().sessionPresent(true));
		again.receives(Packets.subscribe(2, "new", 0)).send(Packets.suback(2, 0)).send(Packets.publish("kept", "m"));
		assertThat(this.heard).containsExactly("kept m");
	}

	@Test
	void what_was_given_up_meanwhile_is_unsubscribed_in_a_resumed_session() {
		resuming();
		hear("kept", 1);
		this.client.serve().receives(Packets.subscribe(1, "kept", 1)).send(Packets.suback(1, 1));
		this.client.cut();
		this.client.session().unsubscribe(List.of("kept"));
		this.client.advance(Duration.ofSeconds(1));
		this.client.serve(Packets.connack().sessionPresent(true)).receives(Packets.unsubscribe(2, "kept"));
	}

	@Test
	void a_backlog_that_comes_right_behind_connack_finds_its_handler() {
		resuming();
		hear("a", 1);
		WirePeer server = this.client.accept();
		server.receive(Connect.class);
		server.send(Packets.connack().sessionPresent(true), Packets.publish("a", "waited").qos(1).id(7));
		assertThat(this.heard).containsExactly("a waited");
	}

	@Test
	@Clause("MQTT-4.6.0-2")
	void acknowledgements_leave_in_the_order_in_which_messages_came() {
		hearByHand("#", 1);
		WirePeer server = this.client.serve();
		server.receive(Subscribe.class);
		server.send(Packets.suback(1, 1), Packets.publish("a", "1").qos(1).id(1),
				Packets.publish("b", "2").qos(1).id(2), Packets.publish("c", "3").qos(2).id(3));
		this.acknowledgments.get(2).acknowledge();
		this.acknowledgments.get(1).acknowledge();
		this.client.publish("fence", "", 0);
		server.receives(Packets.publish("fence", ""));
		this.acknowledgments.get(0).acknowledge();
		this.client.run();
		server.receives(Packets.puback(1), Packets.puback(2), Packets.pubrec(3));
	}

	@Test
	@Clause("MQTT-4.3.3-10")
	void a_message_at_qos_2_that_comes_again_is_handled_once() {
		resuming();
		hear("a", 2);
		WirePeer server = this.client.serve();
		server.receive(Subscribe.class);
		server.send(Packets.suback(1, 2), Packets.publish("a", "m").qos(2).id(9)).receives(Packets.pubrec(9));
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		WirePeer again = this.client.serve(Packets.connack().sessionPresent(true));
		again.send(Packets.publish("a", "m").qos(2).id(9).dup())
			.receives(Packets.pubrec(9))
			.send(Packets.pubrel(9))
			.receives(Packets.pubcomp(9));
		assertThat(this.heard).containsExactly("a m");
	}

	@Test
	@Clause("MQTT-4.3.3-10")
	void a_message_at_qos_2_is_acknowledged_on_the_connection_that_brings_it_again() {
		resuming();
		hearByHand("a", 2);
		WirePeer server = this.client.serve();
		server.receive(Subscribe.class);
		server.send(Packets.suback(1, 2), Packets.publish("a", "m").qos(2).id(9));
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		WirePeer again = this.client.serve(Packets.connack().sessionPresent(true));
		this.acknowledgments.get(0).acknowledge(); // before the server has sent it again
		this.client.publish("fence", "", 0);
		again.receives(Packets.publish("fence", ""))
			.send(Packets.publish("a", "m").qos(2).id(9).dup())
			.receives(Packets.pubrec(9))
			.send(Packets.pubrel(9))
			.receives(Packets.pubcomp(9));
		assertThat(this.heard).containsExactly("a m");
	}

	@Test
	void a_message_at_qos_1_whose_handler_was_not_done_is_handled_again() {
		resuming();
		hearByHand("a", 1);
		WirePeer server = this.client.serve();
		server.receive(Subscribe.class);
		server.send(Packets.suback(1, 1), Packets.publish("a", "m").qos(1).id(9));
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		WirePeer again = this.client.serve(Packets.connack().sessionPresent(true));
		this.acknowledgments.get(0).acknowledge(); // that of the lost connection says
													// nothing now
		again.send(Packets.publish("a", "m").qos(1).id(9).dup());
		assertThat(this.heard).containsExactly("a m", "a m");
		this.client.publish("fence", "", 0);
		again.receives(Packets.publish("fence", ""));
		this.acknowledgments.get(1).acknowledge();
		this.client.run();
		again.receives(Packets.puback(9));
	}

	@Test
	void a_message_that_two_filters_select_is_handled_once_by_each() {
		client5();
		hear("a/#", 0);
		hear("a/+", 0);
		WirePeer server = this.client.serve();
		Subscribe first = server.receive(Subscribe.class);
		Subscribe second = server.receive(Subscribe.class);
		server.send(Packets.suback(first.id(), 0), Packets.suback(second.id(), 0));
		long id1 = first.number(Property.SUBSCRIPTION_ID).orElseThrow();
		long id2 = second.number(Property.SUBSCRIPTION_ID).orElseThrow();
		server.send(Packets.publish("a/b", "one for each").property(Property.SUBSCRIPTION_ID, id1));
		server.send(Packets.publish("a/b", "one for each").property(Property.SUBSCRIPTION_ID, id2));
		assertThat(this.heard).hasSize(2);
	}

	@Test
	void a_refused_filter_is_told_to_who_asked() {
		CompletableFuture<?> answer = this.client.subscribe("secret/#", MqttQos.AT_LEAST_ONCE,
				(topic, qos, payload, ack) -> this.heard.add(topic), false);
		this.client.serve().receives(Packets.subscribe(1, "secret/#", 1)).send(Packets.suback(1, 0x80));
		assertThat(answer).isCompletedWithValueMatching((all) -> all.toString().equals("{secret/#=UNSPECIFIED_ERROR}"));
	}

	@Test
	@Clause("MQTT-3.3.4-7")
	void no_more_is_in_flight_than_the_server_takes() {
		client5();
		WirePeer server = this.client.serve(Packets.connack().property(Property.RECEIVE_MAX, 2));
		for (int i = 1; i <= 3; i++) {
			this.client.publish("a", "m" + i, 1);
		}
		this.client.publish("b", "not counted", 0);
		server.receives(Packets.publish("a", "m1").qos(1).id(1), Packets.publish("a", "m2").qos(1).id(2))
			.send(Packets.puback(1))
			.receives(Packets.publish("a", "m3").qos(1).id(3), Packets.publish("b", "not counted"));
	}

	@Test
	@Clause({ "MQTT-3.2.2-11", "MQTT-3.2.2-14", "MQTT-3.2.2-15" })
	void what_the_server_does_not_take_fails_here() {
		client5();
		this.client.serve(Packets.connack()
			.property(Property.MAX_QOS, 1)
			.property(Property.RETAIN_AVAILABLE, 0)
			.property(Property.MAX_PACKET_SIZE, 50));
		CompletableFuture<MqttPublishResult> qos2 = this.client.publish("a", "m", 2);
		CompletableFuture<MqttPublishResult> large = this.client.publish("a", "m".repeat(50), 0);
		CompletableFuture<MqttPublishResult> retained = this.client.session()
			.publish(io.mqttboot.MqttMessage.of("a", "m", MqttQos.AT_MOST_ONCE, true));
		this.client.run();
		for (CompletableFuture<?> each : List.of(qos2, large, retained)) {
			assertThat(each).isCompletedExceptionally();
		}
	}

	@Test
	void handlers_that_are_behind_stop_the_reading() {
		this.client.close();
		this.client = new ManualClient((config) -> config
			.limits(new io.mqttboot.client.config.MqttClientLimits(10, 10_000, 10, 10, 4, 10_000, 10_000, 0, 10)));
		hear("a", 0);
		WirePeer server = this.client.serve();
		server.receive(Subscribe.class);
		this.client.holdHandlers();
		for (int i = 0; i < 4; i++) {
			server.send(Packets.publish("a", "m" + i));
		}
		assertThat(this.client.isReading()).isFalse();
		this.client.runHandler();
		this.client.run();
		assertThat(this.heard).hasSize(4);
		assertThat(this.client.isReading()).isTrue();
	}

	@Test
	void a_full_outbox_refuses_at_once() {
		this.client.close();
		this.client = new ManualClient((config) -> config
			.limits(new io.mqttboot.client.config.MqttClientLimits(2, 10_000, 10, 10, 4, 10_000, 10_000, 0, 10)));
		this.client.publish("a", "1", 1);
		this.client.publish("a", "2", 1);
		assertThat(this.client.publish("a", "3", 1)).isCompletedExceptionally();
		this.client.serve().receives(Packets.publish("a", "1").qos(1).id(1)).send(Packets.puback(1));
		assertThat(this.client.publish("a", "4", 1)).isNotCompletedExceptionally();
	}

	@Test
	void a_full_outbox_may_drop_its_oldest() {
		this.client.close();
		this.client = new ManualClient((config) -> config.outbox(MqttOutbox.MEMORY.withWhenFull(WhenFull.DROP_OLDEST))
			.limits(new io.mqttboot.client.config.MqttClientLimits(2, 10_000, 10, 10, 4, 10_000, 10_000, 0, 10)));
		CompletableFuture<?> first = this.client.publish("a", "1", 1);
		CompletableFuture<?> huge = this.client.publish("a", "x".repeat(10_000), 1);
		this.client.publish("a", "2", 0);
		this.client.publish("a", "3", 1);
		this.client.run();
		assertThatThrownBy(first::join).hasMessageContaining("made room for a newer one");
		assertThatThrownBy(huge::join).hasMessageContaining("the outbox is full");
		assertThat(this.client.session().undelivered()).isEqualTo(2);
		this.client.serve().receives(Packets.publish("a", "2"), Packets.publish("a", "3").qos(1).id(1));
	}

	@Test
	void before_mqtt_5_what_is_not_acknowledged_is_sent_again_and_then_given_up() {
		this.client.close();
		this.client = new ManualClient((config) -> config.ackRetryMax(2).cleanStart(false).keepAliveSeconds(0));
		WirePeer server = this.client.serve();
		this.client.publish("a", "m", 1);
		server.receives(Packets.publish("a", "m").qos(1).id(1));
		this.client.advance(Duration.ofSeconds(11));
		server.receives(Packets.publish("a", "m").qos(1).id(1).dup());
		this.client.advance(Duration.ofSeconds(11));
		server.receives(Packets.publish("a", "m").qos(1).id(1).dup());
		this.client.advance(Duration.ofSeconds(11));
		server.isClosed();
		assertThat(this.client.session().undelivered()).isEqualTo(1);
	}

	@Test
	void before_mqtt_5_pubrel_is_sent_again_as_well() {
		this.client.close();
		this.client = new ManualClient((config) -> config.ackRetryMax(2).keepAliveSeconds(0));
		WirePeer server = this.client.serve();
		this.client.publish("a", "m", 2);
		server.receives(Packets.publish("a", "m").qos(2).id(1)).send(Packets.pubrec(1)).receives(Packets.pubrel(1));
		this.client.advance(Duration.ofSeconds(11));
		server.receives(Packets.pubrel(1)).send(Packets.pubcomp(1));
		this.client.advance(Duration.ofMinutes(5));
		this.client.publish("fence", "", 0);
		server.receives(Packets.publish("fence", ""));
	}

	@Test
	void before_mqtt_5_subscribe_is_sent_again_as_well() {
		this.client.close();
		this.client = new ManualClient((config) -> config.keepAliveSeconds(0));
		hear("a", 1);
		WirePeer server = this.client.serve();
		server.receives(Packets.subscribe(1, "a", 1));
		this.client.advance(Duration.ofSeconds(11));
		assertThat(server.receive(Subscribe.class).id()).isEqualTo(1);
	}

	@Test
	void before_mqtt_5_no_more_than_20_messages_are_in_flight_at_qos_2() {
		WirePeer server = this.client.serve();
		for (int i = 1; i <= 21; i++) {
			this.client.publish("a", "m" + i, 2);
		}
		for (int i = 1; i <= 20; i++) {
			server.receives(Packets.publish("a", "m" + i).qos(2).id(i));
		}
		server.send(Packets.pubrec(1)).receives(Packets.pubrel(1));
		server.send(Packets.pubcomp(1)).receives(Packets.publish("a", "m21").qos(2).id(21));
	}

}
