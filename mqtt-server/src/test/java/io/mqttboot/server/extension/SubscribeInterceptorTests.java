package io.mqttboot.server.extension;

import java.util.List;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;
import io.mqttboot.server.spi.MqttSubscriptionRequest;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Interceptors of how clients subscribe.
 */
class SubscribeInterceptorTests {

	private final Tally tally = new Tally();

	private ManualBroker broker(Place place, MqttSubscribeInterceptor interceptor) {
		return new ManualBroker(
				(builder) -> builder.observer(this.tally).subscribeInterceptor(place.subscribe(interceptor)));
	}

	private static @Nullable MqttSubscriptionRequest byName(MqttSubscriptionRequest request) {
		return switch (request.filter().text()) {
			case "no" -> null;
			case "throws" -> throw new IllegalStateException("secret");
			case "odd" -> new MqttSubscriptionRequest(MqttTopicFilter.of("#"), request.qos(), false, false, 0);
			default -> request.withQos(MqttQos.AT_MOST_ONCE);
		};
	}

	@ParameterizedTest
	@EnumSource
	void each_subscription_is_changed_or_refused_by_itself(Place place) {
		try (ManualBroker broker = broker(place, (who, request) -> byName(request))) {
			WirePeer client = broker.client(Packets.connect("c"));
			client
				.send(Packets.subscribe(1, "a", 2).filter("no", 1).filter("throws", 1).filter("odd", 1).filter("b", 1))
				.receives(Packets.suback(1, 0x00, 0x83, 0x80, 0x80, 0x00));
			assertThat(broker.statistics().subscriptions()).isEqualTo(2);
			assertThat(this.tally.denials(Action.SUBSCRIBE)).isEqualTo(3);
			broker.client(Packets.connect("p")).publishes(Packets.publish("a", "x"));
			client.takes(Packets.publish("a", "x"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void an_mqtt_3_client_is_told_what_it_can_be_told(Place place) {
		try (ManualBroker broker = broker(place, (who, request) -> byName(request))) {
			broker.client(Packets.connect(Version.V3_1_1, "c"))
				.send(Packets.subscribe(1, "a", 2).filter("no", 1))
				.receives(Packets.suback(1, 0x00, 0x80));
			broker.client(Packets.connect(Version.V3_1, "old")).send(Packets.subscribe(1, "no", 2)).isClosed();
		}
	}

	@ParameterizedTest
	@EnumSource
	void what_a_client_may_not_subscribe_to_is_not_shown(Place place) {
		List<String> seen = new java.util.ArrayList<>();
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.authorizer((who) -> List.of(MqttRule.allow(Action.SUBSCRIBE, "a")))
					.subscribeInterceptor(place.subscribe((who, request) -> {
						seen.add(who.clientId() + " " + request.filter());
						return request;
					})))) {
			broker.client(Packets.connect("c"))
				.send(Packets.subscribe(1, "b", 1).filter("a", 1))
				.receives(Packets.suback(1, 0x87, 0x01));
			assertThat(seen).containsExactly("c a");
		}
	}

	@Test
	void what_comes_behind_a_subscription_takes_its_turn() {
		try (ManualBroker broker = broker(Place.OFF_THE_LOOP, (who, request) -> request)) {
			WirePeer client = broker.client(Packets.connect("c"));
			client.send(Packets.subscribe(1, "a", 1), Packets.unsubscribe(2, "a"), Packets.subscribe(3, "b", 1),
					Packets.subscribe(4, "c", 1), Packets.unsubscribe(5, "x"));
			client.receives(Packets.suback(1, 0x01), Packets.unsuback(2, 0x00), Packets.suback(3, 0x01),
					Packets.suback(4, 0x01), Packets.unsuback(5, 0x11));
			assertThat(broker.statistics().subscriptions()).isEqualTo(2);
			client.send(Packets.pingreq()).receives(Packets.pingresp()); // it is read
																			// again
		}
	}

	@Test
	void who_is_gone_meanwhile_has_no_subscription() {
		try (ManualBroker broker = broker(Place.OFF_THE_LOOP, (who, request) -> request)) {
			WirePeer client = broker.client(Packets.connect("c").sessionExpiry(100));
			client.send(Packets.subscribe(1, "a", 1), Packets.disconnect());
			assertThat(broker.statistics().sessions()).isEqualTo(1);
			assertThat(broker.statistics().subscriptions()).isZero();
		}
	}

}
