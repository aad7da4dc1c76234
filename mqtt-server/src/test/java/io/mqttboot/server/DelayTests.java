package io.mqttboot.server;

import java.time.Duration;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a broker does when time passes, on a clock that is moved by hand.
 */
class DelayTests {

	private final ManualBroker broker = new ManualBroker();

	@AfterEach
	void close() {
		this.broker.close();
	}

	@Test
	@Clause({ "MQTT-3.1.2-22", "3.1.1:MQTT-3.1.2-24" })
	void a_silent_client_is_closed_after_one_and_a_half_times_its_keep_alive_and_never_earlier() {
		ManualBroker.ManualWire wire = this.broker.wire(0);
		new WirePeer(wire).connects(Packets.connect(Version.V5, "quiet").keepAlive(10));
		this.broker.advance(Duration.ofSeconds(15));
		assertThat(wire.closed()).isFalse();
		this.broker.advance(Duration.ofSeconds(2));
		new WirePeer(wire).speaks(Version.V5).isDisconnected(0x8D);
	}

	@Test
	@Clause("MQTT-3.1.2-22")
	void a_client_that_pings_in_time_stays() {
		ManualBroker.ManualWire wire = this.broker.wire(0);
		WirePeer client = new WirePeer(wire);
		client.connects(Packets.connect(Version.V3_1_1, "pinging").keepAlive(10));
		for (int i = 0; i < 20; i++) {
			this.broker.advance(Duration.ofSeconds(14));
			client.send(Packets.pingreq()).receives(Packets.pingresp());
		}
	}

	@Test
	@Clause({ "MQTT-3.1.3-9", "MQTT-3.1.2-8" })
	void a_will_with_a_delay_is_published_when_the_delay_has_passed() {
		WirePeer watcher = this.broker.peer(1);
		watcher.connects(Packets.connect(Version.V5, "watcher").keepAlive(0));
		watcher.subscribes("will", 0);
		WirePeer client = this.broker.peer(0);
		client.connects(Packets.connect(Version.V5, "mortal")
			.sessionExpiry(100)
			.will("will", "gone", 0)
			.willProperty(io.mqttboot.testkit.wire.Property.WILL_DELAY, 30));
		client.abort();
		this.broker.advance(Duration.ofSeconds(29));
		watcher.receivesNothing();
		this.broker.advance(Duration.ofSeconds(3));
		watcher.receives(Packets.publish("will", "gone"));
	}

	@Test
	void a_delayed_message_is_published_after_fifteen_minutes() {
		WirePeer watcher = this.broker.peer(1);
		watcher.connects(Packets.connect(Version.V3_1_1, "watcher").keepAlive(0));
		watcher.subscribes("order/cancel", 0);
		WirePeer client = this.broker.peer(0);
		client.connects(Packets.connect(Version.V5, "shop").keepAlive(2000));
		client.publishes(Packets.publish("$delayed/900/order/cancel", "7"));
		for (int i = 0; i < 29; i++) {
			this.broker.advance(Duration.ofSeconds(30));
			watcher.receivesNothing();
		}
		this.broker.advance(Duration.ofSeconds(32));
		watcher.receives(Packets.publish("order/cancel", "7"));
	}

}
