package io.mqttboot.server.extension;

import java.time.Duration;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Retained messages that the server keeps for a time only.
 */
class RetainedExpiryTests {

	private final Tally tally = new Tally();

	private final MqttInMemoryMessageStore store = new MqttInMemoryMessageStore();

	private final ManualBroker broker = new ManualBroker((builder) -> builder.observer(this.tally)
		.messageStore(this.store)
		.configure((config) -> config.limits(MqttLimits.builder()
			.retainedExpiryDefault(Duration.ofSeconds(10))
			.retainedExpiryMax(Duration.ofSeconds(30))
			.retainedMax(3)
			.build())));

	private final WirePeer publisher = this.broker.client(Packets.connect("p").keepAlive(0));

	@AfterEach
	void close() {
		this.broker.close();
	}

	private static Publish retained(String topic) {
		return Packets.publish(topic, "x").retain();
	}

	private WirePeer subscriber(String clientId) {
		return this.broker.client(Packets.connect(clientId).keepAlive(0)).subscribes("#", 0);
	}

	@Test
	void one_that_says_nothing_of_its_expiry_is_kept_for_the_default() {
		this.publisher.publishes(retained("t"));
		this.broker.advance(Duration.ofSeconds(9));
		subscriber("early").takes(retained("t")).receivesNothing(); // and is told no
																	// expiry
		this.broker.advance(Duration.ofSeconds(1));
		subscriber("late").receivesNothing();
	}

	@Test
	void one_that_wants_longer_is_kept_for_the_maximum_and_who_asks_is_told_what_is_left() {
		this.publisher.publishes(retained("long").property(Property.MESSAGE_EXPIRY, 100L));
		this.publisher.publishes(retained("short").property(Property.MESSAGE_EXPIRY, 20L));
		this.broker.advance(Duration.ofSeconds(15));
		WirePeer asking = this.broker.client(Packets.connect("c").keepAlive(0));
		asking.subscribes("long", 0).takes(retained("long").property(Property.MESSAGE_EXPIRY, 15L));
		asking.subscribes("short", 0).takes(retained("short").property(Property.MESSAGE_EXPIRY, 5L));
		this.broker.advance(Duration.ofSeconds(15));
		subscriber("late").receivesNothing();
	}

	@Test
	void who_is_subscribed_gets_it_as_it_is() {
		WirePeer live = subscriber("live");
		this.publisher.publishes(retained("t").property(Property.MESSAGE_EXPIRY, 100L));
		live.takes(Packets.publish("t", "x").property(Property.MESSAGE_EXPIRY, 100L));
	}

	@Test
	void what_has_expired_makes_room_though_nobody_asks_for_it() throws Exception {
		for (int i = 0; i < 3; i++) {
			this.publisher.publishes(retained("t/" + i));
		}
		this.broker.advance(Duration.ofSeconds(12));
		assertThat(this.broker.statistics().retained()).isZero();
		assertThat(this.broker.statistics().retainedBytes()).isZero();
		assertThat(this.store.loadRetained().toCompletableFuture().get()).isEmpty();
		this.publisher.publishes(retained("other"));
		assertThat(this.broker.statistics().retained()).isEqualTo(1);
		assertThat(this.tally.drops()).isEmpty();
	}

	@Test
	void a_store_is_given_the_moment_at_which_it_goes() throws Exception {
		this.publisher.publishes(retained("t"));
		assertThat(this.store.loadRetained().toCompletableFuture().get())
			.allSatisfy((one) -> assertThat(one.expiresAtMillis()).isEqualTo(1_700_000_010_000L));
	}

	@Test
	void topics_of_the_server_are_kept() {
		this.broker.publish(MqttMessage.of("$own", "x", MqttQos.AT_MOST_ONCE, true));
		this.broker.advance(Duration.ofSeconds(100));
		assertThat(this.broker.statistics().retained()).isEqualTo(1);
	}

}
