package io.mqttboot.server.attack;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLSocket;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttSharedStrategy;
import io.mqttboot.server.config.MqttTlsKeys;
import io.mqttboot.server.tls.Pki;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbers at the ends of their ranges: what is forever does not end at once, what is
 * large does not become negative, and no hash finds a slot that is not there.
 */
@Timeout(120)
class ArithmeticTests {

	private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

	private static final Duration HOUR = Duration.ofHours(1);

	private static final long UNLIMITED = 0xFFFF_FFFFL;

	// its hash is Integer.MIN_VALUE, whose absolute value is itself
	private static final String NEGATIVE = "polygenelubricants";

	private static UnaryOperator<MqttServerBuilder> patient(Duration time) {
		return (builder) -> builder.configure((config) -> config.heartbeatTimeout(time)
			.authTimeout(time)
			.ackRetryInterval(time)
			.ackRetryMax(1)
			.shutdownGrace(time)
			.limits(MqttLimits.builder().connectTimeout(time).writeStallTimeout(time).sessionExpiryMax(time).build()));
	}

	@ParameterizedTest
	@ValueSource(
			longs = { Long.MAX_VALUE, Long.MAX_VALUE / 2 + 2, 1L << 32, (1L << 32) + 5, (1L << 31), (1L << 31) - 1 })
	void a_time_that_is_very_long_is_not_short(long seconds) {
		try (ManualBroker broker = new ManualBroker(patient(Duration.ofSeconds(seconds)))) {
			WirePeer stranger = broker.peer();
			WirePeer silent = broker.client(Packets.connect(Version.V3_1_1, "silent").keepAlive(0));
			silent.subscribes("a", 1);
			broker.client(Packets.connect("publisher").keepAlive(0)).publishes(Packets.publish("a", "once").qos(1));
			silent.takes(Packets.publish("a", "once").qos(1));
			ManualBroker.ManualWire full = broker.wire(0);
			WirePeer stalled = new WirePeer(full);
			stalled.connects(Packets.connect("stalled").keepAlive(0).sessionExpiry(UNLIMITED).resume());
			broker.advance(HOUR);
			assertThat(silent.send(Packets.pingreq()).receive()).isNotNull();
			assertThat(stranger.speaks(Version.V5).send(Packets.connect("stranger")).receive(Connack.class).code())
				.isZero();
			stalled.close();
			broker.advance(HOUR);
			assertThat(broker.session("stalled")).isPresent();
		}
	}

	@Test
	void an_mqtt_5_client_is_told_a_keep_alive_that_fits() {
		try (ManualBroker broker = new ManualBroker(patient(FOREVER))) {
			WirePeer peer = broker.peer().send(Packets.connect("client").keepAlive(0));
			assertThat(peer.receive(Connack.class).number(Property.SERVER_KEEP_ALIVE)).hasValue(65_535L);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFEL, 0xFFFF_FFFFL })
	void a_session_and_a_message_last_as_long_as_they_were_meant_to(long seconds) {
		try (ManualBroker broker = new ManualBroker(patient(FOREVER))) {
			WirePeer owner = broker.client(Packets.connect("owner").sessionExpiry(seconds).resume());
			owner.subscribes("a", 1);
			owner.send(Packets.disconnect()).isClosed();
			WirePeer publisher = broker.client(Packets.connect("publisher").keepAlive(0));
			publisher.publishes(Packets.publish("a", "mail").qos(1).property(Property.MESSAGE_EXPIRY, seconds));
			publisher
				.publishes(Packets.publish("kept", "mail").qos(1).retain().property(Property.MESSAGE_EXPIRY, seconds));
			broker.advance(HOUR);
			assertThat(broker.session("owner").isPresent()).isEqualTo(seconds > 1);
			WirePeer reader = broker.client(Packets.connect("reader")).subscribes("kept", 1);
			if (seconds > 1) {
				WirePeer again = broker.client(Packets.connect("owner").resume());
				assertThat(left(again)).isBetween(seconds - 3_601, seconds - 3_599);
				assertThat(left(reader)).isBetween(seconds - 3_601, seconds - 3_599);
			}
			reader.send(Packets.pingreq()).receives(Packets.pingresp());
		}
	}

	private static long left(WirePeer peer) {
		return peer.receive(Publish.class).number(Property.MESSAGE_EXPIRY).orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL })
	void a_will_of_the_far_future_waits(long seconds) {
		try (ManualBroker broker = new ManualBroker(patient(FOREVER))) {
			WirePeer watcher = broker.client(Packets.connect("watcher").keepAlive(0)).subscribes("will", 0);
			broker
				.client(Packets.connect("mortal")
					.sessionExpiry(UNLIMITED)
					.resume()
					.will("will", "gone", 0)
					.willProperty(Property.WILL_DELAY, seconds))
				.close();
			broker.advance(HOUR);
			watcher.send(Packets.pingreq()).receives(Packets.pingresp());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 65_535 })
	void a_keep_alive_is_half_as_long_again(int seconds) {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer peer = broker.client(Packets.connect(Version.V3_1_1, "quiet").keepAlive(seconds));
			broker.advance(Duration.ofMillis(seconds * 1_500L));
			assertThat(broker.statistics().connectionsSize()).isEqualTo(1);
			broker.advance(Duration.ofSeconds(4));
			peer.isClosed();
		}
	}

	@ParameterizedTest
	@EnumSource(MqttSharedStrategy.class)
	void a_hash_that_is_the_smallest_number_finds_its_place(MqttSharedStrategy strategy) {
		assertThat(NEGATIVE.hashCode()).isEqualTo(Integer.MIN_VALUE);
		try (ManualBroker broker = new ManualBroker(
				(builder) -> builder.messageListener((clientId, topic, qos, payload) -> {
				}).configure((config) -> config.sharedStrategy(strategy)))) {
			for (int i = 0; i < 3; i++) {
				broker.client(Packets.connect("member" + i), i % 2).subscribes("$share/g/" + NEGATIVE, 0);
			}
			WirePeer publisher = broker.client(Packets.connect(NEGATIVE));
			publisher.subscribes("$queue/" + NEGATIVE, 1);
			for (int i = 0; i < 10; i++) {
				publisher.send(Packets.publish(NEGATIVE, "m" + i));
				publisher.takes(Packets.publish(NEGATIVE, "m" + i));
			}
		}
	}

	@Test
	void a_server_with_endless_patience_speaks_tls_and_stops() throws Exception {
		Pki pki = new Pki("authority");
		MqttTlsKeys keys = pki.keys(pki.issue("CN=server", "localhost"));
		MqttServer server = patient(FOREVER)
			.apply(MqttServer.create().port(0).securePort(0, MqttServerTls.of(() -> keys)))
			.start();
		try (SSLSocket socket = (SSLSocket) pki.client(null)
			.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), server.securePort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(Packets.connect("client").bytes(Version.V5));
			assertThat(socket.getInputStream().read()).isEqualTo(0x20);
		}
		finally {
			server.stop();
		}
		assertThat(server.isRunning()).isFalse();
	}

}
