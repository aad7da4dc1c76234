package io.mqttboot.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttExtensions;
import io.mqttboot.server.config.MqttRewrite;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What goes beyond the standard holds for operators as it does for clients.
 */
class AdministeredExtensionsTests {

	private static final MqttIdentity OPERATOR = new MqttIdentity("$http/olga", "olga", Map.of(), Set.of());

	private final Tally tally = new Tally();

	private static MqttMessage message(String topic, String payload) {
		return MqttMessage.of(topic, payload, MqttQos.AT_LEAST_ONCE, false);
	}

	private static <T> T done(ManualBroker broker, CompletableFuture<T> future) {
		broker.run();
		assertThat(future).isDone();
		return future.join();
	}

	private ManualBroker broker(UnaryOperator<MqttExtensions> extensions) {
		return new ManualBroker((builder) -> builder.observer(this.tally)
			.configure((config) -> config.extensions(extensions.apply(config.build().extensions()))));
	}

	private static MqttServerAdministration desk(ManualBroker broker) {
		return new MqttServerAdministration(broker.engine());
	}

	@Test
	void interceptors_see_what_operators_publish() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
			.publishInterceptor((who, message) -> message.topic().equals("no") ? null
					: MqttMessage.of(message.topic(), "seen", message.qos(), false)))) {
			WirePeer device = broker.client(Packets.connect("c1")).subscribes("#", 1);
			assertThat(done(broker, desk(broker).publish(OPERATOR, null, message("yes", "x"))))
				.isEqualTo(MqttReasonCode.SUCCESS);
			device.takes(Packets.publish("yes", "seen").qos(1));
			assertThat(done(broker, desk(broker).publish(OPERATOR, null, message("no", "x"))))
				.isEqualTo(MqttReasonCode.IMPLEMENTATION_SPECIFIC_ERROR);
			device.receivesNothing();
			assertThat(this.tally.drops(MqttDropCause.INTERCEPTED)).isEqualTo(1);
		}
	}

	@Test
	void topics_of_operators_are_rewritten() {
		try (ManualBroker broker = broker((extensions) -> extensions
			.withRewrites(List.of(new MqttRewrite(Action.PUBLISH, "old/#", "^old/(.+)$", "new/$1"))))) {
			WirePeer device = broker.client(Packets.connect("c1")).subscribes("new/#", 1);
			done(broker, desk(broker).publish(OPERATOR, null, message("old/a", "x")));
			device.takes(Packets.publish("new/a", "x").qos(1));
		}
	}

	@Test
	void an_operator_takes_no_exclusive_subscription_from_its_holder() {
		try (ManualBroker broker = broker((extensions) -> extensions.withExclusiveSubscriptions(true))) {
			broker.client(Packets.connect("holder")).subscribes("$exclusive/a", 0);
			broker.client(Packets.connect("other"));
			assertThat(done(broker, desk(broker).subscribe("other", "$exclusive/a", MqttQos.AT_MOST_ONCE)))
				.contains(MqttReasonCode.QUOTA_EXCEEDED);
			assertThatIllegalArgumentException().isThrownBy(() -> desk(broker).watch(OPERATOR, "$exclusive/a",
					MqttQos.AT_MOST_ONCE, 0, (publisher, message) -> {
					}));
		}
	}

}
