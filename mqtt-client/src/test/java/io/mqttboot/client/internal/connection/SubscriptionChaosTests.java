package io.mqttboot.client.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.internal.session.Route;
import io.mqttboot.client.internal.session.Wish;
import io.mqttboot.client.spi.MqttMessageReceiver;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.Unsubscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subscriptions that come and go at random, over connections that come and go at random:
 * in the end the server has what is needed, and no more.
 */
class SubscriptionChaosTests {

	private static final List<String> FILTERS = List.of("#", "a/#", "a/+", "+/b", "a/b", "a", "+", "a/b/#", "b/c",
			"$share/g/a/b");

	private static final List<String> TOPICS = List.of("a", "a/b", "a/c", "b/c", "a/b/c", "c/b", "b");

	// what the server has, with the quality of service it was asked for last
	private final Map<String, Integer> granted = new LinkedHashMap<>();

	private final Map<String, Map<MqttMessageReceiver, Integer>> wanted = new LinkedHashMap<>();

	private final ManualClient client = new ManualClient((config) -> config.cleanStart(false).keepAliveSeconds(0));

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })
	void the_server_has_what_is_needed_and_no_more(long seed) {
		Random random = new Random(seed);
		List<MqttMessageReceiver> receivers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			receivers.add((message, acknowledgment) -> assertThat(message.topic()).isNotEmpty());
		}
		WirePeer server = this.client.serve();
		for (int step = 0; step < 200; step++) {
			change(random, receivers);
			if (random.nextInt(3) == 0) {
				answer(server);
			}
			if (random.nextInt(10) == 0) {
				server = connectAgain(random.nextBoolean());
			}
		}
		answer(server);
		assertThat(this.granted.keySet()).as("seed " + seed).allMatch(this::isNeeded);
		for (String topic : TOPICS) {
			this.wanted.forEach((filter, hearing) -> {
				if (MqttTopicFilter.of(filter).matches(topic)) {
					int best = hearing.values().stream().mapToInt((qos) -> qos).max().orElse(0);
					assertThat(this.granted).as("seed " + seed + ": who brings " + topic + " to " + filter)
						.anySatisfy((has, qos) -> {
							assertThat(MqttTopicFilter.of(has).matches(topic)).isTrue();
							assertThat(MqttTopicFilter.of(has).isShared())
								.isEqualTo(MqttTopicFilter.of(filter).isShared());
							assertThat(qos).isGreaterThanOrEqualTo(best);
						});
				}
			});
		}
		this.client.close();
	}

	private void change(Random random, List<MqttMessageReceiver> receivers) {
		String filter = FILTERS.get(random.nextInt(FILTERS.size()));
		MqttMessageReceiver receiver = receivers.get(random.nextInt(receivers.size()));
		int kind = random.nextInt(8);
		if (kind == 0) {
			this.client.session().unsubscribe(receiver);
			this.wanted.values().forEach((hearing) -> hearing.remove(receiver));
			this.wanted.values().removeIf(Map::isEmpty);
		}
		else if (kind < 3) {
			this.client.session().unsubscribe(List.of(filter));
			this.wanted.remove(filter);
		}
		else {
			int qos = random.nextInt(3);
			this.client.session()
				.subscribe(List.of(new Wish(MqttTopicFilter.of(filter), MqttSubscriptionOptions.of(MqttQos.of(qos)))),
						new Route(receiver, false));
			this.wanted.computeIfAbsent(filter, (none) -> new LinkedHashMap<>()).merge(receiver, qos, Math::max);
		}
		if (random.nextBoolean()) {
			this.client.run();
		}
	}

	// Whether somebody wants it, and no other one brings its messages.
	private boolean isNeeded(String filter) {
		return this.wanted.containsKey(filter) && this.granted.keySet()
			.stream()
			.filter((other) -> !other.equals(filter) && !other.startsWith("$share") && !filter.startsWith("$share"))
			.noneMatch((other) -> coversForSure(other, filter));
	}

	private static boolean coversForSure(String wide, String narrow) {
		return wide.equals("#") || (wide.endsWith("/#") && !narrow.startsWith("+") && !narrow.startsWith("#")
				&& (narrow + "/").startsWith(wide.substring(0, wide.length() - 1)));
	}

	private void answer(WirePeer server) {
		Packet<?> packet = server.poll();
		while (packet != null) {
			if (packet instanceof Subscribe subscribe) {
				subscribe.qualities().forEach(this.granted::put);
				server.send(Packets.suback(subscribe.id(),
						subscribe.qualities().values().stream().mapToInt((qos) -> qos).toArray()));
			}
			else if (packet instanceof Unsubscribe unsubscribe) {
				unsubscribe.filters().forEach(this.granted::remove);
				server.send(Packets.unsuback(unsubscribe.id()));
			}
			packet = server.poll();
		}
	}

	private WirePeer connectAgain(boolean sessionPresent) {
		this.client.cut();
		if (!sessionPresent) {
			this.granted.clear();
		}
		this.client.advance(Duration.ofSeconds(10));
		Connack connack = Packets.connack();
		return this.client.serve(sessionPresent ? connack.sessionPresent(true) : connack);
	}

}
