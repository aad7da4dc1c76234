package io.mqttboot.client.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.internal.session.Route;
import io.mqttboot.client.internal.session.Wish;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Filters of one client that select the same messages: what the server is asked for, and
 * who hears what.
 */
class OverlapTests {

	private final List<String> heard = new ArrayList<>();

	private ManualClient client = new ManualClient((config) -> config.cleanStart(false));

	@AfterEach
	void close() {
		this.client.close();
	}

	private void client5() {
		this.client.close();
		this.client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5));
	}

	private CompletableFuture<Map<String, MqttReasonCode>> hear(String filter, int qos) {
		return hear(filter, qos, (message, acknowledgment) -> this.heard
			.add(filter + " " + MqttPayload.text(message.payload()) + " " + message.qos().value()));
	}

	private CompletableFuture<Map<String, MqttReasonCode>> hear(String filter, int qos, MqttMessageReceiver receiver) {
		return this.client.session()
			.subscribe(List.of(new Wish(MqttTopicFilter.of(filter), MqttSubscriptionOptions.of(MqttQos.of(qos)))),
					new Route(receiver, false));
	}

	private void giveUp(String filter) {
		this.client.session().unsubscribe(List.of(filter));
		this.client.run();
	}

	@Test
	void a_covered_filter_is_not_sent_and_is_served_once_at_its_own_quality_of_service() {
		CompletableFuture<Map<String, MqttReasonCode>> wide = hear("a/#", 0);
		CompletableFuture<Map<String, MqttReasonCode>> narrow = hear("a/b", 1);
		WirePeer server = this.client.serve();
		server.receives(Packets.subscribe(1, "a/#", 1)).send(Packets.suback(1, 1));
		assertThat(wide).isCompletedWithValue(Map.of("a/#", MqttReasonCode.SUCCESS));
		assertThat(narrow).isCompletedWithValue(Map.of("a/b", MqttReasonCode.GRANTED_QOS_1));
		server.send(Packets.publish("a/b", "m").qos(1).id(5));
		assertThat(this.heard).containsExactlyInAnyOrder("a/# m 0", "a/b m 1");
		server.receives(Packets.puback(5));
	}

	@Test
	void when_the_covering_filter_goes_the_covered_one_is_asked_for_first() {
		hear("a/#", 0);
		hear("a/+", 1);
		hear("a/b", 2);
		WirePeer server = this.client.serve();
		server.receives(Packets.subscribe(1, "a/#", 2)).send(Packets.suback(1, 2));
		giveUp("a/#");
		server.receives(Packets.subscribe(2, "a/+", 2), Packets.unsubscribe(3, "a/#"));
		server.send(Packets.suback(2, 2), Packets.unsuback(3));
		giveUp("a/+");
		server.receives(Packets.subscribe(4, "a/b", 2), Packets.unsubscribe(5, "a/+"));
	}

	@Test
	void a_covering_filter_that_comes_later_takes_over_when_it_is_granted() {
		hear("a/b", 1);
		WirePeer server = this.client.serve();
		server.receives(Packets.subscribe(1, "a/b", 1)).send(Packets.suback(1, 1));
		hear("#", 0);
		this.client.run();
		server.receives(Packets.subscribe(2, "#", 1))
			.send(Packets.suback(2, 1))
			.receives(Packets.unsubscribe(3, "a/b"))
			.send(Packets.unsuback(3), Packets.publish("a/b", "m"));
		assertThat(this.heard).hasSize(2);
	}

	@Test
	void a_covered_filter_that_comes_later_is_asked_for_once_because_of_retained_messages() {
		hear("#", 1);
		WirePeer server = this.client.serve();
		server.receives(Packets.subscribe(1, "#", 1)).send(Packets.suback(1, 1));
		CompletableFuture<?> later = hear("a", 1);
		this.client.run();
		server.receives(Packets.subscribe(2, "a", 1))
			.send(Packets.suback(2, 1), Packets.publish("a", "kept").retain())
			.receives(Packets.unsubscribe(3, "a"));
		assertThat(later).isCompleted();
		assertThat(this.heard).contains("a kept 0");
	}

	@Test
	void a_covering_filter_that_is_refused_covers_nothing() {
		CompletableFuture<Map<String, MqttReasonCode>> wide = hear("#", 1);
		CompletableFuture<Map<String, MqttReasonCode>> narrow = hear("mine/a", 1);
		WirePeer server = this.client.serve();
		server.receives(Packets.subscribe(1, "#", 1))
			.send(Packets.suback(1, 0x80))
			.receives(Packets.subscribe(2, "mine/a", 1))
			.send(Packets.suback(2, 1));
		assertThat(wide).isCompletedWithValue(Map.of("#", MqttReasonCode.UNSPECIFIED_ERROR));
		assertThat(narrow).isCompletedWithValue(Map.of("mine/a", MqttReasonCode.GRANTED_QOS_1));
	}

	@Test
	void a_session_that_was_lost_is_asked_only_for_what_covers() {
		hear("a", 1);
		hear("#", 1);
		this.client.serve().receives(Packets.subscribe(1, "#", 1)).send(Packets.suback(1, 1));
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		WirePeer again = this.client.serve();
		again.receives(Packets.subscribe(2, "#", 1)).send(Packets.suback(2, 1), Packets.publish("a", "m"));
		assertThat(this.heard).hasSize(2);
	}

	@Test
	void shared_filters_are_sent_with_their_prefix_and_matched_without() {
		hear("#", 0);
		hear("$share/g/a", 1);
		hear("$queue/b", 1);
		WirePeer server = this.client.serve();
		Subscribe subscribe = server.receive(Subscribe.class);
		assertThat(subscribe.filters()).containsExactlyInAnyOrder("#", "$share/g/a", "$queue/b");
		giveUp("#");
		server.send(Packets.suback(subscribe.id(), 0, 1, 1));
		server.send(Packets.publish("a", "1"), Packets.publish("b", "2"));
		assertThat(this.heard).containsExactly("$share/g/a 1 0", "$queue/b 2 0");
	}

	@Test
	void in_mqtt_5_identifiers_tell_whom_a_message_is_for_so_everything_is_asked_for() {
		client5();
		hear("#", 0);
		hear("a", 1);
		WirePeer server = this.client.serve();
		Subscribe wide = server.receive(Subscribe.class);
		Subscribe narrow = server.receive(Subscribe.class);
		assertThat(wide.filters()).containsExactly("#");
		assertThat(narrow.filters()).containsExactly("a");
		server.send(Packets.suback(wide.id(), 0), Packets.suback(narrow.id(), 1),
				Packets.publish("a", "m")
					.qos(1)
					.id(1)
					.property(Property.SUBSCRIPTION_ID, wide.number(Property.SUBSCRIPTION_ID).orElseThrow())
					.property(Property.SUBSCRIPTION_ID, narrow.number(Property.SUBSCRIPTION_ID).orElseThrow()));
		assertThat(this.heard).containsExactlyInAnyOrder("# m 0", "a m 1");
	}

	@Test
	void an_mqtt_5_server_without_identifiers_is_treated_as_an_older_one() {
		client5();
		hear("#", 0);
		hear("a", 1);
		this.client.serve(Packets.connack().property(Property.SUBSCRIPTION_IDS_AVAILABLE, 0))
			.receives(Packets.subscribe(1, "#", 1));
	}

	@Test
	void a_receiver_of_several_filters_is_called_once() {
		MqttMessageReceiver receiver = (message, acknowledgment) -> this.heard
			.add(MqttPayload.text(message.payload()) + " " + message.qos().value());
		hear("a/+", 0, receiver);
		hear("+/b", 2, receiver);
		hear("a/b", 1, receiver);
		WirePeer server = this.client.serve();
		Subscribe subscribe = server.receive(Subscribe.class);
		assertThat(subscribe.filters()).containsExactly("a/+", "+/b");
		server.send(Packets.suback(subscribe.id(), 1, 2), Packets.publish("a/b", "m").qos(2).id(1));
		assertThat(this.heard).containsExactly("m 2");
	}

	@Test
	void the_quality_of_service_of_a_filter_is_the_best_that_somebody_wants() {
		hear("a", 2);
		hear("a", 0);
		this.client.serve().receives(Packets.subscribe(1, "a", 2));
	}

}
