package io.mqttboot.server.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Interceptors of what clients get.
 */
class DeliveryInterceptorTests {

	private final Tally tally = new Tally();

	private ManualBroker broker(Place place, MqttDeliveryInterceptor interceptor) {
		return new ManualBroker(
				(builder) -> builder.observer(this.tally).deliveryInterceptor(place.deliver(interceptor)));
	}

	private static WirePeer client(ManualBroker broker, String clientId) {
		return broker.client(Packets.connect(clientId));
	}

	private static MqttMessage text(MqttMessage message, String payload) {
		return MqttMessage.of(message.topic(), payload, message.qos(), message.retain());
	}

	private static @Nullable MqttMessage byReceiver(String clientId, MqttMessage message) {
		return switch (clientId) {
			case "refused" -> null;
			case "throws" -> throw new IllegalStateException("secret");
			case "elsewhere" -> message.withTopic("other");
			case "better" -> message.withQos(MqttQos.EXACTLY_ONCE);
			default -> text(message, MqttPayload.text(message.payload()) + " for " + clientId);
		};
	}

	@ParameterizedTest
	@EnumSource
	void each_receiver_gets_what_was_made_for_it_and_a_failure_costs_one_delivery(Place place) {
		try (ManualBroker broker = broker(place, DeliveryInterceptorTests::byReceiver)) {
			WirePeer one = client(broker, "one").subscribes("t", 1);
			WirePeer two = broker.client(Packets.connect("two"), 1).subscribes("t", 0);
			List<WirePeer> without = new ArrayList<>();
			for (String name : List.of("refused", "throws", "elsewhere", "better")) {
				without.add(client(broker, name).subscribes("#", 1));
			}
			client(broker, "p").publishes(Packets.publish("t", "x").qos(1));
			one.takes(Packets.publish("t", "x for one").qos(1)).receivesNothing();
			two.takes(Packets.publish("t", "x for two")).receivesNothing();
			without.forEach(WirePeer::receivesNothing);
			assertThat(this.tally.drops())
				.isEqualTo(Map.of(MqttDropCause.INTERCEPTED, 1, MqttDropCause.INTERCEPTOR_FAILED, 3));
		}
	}

	@ParameterizedTest
	@EnumSource
	void retained_messages_are_shown_as_well(Place place) {
		try (ManualBroker broker = broker(place, DeliveryInterceptorTests::byReceiver)) {
			WirePeer publisher = client(broker, "p");
			for (int i = 0; i < 50; i++) {
				publisher.publishes(Packets.publish("r/" + i, "x").qos(i % 2).retain());
			}
			WirePeer one = client(broker, "one").subscribes("r/#", 1);
			for (int i = 0; i < 50; i++) {
				assertThat(one.receive(io.mqttboot.testkit.wire.Publish.class).payload()).isEqualTo("x for one");
			}
			client(broker, "refused").subscribes("#", 1).receivesNothing();
			client(broker, "single").subscribes("r/1", 0).takes(Packets.publish("r/1", "x for single").retain());
			assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.INTERCEPTED, 50));
		}
	}

	@ParameterizedTest
	@EnumSource
	void a_message_for_one_client_only_and_one_that_waits_for_it_are_shown_when_they_are_published(Place place) {
		List<String> seen = new ArrayList<>();
		try (ManualBroker broker = broker(place, (clientId, message) -> {
			seen.add(clientId + " " + message.topic());
			return message;
		})) {
			WirePeer away = broker.client(Packets.connect("away").sessionExpiry(100)).subscribes("t", 1);
			away.leaves();
			client(broker, "p").publishes(Packets.publish("t", "x").qos(1));
			assertThat(seen).containsExactly("away t");
			broker.client(Packets.connect("away").resume().sessionExpiry(100)).takes(Packets.publish("t", "x").qos(1));
			assertThat(seen).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void subscriptions_of_the_application_are_not_shown(Place place) {
		List<String> received = new ArrayList<>();
		try (ManualBroker broker = broker(place, (clientId, message) -> null)) {
			broker.subscribe("t", MqttQos.AT_LEAST_ONCE, (publisher, message) -> received.add(message.topic()));
			client(broker, "p").publishes(Packets.publish("t", "x").qos(1));
			assertThat(received).containsExactly("t");
		}
	}

	@Test
	void off_the_loop_the_order_stays() {
		try (ManualBroker broker = broker(Place.OFF_THE_LOOP, (clientId, message) -> message)) {
			WirePeer one = client(broker, "one").subscribes("t", 1);
			WirePeer publisher = client(broker, "p");
			for (int i = 1; i <= 20; i++) {
				publisher.send(Packets.publish("t", Integer.toString(i)).qos(1).id(i));
			}
			for (int i = 1; i <= 20; i++) {
				one.takes(Packets.publish("t", Integer.toString(i)).qos(1));
			}
		}
	}

	@Test
	void when_too_much_waits_for_interceptors_more_is_dropped_and_counted() {
		MqttLimits limits = MqttLimits.builder().handlerQueueMax(2).build();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
			.configure((config) -> config.limits(limits))
			.deliveryInterceptor((clientId, message) -> message))) {
			for (String name : List.of("a", "b", "c")) {
				client(broker, name).subscribes("t", 1);
			}
			client(broker, "p").publishes(Packets.publish("t", "x").qos(1));
			assertThat(this.tally.drops()).isEqualTo(Map.of(MqttDropCause.INTERCEPTORS_BUSY, 1));
			assertThat(broker.statistics().inflight()).isEqualTo(2);
		}
	}

}
