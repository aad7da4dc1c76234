package io.mqttboot.server.extension;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.attack.LogLines;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Interceptors of what clients publish.
 */
class PublishInterceptorTests {

	private final Tally tally = new Tally();

	private ManualBroker broker(Place place, MqttPublishInterceptor... interceptors) {
		return new ManualBroker((builder) -> {
			for (MqttPublishInterceptor each : interceptors) {
				builder.publishInterceptor(place.publish(each));
			}
			return builder.observer(this.tally);
		});
	}

	private static WirePeer client(ManualBroker broker, String clientId) {
		return broker.client(Packets.connect(clientId));
	}

	private static MqttMessage text(MqttMessage message, String payload) {
		return MqttMessage.of(message.topic(), payload, message.qos(), message.retain());
	}

	@ParameterizedTest
	@EnumSource
	void interceptors_change_a_message_one_after_the_other(Place place) {
		try (ManualBroker broker = broker(place, (who, message) -> text(message, who.clientId()),
				(who, message) -> text(message, MqttPayload.text(message.payload()) + "!"))) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 2);
			WirePeer publisher = client(broker, "paul");
			publisher.send(Packets.publish("t", "0"));
			watcher.takes(Packets.publish("t", "paul!"));
			publisher.publishes(Packets.publish("t", "1").qos(1));
			watcher.takes(Packets.publish("t", "paul!").qos(1));
			publisher.send(Packets.publish("t", "2").qos(2).id(2)).receives(Packets.pubrec(2));
			publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
			watcher.takes(Packets.publish("t", "paul!").qos(2));
			assertThat(this.tally.drops()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void a_veto_is_told_to_an_mqtt_5_client_and_ends_the_flow(Place place) {
		try (ManualBroker broker = broker(place, (who, message) -> message.topic().equals("no") ? null : message)) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 2);
			WirePeer publisher = client(broker, "p");
			publisher.send(Packets.publish("no", "0"));
			publisher.send(Packets.publish("no", "1").qos(1).id(1)).receives(Packets.puback(1).code(0x83));
			publisher.send(Packets.publish("no", "2").qos(2).id(2)).receives(Packets.pubrec(2).code(0x83));
			publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2).code(0x92));
			publisher.publishes(Packets.publish("yes", "x"));
			watcher.takes(Packets.publish("yes", "x").qos(1)).receivesNothing();
			assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.INTERCEPTED, 3));
		}
	}

	@ParameterizedTest
	@EnumSource
	void an_mqtt_3_client_gets_its_acknowledgements_whatever_an_interceptor_says(Place place) {
		try (ManualBroker broker = broker(place, (who, message) -> null)) {
			WirePeer publisher = broker.client(Packets.connect(Version.V3_1_1, "p"));
			publisher.send(Packets.publish("t", "1").qos(1).id(1)).receives(Packets.puback(1));
			publisher.send(Packets.publish("t", "2").qos(2).id(2)).receives(Packets.pubrec(2));
			publisher.send(Packets.pubrel(2)).receives(Packets.pubcomp(2));
			assertThat(this.tally.drops(MqttDropCause.INTERCEPTED)).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void one_that_throws_costs_only_its_message_and_a_line_in_the_log(Place place) {
		try (LogLines log = new LogLines();
				ManualBroker broker = broker(place, (who, message) -> switch (message.topic()) {
					case "throws" -> throw new IllegalStateException("secret");
					case "errs" -> throw new NoClassDefFoundError("secret");
					case "asserts" -> throw new AssertionError("secret");
					default -> message;
				})) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 1);
			WirePeer publisher = client(broker, "p");
			for (int i = 0; i < 100; i++) {
				publisher.send(Packets.publish("throws", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x80));
			}
			publisher.send(Packets.publish("errs", "x").qos(2).id(1)).receives(Packets.pubrec(1).code(0x80));
			publisher.send(Packets.publish("asserts", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x80));
			publisher.publishes(Packets.publish("fine", "x").qos(1));
			watcher.takes(Packets.publish("fine", "x").qos(1)).receivesNothing();
			assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.INTERCEPTOR_FAILED, 102));
			assertThat(log.lines()).hasSize(1)
				.first()
				.asString()
				.contains("PublishInterceptorTests", "failed with java.lang.IllegalStateException")
				.doesNotContain("secret");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/#", "$SYS/broker", "", "a\u0000b" })
	void one_that_returns_what_cannot_be_published_costs_only_its_message(String topic) {
		try (ManualBroker broker = broker(Place.ON_THE_LOOP,
				(who, message) -> message.topic().equals("odd") ? message.withTopic(topic) : message)) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 1);
			WirePeer publisher = client(broker, "p");
			publisher.send(Packets.publish("odd", "x").qos(1).id(1)).receives(Packets.puback(1).code(0x80));
			publisher.publishes(Packets.publish("fine", "x").qos(1));
			watcher.takes(Packets.publish("fine", "x").qos(1)).receivesNothing();
			assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.INTERCEPTOR_FAILED, 1));
		}
	}

	@ParameterizedTest
	@EnumSource
	void a_changed_topic_passes_permissions_again(Place place) {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
			.authorizer((who) -> List.of(MqttRule.allow(Action.SUBSCRIBE, "#"), MqttRule.allow(Action.PUBLISH, "a/+")))
			.publishInterceptor(
					place.publish((who, message) -> message.withTopic(MqttPayload.text(message.payload())))))) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 1);
			WirePeer publisher = client(broker, "p");
			publisher.send(Packets.publish("a/1", "b/1").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
			publisher.send(Packets.publish("b/1", "a/1").qos(1).id(1)).receives(Packets.puback(1).code(0x87));
			publisher.publishes(Packets.publish("a/1", "a/2").qos(1));
			watcher.takes(Packets.publish("a/2", "a/2").qos(1)).receivesNothing();
			assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.NOT_AUTHORIZED, 2));
			assertThat(this.tally.denials(Action.PUBLISH)).isEqualTo(2);
		}
	}

	@Test
	void a_permission_that_is_taken_away_meanwhile_counts() {
		Queue<Runnable> waiting = new ArrayDeque<>();
		List<MqttRule> rules = new ArrayList<>(List.of(MqttRule.allow(Action.ALL, "#")));
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
			.handlerExecutor(waiting::add)
			.authorizer((who) -> List.copyOf(rules))
			.publishInterceptor((who, message) -> message))) {
			WirePeer watcher = client(broker, "watcher").subscribes("t", 1);
			WirePeer publisher = client(broker, "p");
			publisher.send(Packets.publish("t", "x").qos(1).id(1)).receivesNothing();
			rules.set(0, MqttRule.allow(Action.SUBSCRIBE, "#"));
			broker.refreshPermissions();
			waiting.remove().run();
			publisher.receives(Packets.puback(1).code(0x87));
			watcher.receivesNothing();
			assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.NOT_AUTHORIZED, 1));
		}
	}

	@ParameterizedTest
	@EnumSource
	void what_is_retained_is_what_the_interceptor_made_of_it(Place place) {
		try (ManualBroker broker = broker(place,
				(who, message) -> text(message.withRetain(message.topic().equals("kept")), "seen"))) {
			client(broker, "p").publishes(Packets.publish("kept", "x").qos(1))
				.publishes(Packets.publish("gone", "x").qos(1).retain());
			client(broker, "watcher").subscribes("#", 1)
				.takes(Packets.publish("kept", "seen").qos(1).retain())
				.receivesNothing();
		}
	}

	@ParameterizedTest
	@EnumSource
	void wills_and_delayed_messages_are_shown_when_they_are_published(Place place) {
		List<String> seen = new ArrayList<>();
		try (ManualBroker broker = new ManualBroker((builder) -> builder
			.authenticator((request) -> CompletableFuture
				.completedFuture(new MqttAuthResult.Accepted("paul", null, Map.of(), Set.of(), null)))
			.publishInterceptor(place.publish((who, message) -> {
				seen.add(who.principal() + " " + message.topic());
				return text(message, "seen");
			})))) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 1);
			WirePeer mortal = broker.client(Packets.connect("mortal").will("will", "gone", 1));
			mortal.publishes(Packets.publish("$delayed/5/later", "x").qos(1));
			assertThat(seen).isEmpty();
			mortal.abort();
			watcher.takes(Packets.publish("will", "seen").qos(1));
			broker.advance(Duration.ofSeconds(7));
			watcher.takes(Packets.publish("later", "seen").qos(1)).receivesNothing();
			assertThat(seen).containsExactly("paul will", "paul later");
		}
	}

	@Test
	void what_the_application_publishes_is_not_shown() {
		try (ManualBroker broker = broker(Place.ON_THE_LOOP, (who, message) -> null)) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 1);
			broker.publish(MqttMessage.of("t", "x", MqttQos.AT_LEAST_ONCE, false));
			watcher.takes(Packets.publish("t", "x").qos(1));
		}
	}

	@Test
	void off_the_loop_the_order_of_a_publisher_stays_and_so_does_that_of_its_acknowledgements() {
		try (ManualBroker broker = broker(Place.OFF_THE_LOOP, (who, message) -> message)) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 1);
			WirePeer publisher = client(broker, "p");
			publisher.send(Packets.publish("t", "1").qos(1).id(1), Packets.publish("t", "2").qos(2).id(2),
					Packets.publish("t", "3").qos(1).id(3), Packets.publish("t", "4").qos(2).id(4));
			publisher.receives(Packets.puback(1), Packets.pubrec(2), Packets.puback(3), Packets.pubrec(4));
			for (int i = 1; i <= 4; i++) {
				watcher.takes(Packets.publish("t", Integer.toString(i)).qos(1));
			}
		}
	}

	@Test
	void a_client_that_is_gone_meanwhile_has_published_nonetheless() {
		try (ManualBroker broker = broker(Place.OFF_THE_LOOP, (who, message) -> message)) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 2);
			WirePeer publisher = client(broker, "p");
			publisher.send(Packets.publish("t", "1").qos(2).id(1), Packets.disconnect());
			watcher.takes(Packets.publish("t", "1").qos(2)).receivesNothing();
		}
	}

	@Test
	void when_too_much_waits_for_interceptors_more_is_refused() {
		MqttLimits limits = MqttLimits.builder().handlerQueueMax(2).build();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
			.configure((config) -> config.limits(limits))
			.publishInterceptor((who, message) -> message))) {
			WirePeer watcher = client(broker, "watcher").subscribes("#", 1);
			WirePeer publisher = client(broker, "p");
			publisher.send(Packets.publish("t", "1").qos(1).id(1), Packets.publish("t", "2").qos(1).id(2),
					Packets.publish("t", "3").qos(1).id(3));
			publisher.receives(Packets.puback(1), Packets.puback(2), Packets.puback(3).code(0x97));
			watcher.takes(Packets.publish("t", "1").qos(1)).takes(Packets.publish("t", "2").qos(1)).receivesNothing();
			assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.INTERCEPTORS_BUSY, 1));
			publisher.publishes(Packets.publish("t", "4").qos(1));
			watcher.takes(Packets.publish("t", "4").qos(1));
		}
	}

}
