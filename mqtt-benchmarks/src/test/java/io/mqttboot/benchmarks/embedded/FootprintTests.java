package io.mqttboot.benchmarks.embedded;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a client which says nothing stays small.
 */
class FootprintTests {

	private static final int CONNECTIONS = 10_000;

	private static final double KIB = 1024;

	@Test
	void an_idle_connection_over_tcp_keeps_at_most_2_kib() {
		assertThat(Footprint.tcp().bytesEach(CONNECTIONS)).isBetween(KIB / 4, 2 * KIB);
	}

	@Test
	void an_idle_connection_over_websocket_keeps_at_most_4_kib() {
		assertThat(Footprint.webSocket().bytesEach(CONNECTIONS)).isBetween(KIB / 4, 4 * KIB);
	}

}
