package io.mqttboot.server;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * How fast something grows, over a minute, five and fifteen.
 */
class MovingRateTests {

	@Test
	void what_is_steady_is_known_after_some_minutes_and_first_by_the_shortest() {
		MovingRate rate = new MovingRate();
		for (int i = 1; i <= 12; i++) {
			rate.update(10L * i, 10); // 60 in a minute, for two minutes
		}
		assertThat(rate.rate(0)).isCloseTo(60 * (1 - Math.exp(-2)), within(0.01));
		assertThat(rate.rate(1)).isCloseTo(60 * (1 - Math.exp(-2.0 / 5)), within(0.01));
		assertThat(rate.rate(2)).isCloseTo(60 * (1 - Math.exp(-2.0 / 15)), within(0.01));
	}

	@Test
	void what_has_ended_is_forgotten() {
		MovingRate rate = new MovingRate();
		rate.update(1_000, 1);
		rate.update(1_000, 3_600);
		assertThat(rate.rate(0)).isCloseTo(0, within(0.01));
		assertThat(rate.minutes(2)).isEqualTo(15);
		assertThat(rate.count()).isEqualTo(3);
	}

}
