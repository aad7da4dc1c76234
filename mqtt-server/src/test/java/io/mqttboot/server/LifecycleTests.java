package io.mqttboot.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttAnonymous;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Reasoned;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * How a server starts, stops and starts again, and what the application does with it
 * meanwhile.
 */
class LifecycleTests {

	private @Nullable MqttServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop();
		}
	}

	private MqttServer start(MqttServerBuilder builder) {
		this.server = builder.start();
		return this.server;
	}

	private static WirePeer client(MqttServer server, String clientId) {
		WirePeer peer = WirePeer.connect(server.port());
		peer.connects(Packets.connect(Version.V5, clientId));
		return peer;
	}

	@Test
	@Clause("MQTT-4.13.1-1")
	void clients_are_told_that_the_server_shuts_down() {
		MqttServer server = start(MqttServer.create().port(0));
		WirePeer client = client(server, "c");
		server.stop();
		client.isDisconnected(0x8B);
		assertThat(server.isRunning()).isFalse();
		assertThat(server.port()).isEqualTo(-1);
	}

	@Test
	void clients_are_sent_to_another_server_when_there_is_one() {
		MqttServer server = start(
				MqttServer.create().port(0).configure((config) -> config.serverReference("other:1883")));
		WirePeer client = client(server, "c");
		server.stop();
		Reasoned disconnect = client.receive(Reasoned.class);
		assertThat(disconnect.code()).isEqualTo(0x9C);
		assertThat(disconnect.toString()).contains("other:1883");
	}

	@Test
	void wills_are_published_before_the_server_goes_when_no_session_outlives_it() {
		MqttServer server = start(MqttServer.create().port(0));
		WirePeer watcher = client(server, "watcher").subscribes("will", 0);
		WirePeer mortal = WirePeer.connect(server.port());
		mortal.connects(Packets.connect(Version.V5, "mortal").sessionExpiry(100).will("will", "gone", 0));
		server.stop();
		watcher.receives(Packets.publish("will", "gone"));
	}

	@Test
	void a_server_starts_again_after_a_stop() {
		MqttServer server = start(MqttServer.create().port(0));
		for (int i = 0; i < 3; i++) {
			client(server, "c").publishes(Packets.publish("t", "x")).close();
			server.stop();
			server.stop();
			server.start();
			server.start();
		}
		assertThat(server.statistics().connectionsAccepted()).isZero();
	}

	@Test
	void a_port_in_use_is_said_with_an_action_and_nothing_stays_open() {
		MqttServer first = start(MqttServer.create().port(0));
		assertThatExceptionOfType(MqttServerStartException.class)
			.isThrownBy(() -> MqttServer.create().port(first.port()).start())
			.satisfies((ex) -> {
				assertThat(ex.kind()).isEqualTo(MqttServerStartException.Kind.PORT_IN_USE);
				assertThat(ex).hasMessageContaining(String.valueOf(first.port()));
				assertThat(ex.action()).contains("another port");
			});
	}

	@Test
	void two_listeners_that_ask_for_one_port_are_told_so() {
		MqttServer first = start(MqttServer.create().port(0));
		int free = first.port();
		first.stop();
		assertThatExceptionOfType(MqttServerStartException.class)
			.isThrownBy(() -> MqttServer.create().port(free).webSocketPort(free).start())
			.satisfies((ex) -> assertThat(ex.action()).contains("different ports"));
	}

	@Test
	void an_address_of_another_machine_is_said_with_an_action() {
		assertThatExceptionOfType(MqttServerStartException.class)
			.isThrownBy(() -> MqttServer.create()
				.ip("192.0.2.1")
				.port(0)
				.configure((config) -> config.anonymous(MqttAnonymous.ALWAYS))
				.start())
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(MqttServerStartException.Kind.ADDRESS));
	}

	@Test
	void a_public_address_without_authentication_is_refused_unless_everybody_may_connect() {
		assertThatExceptionOfType(MqttServerStartException.class)
			.isThrownBy(() -> MqttServer.create().ip("0.0.0.0").port(0).start())
			.satisfies((ex) -> assertThat(ex.kind())
				.isEqualTo(MqttServerStartException.Kind.PUBLIC_WITHOUT_AUTHENTICATION));
		start(MqttServer.create().ip("0.0.0.0").port(0).authHandler((clientId, user, password) -> true));
	}

	@Test
	void nobody_anonymous_at_all_needs_somebody_who_authenticates() {
		assertThatExceptionOfType(MqttServerStartException.class).isThrownBy(
				() -> MqttServer.create().port(0).configure((config) -> config.anonymous(MqttAnonymous.NEVER)).start())
			.satisfies((ex) -> assertThat(ex.kind())
				.isEqualTo(MqttServerStartException.Kind.PUBLIC_WITHOUT_AUTHENTICATION));
	}

	@Test
	void ipv6_and_several_listeners_at_once() {
		MqttServerConfig config = MqttServerConfig.builder()
			.listeners(List.of(MqttListenerConfig.tcp("::1", 0), MqttListenerConfig.tcp("127.0.0.1", 0),
					MqttListenerConfig.webSocket("localhost", 0)))
			.build();
		MqttServer server = start(MqttServer.create().config(config));
		assertThat(server.port()).isPositive();
		assertThat(server.webSocketPort()).isPositive();
	}

	@Test
	void listeners_see_all_that_was_published_before_the_server_stops() {
		CountDownLatch release = new CountDownLatch(1);
		List<String> seen = new CopyOnWriteArrayList<>();
		MqttServer server = start(MqttServer.create().port(0).messageListener((clientId, topic, qos, payload) -> {
			release.await();
			seen.add(clientId + " " + topic + " " + qos.value() + " " + MqttPayload.text(payload));
		}));
		WirePeer client = client(server, "c");
		for (int i = 0; i < 100; i++) {
			client.publishes(Packets.publish("t", "" + i));
		}
		release.countDown();
		server.stop();
		assertThat(seen).hasSize(100).startsWith("c t 1 0").endsWith("c t 1 99");
	}

	@Test
	void comings_and_goings_are_told_with_user_name_and_reason() {
		List<String> seen = new CopyOnWriteArrayList<>();
		MqttServer server = start(MqttServer.create().port(0).connectStatusListener(new MqttConnectStatusListener() {

			@Override
			public void online(String clientId, @Nullable String userName) {
				seen.add("online " + clientId + " " + userName);
			}

			@Override
			public void offline(String clientId, @Nullable String userName, String reason) {
				seen.add("offline " + clientId + " " + reason);
			}

		}));
		WirePeer client = WirePeer.connect(server.port());
		client.connects(Packets.connect(Version.V5, "c").userName("ann"));
		client.leaves();
		await().untilAsserted(
				() -> assertThat(seen).containsExactly("online c ann", "offline c by client: normal disconnection"));
		client(server, "lost").abort();
		await().untilAsserted(() -> assertThat(seen).endsWith("online lost null", "offline lost connection lost"));
	}

	@Test
	void the_application_publishes_subscribes_looks_and_disconnects() {
		MqttServer server = start(MqttServer.create().port(0));
		WirePeer client = client(server, "c").subscribes("to/c", 1);
		assertThat(server.publish("c", "to/c", "hello")).isTrue();
		client.receivesMessage(Packets.publish("to/c", "hello").qos(1));
		assertThat(server.publish("c", "elsewhere", "x")).isFalse();
		assertThat(server.publish("nobody", "to/c", "x")).isFalse();
		assertThat(server.publishAll("to/c", "all".getBytes(StandardCharsets.UTF_8))).isTrue();
		client.receivesMessage(Packets.publish("to/c", "all").qos(1));
		List<String> seen = new CopyOnWriteArrayList<>();
		MqttServerSubscription subscription = server.subscribe("from/+", MqttQos.AT_LEAST_ONCE,
				(publisher, message) -> seen.add(publisher + " " + message.topic()));
		client.publishes(Packets.publish("from/c", "x"));
		await().untilAsserted(() -> assertThat(seen).containsExactly("c from/c"));
		subscription.close();
		client.publishes(Packets.publish("from/c", "x"));
		MqttServerSession session = server.session("c").orElseThrow();
		assertThat(session.connected()).isTrue();
		assertThat(session.subscriptions()).containsExactly("to/c");
		assertThat(server.sessions()).containsExactly(session);
		assertThat(server.disconnect("c", MqttReasonCode.ADMINISTRATIVE_ACTION)).isTrue();
		client.isDisconnected(0x98);
		assertThat(seen).hasSize(1);
	}

	@Test
	void a_retained_message_of_the_application_reaches_those_who_come_later() {
		MqttServer server = start(MqttServer.create().port(0));
		server.publish(MqttMessage.of("state", "on", MqttQos.AT_MOST_ONCE, true));
		List<String> seen = new CopyOnWriteArrayList<>();
		server.subscribe("#", MqttQos.AT_LEAST_ONCE,
				(publisher, message) -> seen.add(message.topic() + message.retain()));
		await().untilAsserted(() -> assertThat(seen).containsExactly("statetrue"));
		assertThat(server.statistics().retained()).isEqualTo(1);
	}

	@Test
	void the_application_may_ask_for_the_retain_flag_as_it_was_published() {
		MqttServer server = start(MqttServer.create().port(0));
		List<String> seen = new CopyOnWriteArrayList<>();
		server.subscribe("t", MqttQos.AT_LEAST_ONCE, (publisher, message) -> seen.add("plain " + message.retain()));
		server.subscribe("t", MqttQos.AT_LEAST_ONCE, true,
				(publisher, message) -> seen.add("as published " + message.retain()));
		server.publish(MqttMessage.of("t", "x", MqttQos.AT_MOST_ONCE, true));
		await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("plain false", "as published true"));
	}

	@Test
	void a_stopped_server_publishes_nothing() {
		MqttServer server = MqttServer.create().port(0).build();
		assertThatIllegalStateException().isThrownBy(() -> server.publishAll("t", "x"));
	}

}
