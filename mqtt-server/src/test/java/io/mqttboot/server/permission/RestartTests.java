package io.mqttboot.server.permission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.server.spi.MqttRuleAuthorizer;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What rights and owners of sessions are worth after a restart with stores: classes 12,
 * 13 and 16 of the attacks.
 */
class RestartTests {

	private static final MqttRule READS = MqttRule.allow(Action.SUBSCRIBE, "#");

	private static final MqttRule WRITES = MqttRule.allow(Action.PUBLISH, "will/{clientId}", "{site}/#")
		.forAuthorities("ops");

	private final MqttInMemorySessionStore sessions = new MqttInMemorySessionStore();

	private final MqttInMemoryMessageStore messages = new MqttInMemoryMessageStore();

	private final MqttRuleAuthorizer authorizer = new MqttRuleAuthorizer(List.of(READS, WRITES));

	private final Tally tally = new Tally();

	private final List<ManualBroker> brokers = new ArrayList<>();

	private ManualBroker broker = open();

	private ManualBroker open() {
		ManualBroker opened = new ManualBroker((builder) -> builder.sessionStore(this.sessions)
			.messageStore(this.messages)
			.observer(this.tally)
			.authorizer(this.authorizer)
			.authenticator(
					(request) -> CompletableFuture.completedFuture(new MqttAuthResult.Accepted(request.userName(), null,
							Map.of("site", "berlin"), Set.of("ops"), null))));
		this.brokers.add(opened);
		return opened;
	}

	// The process ends at once.
	private void restart() {
		this.broker = open();
	}

	@AfterEach
	void close() {
		this.brokers.forEach(ManualBroker::close);
	}

	private static Connect lasting(String clientId, String principal) {
		return Scene.lasting(clientId).userName(principal);
	}

	@Test
	void a_session_still_belongs_to_its_principal() {
		this.broker.client(lasting("c1", "anna")).subscribes("t", 1);
		restart();
		this.broker.peer().send(lasting("c1", "mallory")).isRefused(0x87);
		assertThat(this.broker.peer().connects(lasting("c1", "anna")).sessionPresent()).isTrue();
	}

	@Test
	void a_will_is_judged_by_who_its_client_was_and_by_the_rules_of_now() {
		this.broker.client(lasting("watcher", "w")).subscribes("#", 1);
		for (String clientId : List.of("c1", "c2")) {
			this.broker.client(
					lasting(clientId, "anna").will("will/" + clientId, "x", 1).willProperty(Property.WILL_DELAY, 10));
		}
		this.authorizer.replace(List.of(READS, WRITES.forClientIds("c2")));
		restart();
		WirePeer watcher = this.broker.client(lasting("watcher", "w"));
		this.broker.advance(Duration.ofSeconds(13));
		watcher.takes(Packets.publish("will/c2", "x").qos(1)).receivesNothing();
		assertThat(this.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(1);
	}

	@Test
	void a_will_without_a_session_is_dropped_because_nobody_knows_who_it_was() {
		this.broker.client(lasting("watcher", "w")).subscribes("#", 1);
		this.broker.client(Packets.connect("c1").userName("anna").will("will/c1", "x", 1));
		restart();
		this.broker.client(lasting("watcher", "w")).receivesNothing();
		assertThat(this.tally.drops(MqttDropCause.NOT_AUTHORIZED)).isEqualTo(1);
	}

	@Test
	void subscriptions_that_are_not_allowed_any_more_are_gone_in_the_store_too() {
		this.broker.client(lasting("c1", "anna")).subscribes("secret", 1).subscribes("berlin/#", 1).leaves();
		this.authorizer.replace(List.of(MqttRule.allow(Action.SUBSCRIBE, "{site}/#")));
		this.broker.refreshPermissions();
		restart();
		assertThat(this.broker.session("c1").orElseThrow().subscriptions()).containsExactly("berlin/#");
	}

	@Test
	void messages_that_may_not_be_had_any_more_are_gone_in_the_store_too() {
		this.broker.client(lasting("c1", "anna")).subscribes("#", 1).leaves();
		WirePeer publisher = this.broker.client(Packets.connect("publisher"));
		publisher.publishes(Packets.publish("berlin/1", "x")).publishes(Packets.publish("berlin/2", "y"));
		this.authorizer.replace(List.of(MqttRule.deny(Action.ALL, "berlin/1"), READS));
		this.broker.refreshPermissions();
		this.authorizer.replace(List.of(READS));
		restart();
		this.broker.client(lasting("c1", "anna")).takes(Packets.publish("berlin/2", "y").qos(1)).receivesNothing();
	}

}
