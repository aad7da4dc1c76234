package io.mqttboot.server.limits;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttOverload;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttOverloadState;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the server does for itself when the machine is at its end, with a load that the
 * test makes up.
 */
class OverloadTests {

	private static final Duration CALM = MqttOverload.DEFAULTS.calm();

	private final Tally tally = new Tally();

	private final ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits);

	@AfterEach
	void close() {
		this.broker.close();
	}

	private MqttOverloadState state() {
		return this.broker.statistics().overload();
	}

	@ParameterizedTest
	@CsvSource({ "1999, 84, 84, NORMAL", "2000, 0, 0, SHED", "0, 85, 0, SHED", "0, 0, 85, SHED", "4000, 0, 0, PAUSE",
			"0, 90, -1, PAUSE", "0, 0, 90, PAUSE", "8000, 0, 0, REFUSE", "0, 95, 0, REFUSE", "0, -1, 95, REFUSE",
			"2500, 91, 0, PAUSE" })
	void the_worst_signal_says_how_overloaded_the_server_is(long delay, int heap, int direct, MqttOverloadState state) {
		this.broker.load(delay, heap, direct);
		assertThat(state()).isEqualTo(state);
	}

	@Test
	void one_long_pause_is_no_overload() {
		for (int i = 0; i < 10; i++) {
			this.broker.look(10_000, 0, 0);
			this.broker.look(10_000, 0, 0);
			this.broker.look(0, 0, 0);
		}
		assertThat(state()).isEqualTo(MqttOverloadState.NORMAL);
		assertThat(this.tally.overload()).isEmpty();
	}

	@Test
	void memory_that_is_full_is_believed_at_once() {
		this.broker.look(0, 90, 0);
		assertThat(state()).isEqualTo(MqttOverloadState.PAUSE);
		this.broker.look(0, 0, 95);
		assertThat(state()).isEqualTo(MqttOverloadState.REFUSE);
	}

	@Test
	void it_goes_down_one_step_at_a_time_each_after_a_calm_and_says_so() {
		this.broker.load(0, 96, 0);
		this.broker.advance(CALM);
		this.broker.look(0, 91, 0); // not clearly below
		this.broker.advance(CALM);
		this.broker.look(0, 89, 0);
		assertThat(state()).isEqualTo(MqttOverloadState.PAUSE);
		this.broker.look(0, 0, 0);
		assertThat(state()).isEqualTo(MqttOverloadState.PAUSE);
		this.broker.advance(CALM);
		this.broker.look(0, 0, 0);
		this.broker.advance(CALM);
		this.broker.look(1_500, 0, 0); // not clearly below
		this.broker.advance(CALM.minusMillis(500));
		this.broker.look(0, 0, 0);
		assertThat(state()).isEqualTo(MqttOverloadState.SHED);
		this.broker.advance(CALM);
		this.broker.look(0, 0, 0);
		assertThat(this.tally.overload()).containsExactly("NORMAL REFUSE", "REFUSE PAUSE", "PAUSE SHED", "SHED NORMAL");
	}

	@Test
	void when_shedding_qos_0_of_clients_is_dropped_and_all_else_goes_on() {
		WirePeer subscriber = this.broker.client(Packets.connect("subscriber")).subscribes("t", 1);
		WirePeer publisher = this.broker.client(Packets.connect("publisher").will("t", "will", 0), 1);
		this.broker.load(2_000, 0, 0);
		publisher.send(Packets.publish("t", "shed"), Packets.publish("t", "shed").retain());
		publisher.publishes(Packets.publish("t", "not shed"));
		subscriber.takes(Packets.publish("t", "not shed").qos(1));
		this.broker.publish(MqttMessage.of("t", "of the application", MqttQos.AT_MOST_ONCE, false));
		subscriber.receives(Packets.publish("t", "of the application"));
		publisher.abort();
		subscriber.receives(Packets.publish("t", "will")).receivesNothing();
		assertThat(this.tally.drops()).containsOnly(Map.entry(MqttDropCause.SHED, 2));
		this.broker.client(Packets.connect("new")).publishes(Packets.publish("t", "more"));
		subscriber.takes(Packets.publish("t", "more").qos(1));
	}

	@ParameterizedTest
	@CsvSource({ "0", "1", "2" })
	void when_pausing_a_publisher_is_not_read_until_the_pause_ends(int qos) {
		ManualWire wire = this.broker.wire(0);
		WirePeer publisher = new WirePeer(wire);
		publisher.connects(Packets.connect("publisher"));
		WirePeer silent = this.broker.client(Packets.connect("silent"), 1);
		this.broker.load(4_000, 0, 0);
		publisher.send((qos == 0) ? Packets.publish("t", "1") : Packets.publish("t", "1").qos(qos).id(1));
		if (qos > 0) {
			assertThat(publisher.receive()).isNotNull(); // its acknowledgement comes
		}
		assertThat(wire.isRead()).isFalse();
		silent.receivesNothing();
		publisher.send(Packets.pingreq());
		assertThat(publisher.poll()).isNull();
		this.broker.advance(CALM);
		this.broker.look(0, 0, 0);
		assertThat(state()).isEqualTo(MqttOverloadState.SHED);
		assertThat(wire.isRead()).isTrue();
		publisher.receives(Packets.pingresp());
	}

	@Test
	void a_publisher_that_pauses_long_is_not_cut_and_its_ping_is_answered_now_and_then() {
		ManualWire wire = this.broker.wire(0);
		WirePeer publisher = new WirePeer(wire);
		publisher.connects(Packets.connect("publisher").keepAlive(10));
		this.broker.load(0, 90, 0);
		for (int i = 1; i <= 20; i++) {
			publisher.send(Packets.publish("t", "" + i).qos(1).id(i)).send(Packets.pingreq());
			this.broker.advance(Duration.ofSeconds(7));
			this.broker.look(0, 90, 0);
			publisher.receives(Packets.puback(i).code(0x10), Packets.pingresp());
		}
		assertThat(state()).isEqualTo(MqttOverloadState.PAUSE);
		assertThat(this.tally.disconnected()).isEmpty();
	}

	@Test
	void when_refusing_new_connections_are_told_and_clients_go_on() {
		WirePeer subscriber = this.broker.client(Packets.connect("subscriber")).subscribes("t", 1);
		WirePeer publisher = this.broker.client(Packets.connect("publisher"), 1);
		this.broker.load(8_000, 0, 0);
		this.broker.peer().send(Packets.connect("new")).isRefused(0x89);
		this.broker.peer().send(Packets.connect(Version.V3_1_1, "old")).isRefused(3);
		this.broker.peer().send(Packets.connect(Version.V3_1, "older")).isRefused(3);
		assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.SERVER_BUSY, 3));
		assertThat(this.tally.connected()).containsExactly("subscriber", "publisher");
		publisher.publishes(Packets.publish("t", "1"));
		subscriber.takes(Packets.publish("t", "1").qos(1));
		assertThat(this.tally.disconnected()).isEmpty();
		this.broker.advance(CALM);
		this.broker.look(0, 0, 0);
		this.broker.client(Packets.connect("new"));
	}

	@Test
	void when_refusing_no_handshake_of_tls_is_begun() {
		MqttServerTls tls = MqttServerTls.of(() -> {
			throw new AssertionError("nobody asks for keys");
		});
		try (ManualBroker secure = LimitedBroker.of(this.tally, (limits) -> limits,
				(config) -> config.listeners(List.of(MqttListenerConfig.tcp("127.0.0.1", 0).withTls(tls))))) {
			assertThat(secure.wire(0).closed()).isFalse();
			secure.load(0, 95, 0);
			assertThat(secure.wire(0).closed()).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.SERVER_BUSY, 1));
			assertThat(secure.statistics().connectionsSize()).isEqualTo(1);
		}
	}

	@Test
	void switched_off_it_looks_away() {
		try (ManualBroker off = LimitedBroker.of(this.tally, (limits) -> limits,
				(config) -> config.overload(MqttOverload.DEFAULTS.withEnabled(false)))) {
			off.load(60_000, 100, 100);
			assertThat(off.statistics().overload()).isEqualTo(MqttOverloadState.NORMAL);
		}
	}

	@Test
	void a_threshold_of_0_leads_nowhere() {
		MqttOverload.Thresholds never = new MqttOverload.Thresholds(Duration.ZERO, 0, 0);
		try (ManualBroker careless = LimitedBroker.of(this.tally, (limits) -> limits, (config) -> config
			.overload(new MqttOverload(true, never, new MqttOverload.Thresholds(Duration.ZERO, 50, 0), never, CALM)))) {
			careless.load(60_000, 49, 100);
			assertThat(careless.statistics().overload()).isEqualTo(MqttOverloadState.NORMAL);
			careless.load(60_000, 100, 100);
			assertThat(careless.statistics().overload()).isEqualTo(MqttOverloadState.PAUSE);
			careless.advance(CALM);
			careless.look(60_000, 0, 100);
			assertThat(careless.statistics().overload()).isEqualTo(MqttOverloadState.SHED);
			careless.advance(CALM);
			careless.look(60_000, 0, 100);
			assertThat(careless.statistics().overload()).isEqualTo(MqttOverloadState.NORMAL);
		}
	}

}
