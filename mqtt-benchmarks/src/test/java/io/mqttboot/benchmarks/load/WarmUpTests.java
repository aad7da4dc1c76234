package io.mqttboot.benchmarks.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a broker is warm.
 */
class WarmUpTests {

	private final WarmUp warmUp = new WarmUp(1);

	private boolean slice(long delivered) {
		return this.warmUp.isOver(0.25, delivered);
	}

	@Test
	void a_steady_broker_is_warm_after_the_least_time() {
		assertThat(slice(100)).isFalse();
		assertThat(slice(100)).isFalse();
		assertThat(slice(100)).isFalse();
		assertThat(slice(100)).isTrue();
	}

	@Test
	void as_long_as_messages_become_cheaper_it_is_not() {
		for (long delivered = 100; delivered < 10_000; delivered += delivered / 10) {
			assertThat(slice(delivered)).isFalse();
		}
	}

	@Test
	void after_the_last_gain_half_of_the_least_time_goes_by() {
		slice(100);
		slice(100);
		slice(100);
		assertThat(slice(200)).isFalse();
		assertThat(slice(200)).isFalse();
		assertThat(slice(200)).isTrue();
	}

	@Test
	void noise_is_no_gain() {
		slice(1000);
		slice(900);
		slice(1020);
		assertThat(slice(950)).isTrue();
	}

	@Test
	void nothing_delivered_is_no_gain_either() {
		slice(0);
		slice(0);
		slice(0);
		assertThat(slice(10)).isFalse();
	}

}
