package io.mqttboot.client.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.internal.session.Route;
import io.mqttboot.client.internal.session.Wish;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * How an application says that it does not want a message, or any more of them.
 */
class RefusalTests {

	private final List<MqttAcknowledgment> acknowledgments = new ArrayList<>();

	private final MqttMessageReceiver receiver = (message, acknowledgment) -> this.acknowledgments.add(acknowledgment);

	private ManualClient client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5));

	@AfterEach
	void close() {
		this.client.close();
	}

	private CompletableFuture<?> subscribe(MqttMessageReceiver who, String... filters) {
		List<Wish> wishes = List.of(filters)
			.stream()
			.map((filter) -> new Wish(MqttTopicFilter.of(filter), MqttSubscriptionOptions.of(MqttQos.EXACTLY_ONCE)))
			.toList();
		CompletableFuture<?> answer = this.client.session().subscribe(wishes, new Route(who, true));
		this.client.run();
		return answer;
	}

	private WirePeer serving() {
		subscribe(this.receiver, "#");
		WirePeer server = this.client.serve();
		return server.send(Packets.suback(server.receive(Subscribe.class).id(), 2));
	}

	private void refuse(int which, MqttReasonCode reason) {
		this.acknowledgments.get(which).refuse(reason);
		this.client.run();
	}

	@Test
	@Clause("MQTT-4.3.2-4")
	void the_server_is_told_in_puback_that_a_message_is_refused() {
		WirePeer server = serving();
		server.send(Packets.publish("a", "m").qos(1).id(7));
		refuse(0, MqttReasonCode.PAYLOAD_FORMAT_INVALID);
		server.receives(Packets.puback(7).code(0x99));
	}

	@Test
	@Clause({ "MQTT-4.3.3-8", "MQTT-4.3.3-9" })
	void after_a_pubrec_that_refuses_its_identifier_is_free() {
		WirePeer server = serving();
		server.send(Packets.publish("a", "m").qos(2).id(7));
		refuse(0, MqttReasonCode.NOT_AUTHORIZED);
		server.receives(Packets.pubrec(7).code(0x87)).send(Packets.publish("a", "another").qos(2).id(7));
		assertThat(this.acknowledgments).hasSize(2);
		this.acknowledgments.get(1).acknowledge();
		this.client.run();
		server.receives(Packets.pubrec(7)).send(Packets.pubrel(7)).receives(Packets.pubcomp(7));
	}

	@Test
	void a_refusal_waits_for_its_turn() {
		WirePeer server = serving();
		server.send(Packets.publish("a", "1").qos(1).id(1), Packets.publish("a", "2").qos(2).id(2));
		refuse(1, MqttReasonCode.UNSPECIFIED_ERROR);
		refuse(0, MqttReasonCode.QUOTA_EXCEEDED);
		server.receives(Packets.puback(1).code(0x97), Packets.pubrec(2).code(0x80));
	}

	@Test
	void before_mqtt_5_a_refused_message_is_acknowledged() {
		this.client.close();
		this.client = new ManualClient((config) -> config);
		WirePeer server = serving();
		server.send(Packets.publish("a", "1").qos(1).id(1), Packets.publish("a", "2").qos(2).id(2));
		refuse(0, MqttReasonCode.UNSPECIFIED_ERROR);
		refuse(1, MqttReasonCode.UNSPECIFIED_ERROR);
		server.receives(Packets.puback(1), Packets.pubrec(2)).send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
	}

	@Test
	void only_the_first_word_about_a_message_counts() {
		WirePeer server = serving();
		server.send(Packets.publish("a", "1").qos(1).id(1), Packets.publish("a", "2").qos(1).id(2));
		this.acknowledgments.get(0).acknowledge();
		refuse(0, MqttReasonCode.UNSPECIFIED_ERROR);
		refuse(1, MqttReasonCode.UNSPECIFIED_ERROR);
		this.acknowledgments.get(1).acknowledge();
		this.client.run();
		server.receives(Packets.puback(1), Packets.puback(2).code(0x80));
	}

	@Test
	void what_cannot_stand_in_an_acknowledgement_refuses_nothing() {
		WirePeer server = serving();
		server.send(Packets.publish("a", "1").qos(1).id(1));
		assertThatThrownBy(() -> refuse(0, MqttReasonCode.SUCCESS)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> refuse(0, MqttReasonCode.SERVER_BUSY)).isInstanceOf(IllegalArgumentException.class);
		refuse(0, MqttReasonCode.UNSPECIFIED_ERROR);
		server.receives(Packets.puback(1).code(0x80));
	}

	@Test
	void a_receiver_is_taken_off_and_filters_that_nobody_hears_are_given_up() {
		List<String> others = new ArrayList<>();
		MqttMessageReceiver other = (message, acknowledgment) -> {
			others.add(message.topic());
			acknowledgment.acknowledge();
		};
		subscribe(this.receiver, "a", "b");
		subscribe(other, "b");
		WirePeer server = this.client.serve();
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 2));
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 2));
		CompletableFuture<Void> gone = this.client.session().unsubscribe(this.receiver);
		this.client.run();
		server.receives(Packets.unsubscribe(3, "a"));
		assertThat(gone).isNotDone();
		server.send(Packets.unsuback(3, 0), Packets.publish("b", "m"));
		assertThat(gone).isCompleted();
		assertThat(others).containsExactly("b");
		assertThat(this.acknowledgments).isEmpty();
	}

	@Test
	void without_a_connection_there_is_nobody_to_tell() {
		CompletableFuture<?> unanswered = subscribe(this.receiver, "a");
		CompletableFuture<Void> gone = this.client.session().unsubscribe(this.receiver);
		this.client.run();
		assertThat(gone).isCompleted();
		assertThatThrownBy(unanswered::join).hasMessageContaining("given up");
	}

	@Test
	void what_was_to_be_given_up_when_the_connection_ended_is_given_up_on_the_next() {
		this.client.close();
		this.client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5).cleanStart(false));
		subscribe(this.receiver, "a");
		WirePeer server = this.client.serve();
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 2));
		CompletableFuture<Void> gone = this.client.session().unsubscribe(this.receiver);
		this.client.run();
		server.receives(Packets.unsubscribe(2, "a"));
		this.client.cut();
		this.client.advance(java.time.Duration.ofSeconds(1));
		WirePeer again = this.client.serve(Packets.connack().sessionPresent(true));
		again.receives(Packets.unsubscribe(3, "a")).send(Packets.unsuback(3, 0));
		assertThat(gone).isCompleted();
	}

}
