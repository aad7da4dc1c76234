package io.mqttboot.server.extension;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttSysTree;
import io.mqttboot.server.limits.Tally;
import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Figures about the server below {@code $SYS/broker/}.
 */
class SysTreeTests {

	/** What Mosquitto 2.0 publishes, less the number of clients that expired. */
	private static final List<String> NAMES = List.of("bytes/received", "bytes/sent", "clients/active",
			"clients/connected", "clients/disconnected", "clients/inactive", "clients/maximum", "clients/total",
			"heap/current", "heap/maximum", "load/bytes/received/15min", "load/bytes/received/1min",
			"load/bytes/received/5min", "load/bytes/sent/15min", "load/bytes/sent/1min", "load/bytes/sent/5min",
			"load/connections/15min", "load/connections/1min", "load/connections/5min", "load/messages/received/15min",
			"load/messages/received/1min", "load/messages/received/5min", "load/messages/sent/15min",
			"load/messages/sent/1min", "load/messages/sent/5min", "load/publish/dropped/15min",
			"load/publish/dropped/1min", "load/publish/dropped/5min", "load/publish/received/15min",
			"load/publish/received/1min", "load/publish/received/5min", "load/publish/sent/15min",
			"load/publish/sent/1min", "load/publish/sent/5min", "load/sockets/15min", "load/sockets/1min",
			"load/sockets/5min", "messages/received", "messages/sent", "messages/stored", "publish/bytes/received",
			"publish/bytes/sent", "publish/messages/dropped", "publish/messages/received", "publish/messages/sent",
			"retained messages/count", "shared_subscriptions/count", "store/messages/bytes", "store/messages/count",
			"subscriptions/count", "uptime", "version");

	private static ManualBroker broker(java.util.function.UnaryOperator<MqttServerBuilder> setUp) {
		return new ManualBroker((builder) -> setUp.apply(builder.configure((config) -> config
			.extensions(config.build().extensions().withSys(new MqttSysTree(true, Duration.ofSeconds(10)))))));
	}

	private static ManualBroker broker() {
		return broker((builder) -> builder);
	}

	private static Map<String, String> figures(WirePeer client) {
		Map<String, String> figures = new LinkedHashMap<>();
		Packet<?> next = client.poll();
		while (next != null) {
			Publish publish = (Publish) next;
			assertThat(publish.topic()).startsWith("$SYS/broker/");
			figures.put(publish.topic().substring("$SYS/broker/".length()), publish.payload());
			next = client.poll();
		}
		return figures;
	}

	@Test
	void the_figures_have_the_names_that_mosquitto_gives_them_and_are_retained() {
		try (ManualBroker broker = broker()) {
			broker.advance(Duration.ofSeconds(2));
			WirePeer client = broker.client(Packets.connect("c").keepAlive(0)).subscribes("$SYS/#", 1);
			assertThat(figures(client).keySet()).containsExactlyInAnyOrderElementsOf(NAMES);
		}
	}

	@Test
	void they_tell_what_happens_and_only_what_changed_comes_again() {
		try (ManualBroker broker = broker()) {
			WirePeer watcher = broker.client(Packets.connect("watcher").keepAlive(0)).subscribes("$SYS/#", 0);
			broker.client(Packets.connect("away").sessionExpiry(1_000).keepAlive(0))
				.subscribes("$share/g/t", 1)
				.leaves();
			WirePeer publisher = broker.client(Packets.connect("p").keepAlive(0));
			publisher.publishes(Packets.publish("t", "x").retain()).send(Packets.publish("$no", "x"));
			broker.advance(Duration.ofSeconds(2));
			assertThat(figures(watcher)).containsEntry("uptime", "1 seconds")
				.containsEntry("clients/total", "3")
				.containsEntry("clients/connected", "2")
				.containsEntry("clients/disconnected", "1")
				.containsEntry("clients/maximum", "2")
				.containsEntry("subscriptions/count", "2")
				.containsEntry("shared_subscriptions/count", "1")
				.containsEntry("retained messages/count", "1")
				.containsEntry("store/messages/count", "2")
				.containsEntry("publish/messages/received", "2")
				.containsEntry("publish/messages/dropped", "1")
				.containsEntry("messages/received", "8")
				.containsEntry("load/connections/1min", "2.98");
			publisher.leaves();
			broker.advance(Duration.ofSeconds(10));
			assertThat(figures(watcher)).containsEntry("uptime", "11 seconds")
				.containsEntry("clients/connected", "1")
				.doesNotContainKeys("clients/maximum", "subscriptions/count", "publish/messages/received", "version");
			broker.advance(Duration.ofSeconds(8));
			watcher.receivesNothing();
		}
	}

	@Test
	void a_wildcard_in_front_never_shows_them() {
		try (ManualBroker broker = broker()) {
			WirePeer client = broker.client(Packets.connect("c").keepAlive(0)).subscribes("#", 0).subscribes("+/#", 0);
			broker.advance(Duration.ofSeconds(12));
			client.receivesNothing();
		}
	}

	@Test
	void permissions_apply() {
		try (ManualBroker broker = broker((builder) -> builder
			.authorizer((who) -> who.clientId().equals("operator") ? List.of(MqttRule.allow(Action.SUBSCRIBE, "$SYS/#"))
					: List.of(MqttRule.allow(Action.SUBSCRIBE, "#"))))) {
			broker.client(Packets.connect("c"))
				.send(Packets.subscribe(1, "$SYS/#", 0).filter("$SYS/broker/uptime", 0))
				.receives(Packets.suback(1, 0x87, 0x87));
			broker.client(Packets.connect("operator")).subscribes("$SYS/broker/uptime", 0);
		}
	}

	@Test
	void a_hardened_server_does_not_say_which_version_it_is() {
		try (ManualBroker broker = broker((builder) -> builder.configure((config) -> config.hardened(true)))) {
			broker.advance(Duration.ofSeconds(2));
			WirePeer client = broker.client(Packets.connect("c")).subscribes("$SYS/#", 0);
			assertThat(figures(client)).containsKey("uptime").doesNotContainKey("version");
		}
	}

	@Test
	void no_store_keeps_them() throws Exception {
		MqttInMemoryMessageStore store = new MqttInMemoryMessageStore();
		try (ManualBroker broker = broker((builder) -> builder.messageStore(store))) {
			broker.client(Packets.connect("p")).publishes(Packets.publish("t", "x").retain());
			broker.advance(Duration.ofSeconds(2));
			assertThat(broker.statistics().retained()).isGreaterThan(NAMES.size() - 1);
			assertThat(store.loadRetained().toCompletableFuture().get()).hasSize(1);
		}
	}

	@Test
	void they_are_not_retained_where_nothing_is() {
		Tally tally = new Tally();
		try (ManualBroker broker = broker((builder) -> builder.observer(tally)
			.configure((config) -> config.limits(MqttLimits.builder().retainedMax(0).build())))) {
			WirePeer client = broker.client(Packets.connect("c").keepAlive(0)).subscribes("$SYS/#", 0);
			broker.advance(Duration.ofSeconds(2));
			assertThat(figures(client)).hasSize(NAMES.size());
			assertThat(tally.drops()).isEmpty();
		}
	}

	@Test
	void without_the_switch_there_are_none() {
		try (ManualBroker broker = new ManualBroker()) {
			broker.advance(Duration.ofSeconds(12));
			assertThat(broker.statistics().retained()).isZero();
		}
	}

	@Test
	void an_interval_of_less_than_a_second_is_refused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttSysTree(true, Duration.ofMillis(900)));
	}

}
