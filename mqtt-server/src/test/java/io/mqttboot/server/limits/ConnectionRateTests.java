package io.mqttboot.server.limits;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.ManualBroker.ManualWire;
import io.mqttboot.server.config.MqttForwarding;
import io.mqttboot.server.config.MqttListenerConfig.Kind;
import io.mqttboot.server.config.MqttNetwork;
import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many connections may come from where, and how fast.
 */
class ConnectionRateTests {

	private static final String ONE = "192.0.2.1";

	private static final String OTHER = "192.0.2.2";

	private static final String PROXY = "198.51.100.1";

	private final Tally tally = new Tally();

	private ManualBroker broker(UnaryOperator<MqttRateLimits.Builder> rates, MqttForwarding forwarding) {
		return LimitedBroker.of(this.tally,
				(limits) -> limits
					.rates(rates.apply(MqttRateLimits.builder().rateBurst(Duration.ofSeconds(1))).build()),
				(config) -> config.forwarding(forwarding));
	}

	private ManualBroker broker(UnaryOperator<MqttRateLimits.Builder> rates) {
		return broker(rates, MqttForwarding.NONE);
	}

	private static boolean isLetIn(ManualBroker broker, String address) {
		return !broker.wire(Kind.TCP, address).closed();
	}

	@Test
	void one_address_has_its_rate_and_others_theirs() {
		try (ManualBroker broker = broker((rates) -> rates.connectionRatePerAddressMax(3))) {
			for (int i = 0; i < 3; i++) {
				assertThat(isLetIn(broker, ONE)).isTrue();
			}
			assertThat(isLetIn(broker, ONE)).isFalse();
			assertThat(isLetIn(broker, OTHER)).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.CONNECTION_RATE_EXCEEDED, 1));
			broker.advance(Duration.ofSeconds(1));
			assertThat(isLetIn(broker, ONE)).isTrue();
		}
	}

	@Test
	void one_address_cannot_use_up_the_rate_of_all() {
		try (ManualBroker broker = broker((rates) -> rates.connectionRatePerAddressMax(3).connectionRateMax(5))) {
			for (int i = 0; i < 100; i++) {
				isLetIn(broker, ONE);
			}
			assertThat(isLetIn(broker, OTHER)).isTrue();
			assertThat(isLetIn(broker, "2001:db8::1")).isTrue();
			assertThat(isLetIn(broker, "203.0.113.1")).as("the sixth of all").isFalse();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.CONNECTION_RATE_EXCEEDED, 98));
		}
	}

	@Test
	void who_is_refused_in_total_does_not_hold_a_place_of_his_address() {
		try (ManualBroker broker = broker((rates) -> rates.connectionsPerAddressMax(2).connectionRateMax(1))) {
			assertThat(isLetIn(broker, ONE)).isTrue();
			assertThat(isLetIn(broker, ONE)).isFalse();
			broker.advance(Duration.ofSeconds(1));
			assertThat(isLetIn(broker, ONE)).isTrue();
		}
	}

	@Test
	void one_address_has_so_many_connections_at_once() {
		try (ManualBroker broker = broker((rates) -> rates.connectionsPerAddressMax(2))) {
			ManualWire first = broker.wire(Kind.TCP, ONE);
			assertThat(isLetIn(broker, ONE)).isTrue();
			assertThat(isLetIn(broker, ONE)).isFalse();
			assertThat(isLetIn(broker, OTHER)).isTrue();
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.QUOTA_EXCEEDED, 1));
			first.close();
			assertThat(isLetIn(broker, ONE)).isTrue();
			assertThat(isLetIn(broker, ONE)).isFalse();
		}
	}

	@Test
	void an_ipv6_address_counts_by_its_first_half() {
		try (ManualBroker broker = broker((rates) -> rates.connectionsPerAddressMax(2))) {
			assertThat(isLetIn(broker, "2001:db8::1")).isTrue();
			assertThat(isLetIn(broker, "2001:db8::ffff:ffff:ffff:ffff")).isTrue();
			assertThat(isLetIn(broker, "2001:db8::2")).isFalse();
			assertThat(isLetIn(broker, "2001:db8:0:1::2")).isTrue();
		}
	}

	@Test
	void this_machine_is_not_counted_unless_told_so() {
		try (ManualBroker broker = broker((rates) -> rates.connectionRatePerAddressMax(1).connectionRateMax(1))) {
			for (String address : List.of("127.0.0.1", "127.0.0.1", "127.1.2.3", "::1", "::1")) {
				assertThat(isLetIn(broker, address)).isTrue();
			}
		}
		try (ManualBroker broker = broker((rates) -> rates.connectionRatePerAddressMax(1)
			.unlimitedAddresses(List.of(MqttNetwork.of("127.0.0.1"))))) {
			assertThat(isLetIn(broker, "127.0.0.1")).isTrue();
			assertThat(isLetIn(broker, "127.0.0.1")).isTrue();
			assertThat(isLetIn(broker, "127.0.0.2")).isTrue();
			assertThat(isLetIn(broker, "127.0.0.2")).isFalse();
		}
	}

	@Test
	void ten_thousand_devices_behind_one_address_may_come_back_at_once() {
		try (ManualBroker broker = LimitedBroker.of(this.tally, (limits) -> limits)) {
			for (int i = 0; i < 10_000; i++) {
				assertThat(isLetIn(broker, ONE)).isTrue();
			}
			assertThat(isLetIn(broker, ONE)).isFalse();
		}
	}

	@Test
	void refusals_are_logged_once_in_a_while_and_not_one_by_one() {
		Logger logger = (Logger) LoggerFactory.getLogger("io.mqttboot.server.internal.admission");
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		try (ManualBroker broker = broker((rates) -> rates.connectionRatePerAddressMax(1))) {
			for (int i = 0; i < 101; i++) {
				isLetIn(broker, ONE);
			}
			assertThat(lines.list).hasSize(1);
			broker.advance(Duration.ofSeconds(11));
			isLetIn(broker, ONE);
			isLetIn(broker, ONE);
			assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
				.hasSize(2)
				.last()
				.asString()
				.startsWith("MQTT-2009 100 connections were refused")
				.contains(ONE);
		}
		finally {
			logger.detachAppender(lines);
		}
	}

	// ------ behind a proxy

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static WirePeer behindProxy(ManualBroker broker, String address) {
		return broker.peer(PROXY).send(ascii("PROXY TCP4 " + address + " 198.51.100.2 40000 1883\r\n"));
	}

	@Test
	void behind_a_proxy_that_address_counts_which_it_names() {
		MqttForwarding forwarding = new MqttForwarding(List.of(PROXY), true, false);
		try (ManualBroker broker = broker((rates) -> rates.connectionRatePerAddressMax(2), forwarding)) {
			behindProxy(broker, ONE).connects(Packets.connect("first"));
			behindProxy(broker, ONE).connects(Packets.connect("second"));
			behindProxy(broker, ONE).isClosed();
			behindProxy(broker, OTHER).connects(Packets.connect("third"));
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.CONNECTION_RATE_EXCEEDED, 1));
			assertThat(isLetIn(broker, ONE)).as("counted once, whichever way it comes").isFalse();
		}
	}

	@Test
	void what_comes_in_one_piece_with_the_header_of_a_refused_client_reaches_nobody() {
		MqttForwarding forwarding = new MqttForwarding(List.of(PROXY), true, false);
		try (ManualBroker broker = broker((rates) -> rates.connectionsPerAddressMax(1), forwarding)) {
			behindProxy(broker, ONE).connects(Packets.connect("first"));
			byte[] header = ascii("PROXY TCP4 " + ONE + " 198.51.100.2 40000 1883\r\n");
			byte[] connect = Packets.connect("refused").bytes(Version.V5);
			byte[] all = java.util.Arrays.copyOf(header, header.length + connect.length);
			System.arraycopy(connect, 0, all, header.length, connect.length);
			broker.peer(PROXY).send(all).isClosed();
			assertThat(this.tally.connected()).containsExactly("first");
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.QUOTA_EXCEEDED, 1));
		}
	}

	private static String upgrade(ManualBroker broker, String from, String headers) {
		ManualWire wire = broker.wire(Kind.WEBSOCKET, from);
		wire.send(ascii("GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n"
				+ "Sec-WebSocket-Version: 13\r\n" + headers + "\r\n"));
		byte[] answer = wire.receive(Duration.ZERO);
		return (answer != null) ? new String(answer, StandardCharsets.US_ASCII).substring(0, 12) : "closed";
	}

	@Test
	void a_websocket_behind_a_proxy_counts_by_what_it_was_forwarded_for() {
		MqttForwarding forwarding = new MqttForwarding(List.of(PROXY), false, true);
		try (ManualBroker broker = broker((rates) -> rates.connectionsPerAddressMax(1), forwarding)) {
			String one = "X-Forwarded-For: " + ONE + "\r\n";
			assertThat(upgrade(broker, PROXY, one)).isEqualTo("HTTP/1.1 101");
			assertThat(upgrade(broker, PROXY, one)).isEqualTo("HTTP/1.1 429");
			assertThat(upgrade(broker, PROXY, "X-Forwarded-For: " + OTHER + "\r\n")).isEqualTo("HTTP/1.1 101");
			assertThat(upgrade(broker, ONE, "X-Forwarded-For: 203.0.113.1\r\n")).as("no proxy").isEqualTo("closed");
			assertThat(isLetIn(broker, PROXY)).as("itself, over TCP").isTrue();
			assertThat(upgrade(broker, PROXY, "")).as("itself again").isEqualTo("HTTP/1.1 429");
			assertThat(this.tally.refusals()).containsOnly(Map.entry(MqttReasonCode.QUOTA_EXCEEDED, 3));
		}
	}

}
