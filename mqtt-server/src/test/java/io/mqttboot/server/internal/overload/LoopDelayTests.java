package io.mqttboot.server.internal.overload;

import java.time.Duration;

import io.mqttboot.server.ManualBroker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopDelayTests {

	@Test
	void the_slowest_loop_counts_also_while_it_hangs_and_each_delay_once() {
		try (ManualBroker broker = new ManualBroker()) {
			LoopDelay delay = new LoopDelay(broker.sessionLoops());
			assertThat(delay.measure()).isZero();
			broker.run();
			assertThat(delay.measure()).isZero();
			broker.byHand(true);
			broker.stepLoop(0);
			pass(broker, 700);
			assertThat(delay.measure()).isEqualTo(700); // the second one still hangs
			pass(broker, 500);
			assertThat(delay.measure()).isEqualTo(1_200);
			broker.run();
			assertThat(delay.measure()).isEqualTo(1_200);
			broker.run();
			assertThat(delay.measure()).isZero();
		}
	}

	private static void pass(ManualBroker broker, long millis) {
		broker.turnClock(Duration.ofMillis(millis));
	}

}
