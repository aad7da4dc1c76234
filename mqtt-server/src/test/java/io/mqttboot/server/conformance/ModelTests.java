package io.mqttboot.server.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that subscribe, unsubscribe and publish at random, and a model of a few lines
 * that says what each of them has to receive.
 */
class ModelTests {

	private static final int CLIENTS = 4;

	private static final int STEPS = 1_500;

	private static final String[] NAMES = { "a", "b", "" };

	private final ManualBroker broker = new ManualBroker();

	private final List<WirePeer> peers = new ArrayList<>();

	// the model
	private final List<Map<String, Wish>> wishes = new ArrayList<>();

	private final Map<String, Retained> retained = new TreeMap<>();

	private Random random = new Random(0);

	@AfterEach
	void close() {
		this.broker.close();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	@Clause({ "MQTT-3.3.1-5", "MQTT-3.3.1-6", "MQTT-3.3.1-9", "MQTT-3.3.1-10", "MQTT-3.3.1-11", "MQTT-3.3.1-12",
			"MQTT-3.3.1-13", "MQTT-3.3.2-3", "MQTT-3.3.4-3", "MQTT-3.3.4-4", "MQTT-3.8.3-3", "MQTT-3.8.4-3",
			"MQTT-3.10.4-1", "MQTT-3.10.4-2", "MQTT-4.5.0-1" })
	void everyone_receives_what_the_model_says(long seed) {
		this.random = new Random(seed);
		for (int i = 0; i < CLIENTS; i++) {
			WirePeer peer = this.broker.peer();
			peer.connects(Packets.connect("client" + i));
			this.peers.add(peer);
			this.wishes.add(new TreeMap<>());
		}
		for (int step = 0; step < STEPS; step++) {
			int client = this.random.nextInt(CLIENTS);
			switch (this.random.nextInt(4)) {
				case 0 -> subscribe(client);
				case 1 -> unsubscribe(client);
				default -> publish(client, step);
			}
		}
	}

	private void subscribe(int client) {
		String filter = filter();
		int handling = this.random.nextInt(3) << 4;
		int options = handling | (this.random.nextBoolean() ? Subscribe.NO_LOCAL : 0)
				| (this.random.nextBoolean() ? Subscribe.RETAIN_AS_PUBLISHED : 0);
		long id = this.random.nextInt(4); // 0 for none
		Subscribe subscribe = Packets.subscribe(1, filter, options);
		this.peers.get(client).send((id > 0) ? subscribe.property(Property.SUBSCRIPTION_ID, id) : subscribe);
		boolean isNew = this.wishes.get(client).put(filter, new Wish(options, id)) == null;
		boolean noLocal = (options & Subscribe.NO_LOCAL) != 0;
		boolean brings = handling == 0 || (handling == Subscribe.RETAINED_IF_NEW && isNew);
		this.peers.get(client).receives(Packets.suback(1, 0));
		List<String> expected = new ArrayList<>();
		this.retained.forEach((topic, kept) -> {
			if (brings && matches(filter, topic) && !(noLocal && kept.publisher() == client)) {
				expected.add(text(topic, kept.payload(), true, (id > 0) ? Set.of(id) : Set.of()));
			}
		});
		List<String> received = IntStream.range(0, expected.size())
			.mapToObj((i) -> this.peers.get(client).receive(Publish.class))
			.map(ModelTests::text)
			.toList();
		assertThat(received).containsExactlyInAnyOrderElementsOf(expected);
		this.peers.get(client).receivesNothing();
	}

	private void unsubscribe(int client) {
		List<String> filters = List.copyOf(this.wishes.get(client).keySet());
		String filter = (filters.isEmpty() || this.random.nextInt(4) == 0) ? filter()
				: filters.get(this.random.nextInt(filters.size()));
		boolean existed = this.wishes.get(client).remove(filter) != null;
		this.peers.get(client)
			.send(Packets.unsubscribe(2, filter))
			.receives(Packets.unsuback(2, existed ? 0 : 0x11))
			.receivesNothing();
	}

	private void publish(int publisher, int step) {
		String topic = topic();
		boolean retain = this.random.nextInt(3) == 0;
		String payload = (this.random.nextInt(5) == 0) ? "" : "" + step;
		Publish publish = Packets.publish(topic, payload);
		this.peers.get(publisher).send(retain ? publish.retain() : publish);
		if (retain && payload.isEmpty()) {
			this.retained.remove(topic);
		}
		else if (retain) {
			this.retained.put(topic, new Retained(payload, publisher));
		}
		for (int client = 0; client < CLIENTS; client++) {
			boolean own = client == publisher;
			List<Wish> matching = this.wishes.get(client)
				.entrySet()
				.stream()
				.filter((entry) -> matches(entry.getKey(), topic) && !(own && entry.getValue().noLocal()))
				.map(Map.Entry::getValue)
				.toList();
			if (!matching.isEmpty()) {
				Set<Long> ids = matching.stream().map(Wish::id).filter((id) -> id > 0).collect(Collectors.toSet());
				// where subscriptions differ the standard leaves it open whose flag
				// counts
				List<String> allowed = matching.stream()
					.map((wish) -> text(topic, payload, retain && wish.asPublished(), ids))
					.toList();
				assertThat(text(this.peers.get(client).receive(Publish.class))).isIn(allowed);
			}
			this.peers.get(client).receivesNothing();
		}
	}

	private static String text(Publish publish) {
		return text(publish.topic(), publish.payload(), publish.isRetained(),
				Set.copyOf(publish.numbers(Property.SUBSCRIPTION_ID)));
	}

	private static String text(String topic, String payload, boolean retain, Set<Long> ids) {
		return topic + " " + payload + (retain ? " retained " : " ") + ids.stream().sorted().toList();
	}

	private String topic() {
		String topic = name(NAMES);
		for (int more = this.random.nextInt(3); more > 0; more--) {
			topic += "/" + name(NAMES);
		}
		return topic.isEmpty() ? "a" : topic;
	}

	private String filter() {
		String filter = (this.random.nextInt(3) == 0) ? "+" : name(NAMES);
		for (int more = this.random.nextInt(3); more > 0; more--) {
			filter += "/" + ((this.random.nextInt(3) == 0) ? "+" : name(NAMES));
		}
		return (this.random.nextInt(3) == 0) ? filter + "/#" : filter.isEmpty() ? "#" : filter;
	}

	private String name(String[] names) {
		return names[this.random.nextInt(names.length)];
	}

	private static boolean matches(String filter, String topic) {
		List<String> wanted = List.of(filter.split("/", -1));
		List<String> levels = List.of(topic.split("/", -1));
		for (int i = 0; i < wanted.size(); i++) {
			if (wanted.get(i).equals("#")) {
				return true;
			}
			if (i >= levels.size() || !(wanted.get(i).equals("+") || wanted.get(i).equals(levels.get(i)))) {
				return false;
			}
		}
		return wanted.size() == levels.size();
	}

	private record Retained(String payload, int publisher) {
	}

	private record Wish(int options, long id) {

		boolean noLocal() {
			return (this.options & Subscribe.NO_LOCAL) != 0;
		}

		boolean asPublished() {
			return (this.options & Subscribe.RETAIN_AS_PUBLISHED) != 0;
		}

	}

}
