package io.mqttboot.server.footprint;

import java.lang.ref.Reference;

import io.mqttboot.server.config.MqttListenerConfig.Kind;
import io.mqttboot.testkit.wire.Version;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The living objects of a client that has connected and says nothing, beyond those of a
 * channel with nothing in its pipeline. What is allowed leaves room for a field here and
 * there; a class of the list that a failure shows is either needed or a regression.
 */
class FootprintTests {

	private static final int COUNT = 1_000;

	// classes are loaded, and what a thread has once is there
	private static final int WARM_UP = 10;

	private static HeapCensus empty;

	@BeforeAll
	static void count_empty_channels() {
		empty = census(QuietClients::openEmpty);
	}

	@Test
	void an_idle_connection_costs_a_kilobyte() {
		assertCosts(1100, (clients, count) -> clients.connect(Kind.TCP, Version.V3_1_1, count, false));
	}

	@Test
	void an_idle_connection_of_mqtt_5_costs_no_more() {
		assertCosts(1100, (clients, count) -> clients.connect(Kind.TCP, Version.V5, count, false));
	}

	@Test
	void an_idle_connection_over_websocket_costs_half_a_kilobyte_more() {
		assertCosts(1600, (clients, count) -> clients.connect(Kind.WEBSOCKET, Version.V3_1_1, count, false));
	}

	@Test
	void a_subscription_costs_a_third_of_a_kilobyte() {
		assertCosts(1450, (clients, count) -> clients.connect(Kind.TCP, Version.V3_1_1, count, true));
	}

	private static void assertCosts(long bytesMax, Opening opening) {
		HeapCensus each = census(opening).since(empty, COUNT);
		assertThat(each.bytes()).as(each::toString).isBetween(bytesMax / 2, bytesMax);
	}

	private static HeapCensus census(Opening opening) {
		opening.open(new QuietClients(), WARM_UP);
		QuietClients clients = new QuietClients();
		HeapCensus before = HeapCensus.takeSettled();
		opening.open(clients, COUNT);
		HeapCensus after = HeapCensus.take();
		Reference.reachabilityFence(clients);
		return after.since(before, 1);
	}

	/** How clients come to be. */
	@FunctionalInterface
	private interface Opening {

		void open(QuietClients clients, int count);

	}

}
