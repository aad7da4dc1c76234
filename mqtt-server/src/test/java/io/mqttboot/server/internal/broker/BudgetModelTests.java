package io.mqttboot.server.internal.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttAuthorization;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttQueuePolicy;
import io.mqttboot.server.config.MqttSessionTakeover;
import io.mqttboot.server.config.MqttUnauthorized;
import io.mqttboot.server.order.QuietLog;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever clients do, what is counted is never more than allowed, and in the end it is
 * nothing.
 */
@ExtendWith(QuietLog.class)
class BudgetModelTests {

	private static final int CLIENTS = 6;

	private static final int PRINCIPALS = 3;

	private static final int TOPICS = 4;

	private static final MqttLimits LIMITS = MqttLimits.builder()
		.principalSessionsMax(2)
		.principalQueueMessagesMax(12)
		.principalQueueBytesMax(6_000)
		.principalRetainedMax(2)
		.principalRetainedBytesMax(900)
		.queuedBytesTotalMax(9_000)
		.inflightMax(2)
		.build();

	// a client that comes back may be somebody else
	private static final MqttAuthorization ANYBODY = new MqttAuthorization(MqttRule.Effect.DENY,
			MqttUnauthorized.IGNORE, MqttSessionTakeover.ANY);

	private static final List<MqttRule> EVERYTHING = List.of(MqttRule.allow(Action.PUBLISH, "#"),
			MqttRule.allow(Action.SUBSCRIBE, "#"));

	private List<MqttRule> rules = EVERYTHING;

	private final List<WirePeer> all = new ArrayList<>();

	private final Map<Integer, WirePeer> peers = new HashMap<>();

	static IntStream seeds() {
		return IntStream.range(0, 60);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void after_any_operations_everything_is_given_back(int seed) {
		Random random = new Random(seed);
		MqttQueuePolicy policy = MqttQueuePolicy.values()[seed % MqttQueuePolicy.values().length];
		try (ManualBroker broker = new ManualBroker((builder) -> builder.authenticator(
				(request) -> CompletableFuture.completedFuture(new MqttAuthResult.Accepted(request.userName(), null)))
			.authorizer((client) -> this.rules)
			.configure((config) -> config.limits(LIMITS).queuePolicy(policy).authorization(ANYBODY)))) {
			Budget[] budgets = new Budget[PRINCIPALS];
			for (int i = 0; i < PRINCIPALS; i++) {
				budgets[i] = broker.broker().budgets().hold(new MqttIdentity("any", "p" + i, Map.of(), Set.of()));
			}
			for (int i = 0; i < 400; i++) {
				act(broker, random);
				assertThat(broker.broker().queueTotal().bytes()).isBetween(0L, LIMITS.queuedBytesTotalMax() + 12_000);
				assertThat(budgets).allSatisfy((budget) -> assertThat(budget.toString()).doesNotContain("-"));
			}
			finish(broker);
			assertThat(budgets).allSatisfy((budget) -> assertThat(budget)
				.hasToString("0 sessions, 0 queued of 0 bytes, 0 retained of 0 bytes"));
			assertThat(broker.broker().queueTotal().bytes()).isZero();
			assertThat(broker.broker().retainedBytes()).isZero();
			for (Budget budget : budgets) {
				budget.letGo();
			}
			assertThat(broker.broker().budgets().size()).isZero();
		}
	}

	private void act(ManualBroker broker, Random random) {
		int client = random.nextInt(CLIENTS);
		WirePeer peer = this.peers.get(client);
		switch (random.nextInt(11)) {
			case 0, 1 -> connect(broker, client, random);
			case 2 -> {
				if (peer != null) {
					peer.abort();
					this.peers.remove(client);
				}
			}
			case 3 -> {
				send(client, Packets.disconnect(0));
				this.peers.remove(client);
			}
			case 4 -> send(client, Packets.subscribe(9, "t" + random.nextInt(TOPICS), random.nextInt(3)));
			case 5 -> send(client, Packets.subscribe(9, "$share/g/t" + random.nextInt(TOPICS), 1));
			case 6 -> broker.advance(Duration.ofSeconds(random.nextInt(5)));
			case 7 -> answer(client);
			case 8 -> changeRules(broker, random);
			default -> publish(client, random);
		}
	}

	private void connect(ManualBroker broker, int client, Random random) {
		Connect connect = Packets.connect("c" + client).userName("p" + random.nextInt(PRINCIPALS)).keepAlive(0);
		connect = random.nextBoolean() ? connect.resume() : connect;
		connect = random.nextBoolean() ? connect.will("t" + random.nextInt(TOPICS), "will", 1).willRetain() : connect;
		WirePeer peer = broker.peer(random.nextInt(2));
		peer.send(connect.sessionExpiry(random.nextInt(3) * 5));
		this.peers.put(client, peer);
		this.all.add(peer);
	}

	// What waits for clients that may not have it any more is gone.
	private void changeRules(ManualBroker broker, Random random) {
		this.rules = EVERYTHING;
		if (random.nextBoolean()) {
			List<MqttRule> fewer = new ArrayList<>(
					List.of(MqttRule.deny(Action.SUBSCRIBE, "t" + random.nextInt(TOPICS))));
			fewer.addAll(EVERYTHING);
			this.rules = fewer;
		}
		assertThat(broker.refreshPermissions()).isCompleted();
	}

	private void publish(int client, Random random) {
		Publish publish = Packets.publish("t" + random.nextInt(TOPICS),
				new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(700)]);
		int qos = random.nextInt(3);
		publish = (qos > 0) ? publish.qos(qos).id(1) : publish;
		publish = random.nextBoolean() ? publish.retain() : publish;
		send(client,
				random.nextInt(3) == 0 ? publish.property(Property.MESSAGE_EXPIRY, 1 + random.nextInt(4)) : publish);
		if (qos == 2) {
			send(client, Packets.pubrel(1));
		}
	}

	private void send(int client, Packet<?> packet) {
		WirePeer peer = this.peers.get(client);
		if (peer != null) {
			peer.send(packet);
		}
	}

	// Takes what there is, and acknowledges it.
	private void answer(int client) {
		WirePeer peer = this.peers.get(client);
		if (peer == null) {
			return;
		}
		for (Packet<?> packet = peer.poll(); packet != null; packet = peer.poll()) {
			if (packet instanceof Publish publish && publish.qos() == 1) {
				peer.send(Packets.puback(publish.id()));
			}
			else if (packet instanceof Publish publish && publish.qos() == 2) {
				peer.send(Packets.pubrec(publish.id())).send(Packets.pubcomp(publish.id()));
			}
		}
	}

	private void finish(ManualBroker broker) {
		this.rules = EVERYTHING;
		assertThat(broker.refreshPermissions()).isCompleted();
		this.all.forEach(WirePeer::abort);
		broker.advance(Duration.ofSeconds(20));
		assertThat(broker.statistics().sessions()).isZero();
		WirePeer last = broker.client(Packets.connect("last").userName("somebody"));
		for (int i = 0; i < TOPICS; i++) {
			last.publishes(Packets.publish("t" + i, "").retain());
		}
		last.leaves();
	}

}
