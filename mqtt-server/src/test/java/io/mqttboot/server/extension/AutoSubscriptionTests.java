package io.mqttboot.server.extension;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttAutoSubscription;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What clients are subscribed to without asking for it.
 */
class AutoSubscriptionTests {

	private static MqttAutoSubscription to(String filter, int qos) {
		return new MqttAutoSubscription(filter, MqttQos.of(qos), false, false, 0);
	}

	private static ManualBroker broker(UnaryOperator<MqttServerBuilder> setUp, MqttAutoSubscription... subscriptions) {
		return new ManualBroker((builder) -> setUp.apply(builder
			.authenticator((request) -> CompletableFuture
				.completedFuture(new MqttAuthResult.Accepted(request.userName(), null, Map.of(), Set.of(), null)))
			.configure((config) -> config
				.extensions(config.build().extensions().withAutoSubscriptions(List.of(subscriptions))))));
	}

	private static ManualBroker broker(MqttAutoSubscription... subscriptions) {
		return broker((builder) -> builder, subscriptions);
	}

	private static void publish(ManualBroker broker, String topic, String payload) {
		broker.publish(MqttMessage.of(topic, payload, MqttQos.AT_LEAST_ONCE, false));
	}

	private static Connect lasting(String clientId) {
		return Packets.connect(clientId).resume().sessionExpiry(1_000);
	}

	@ParameterizedTest
	@EnumSource
	void a_client_gets_what_is_for_it_under_its_identifier_and_its_name(Version version) {
		try (ManualBroker broker = broker(to("c/{clientId}/#", 1), to("u/{username}", 2), to("all", 0))) {
			WirePeer client = broker.client(Packets.connect(version, "one").userName("paul"));
			publish(broker, "c/one/x", "1");
			client.takes(Packets.publish("c/one/x", "1").qos(1));
			publish(broker, "u/paul", "2");
			client.takes(Packets.publish("u/paul", "2").qos(1));
			publish(broker, "all", "3");
			client.takes(Packets.publish("all", "3"));
			publish(broker, "c/two/x", "4");
			publish(broker, "u/peter", "4");
			client.receivesNothing();
		}
	}

	@Test
	void retained_messages_come_after_connack_unless_that_is_not_wanted() {
		MqttAutoSubscription never = new MqttAutoSubscription("other", MqttQos.AT_MOST_ONCE, false, false, 2);
		try (ManualBroker broker = broker(to("kept", 1), never)) {
			broker.publish(MqttMessage.of("kept", "x", MqttQos.AT_LEAST_ONCE, true));
			broker.publish(MqttMessage.of("other", "x", MqttQos.AT_LEAST_ONCE, true));
			broker.client(Packets.connect("c")).takes(Packets.publish("kept", "x").qos(1).retain()).receivesNothing();
		}
	}

	@ParameterizedTest
	@CsvSource({ "a/b", "+", "#", "a+b", "$SYS" })
	void a_name_that_is_not_one_level_gets_nobody_anything(String name) {
		try (ManualBroker broker = broker(to("c/{clientId}", 1), to("{clientId}/x", 1), to("u/{username}", 1))) {
			broker.client(Packets.connect(name).userName(name));
			broker.client(Packets.connect("nameless"));
			assertThat(broker.statistics().subscriptions()).isEqualTo(2);
			assertThat(broker.session("nameless").orElseThrow().subscriptions()).hasSize(2);
		}
	}

	@Test
	void permissions_apply() {
		try (ManualBroker broker = broker(
				(builder) -> builder.authorizer((who) -> List.of(MqttRule.allow(Action.SUBSCRIBE, "c/{clientId}"))),
				to("c/{clientId}", 1), to("c/#", 1), to("secret", 1))) {
			broker.client(Packets.connect("c"));
			assertThat(broker.session("c").orElseThrow().subscriptions()).containsExactly("c/c");
		}
	}

	@Test
	void the_limit_of_subscriptions_applies() {
		MqttLimits limits = MqttLimits.builder().subscriptionsMax(2).build();
		try (ManualBroker broker = broker((builder) -> builder.configure((config) -> config.limits(limits)), to("a", 1),
				to("b", 1), to("c", 1))) {
			broker.client(Packets.connect("c"));
			assertThat(broker.statistics().subscriptions()).isEqualTo(2);
		}
	}

	@Test
	void what_a_client_has_subscribed_to_itself_stays_and_what_it_gave_up_comes_back_with_it() {
		try (ManualBroker broker = broker(to("a", 0), to("b", 0))) {
			WirePeer client = broker.client(lasting("c")).subscribes("a", 2);
			client.send(Packets.unsubscribe(2, "b")).receives(Packets.unsuback(2, 0));
			client.leaves();
			WirePeer again = broker.client(lasting("c"));
			assertThat(broker.statistics().subscriptions()).isEqualTo(2);
			publish(broker, "a", "1");
			again.takes(Packets.publish("a", "1").qos(1));
			publish(broker, "b", "2");
			again.takes(Packets.publish("b", "2"));
		}
	}

	@Test
	void a_group_may_be_joined_automatically() {
		try (ManualBroker broker = broker(to("$share/workers/jobs", 1))) {
			WirePeer one = broker.client(Packets.connect("one"));
			publish(broker, "jobs", "1");
			one.takes(Packets.publish("jobs", "1").qos(1));
		}
	}

	@ParameterizedTest
	@CsvSource({ "a/x{clientId}, false, 0", "{username}{clientId}, false, 0", "a/#/b, false, 0", "a, false, 3",
			"$share/g/a, true, 0" })
	void one_that_cannot_be_is_refused(String filter, boolean noLocal, int retainHandling) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MqttAutoSubscription(filter, MqttQos.AT_LEAST_ONCE, noLocal, false, retainHandling));
	}

}
