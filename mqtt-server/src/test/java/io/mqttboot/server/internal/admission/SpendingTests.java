package io.mqttboot.server.internal.admission;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import io.mqttboot.server.config.MqttRateLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients may publish, in time that a test turns.
 */
class SpendingTests {

	private static final int SIZE = 100;

	private long now = 1_700_000_000_000L;

	private static MqttRateLimits.Builder limits() {
		return MqttRateLimits.builder().rateBurst(Duration.ofSeconds(10));
	}

	private static Spending of(MqttRateLimits limits) {
		Spending spending = Spending.of(limits, PublishBudget.of(limits));
		assertThat(spending).isNotNull();
		return spending;
	}

	/** Publishes like a client that sends all it has whenever it is read. */
	private int publish(Spending spending, int messages) {
		int taken = 0;
		for (int i = 0; i < messages && !spending.mustWait(this.now); i++) {
			taken += spending.take(SIZE, this.now) ? 1 : 0;
		}
		return taken;
	}

	@Test
	void without_a_limit_there_is_nothing_to_count() {
		assertThat(Spending.of(MqttRateLimits.DEFAULTS, PublishBudget.of(MqttRateLimits.DEFAULTS))).isNull();
	}

	@Test
	void a_client_that_always_has_more_gets_its_burst_and_then_exactly_its_rate() {
		Spending spending = of(limits().publishRateMax(50).build());
		assertThat(publish(spending, 10_000)).isEqualTo(500);
		int later = 0;
		for (int i = 0; i < 60; i++) {
			this.now += 1_000;
			later += publish(spending, 10_000);
		}
		assertThat(later).isEqualTo(60 * 50);
	}

	@Test
	void bytes_count_as_messages_do() {
		Spending spending = of(limits().publishBytesRateMax(SIZE).build());
		assertThat(publish(spending, 100)).isEqualTo(10);
		this.now += 3_000;
		assertThat(publish(spending, 100)).isEqualTo(3);
	}

	@Test
	void one_message_larger_than_the_rate_goes_through_and_is_paid_for_later() {
		Spending spending = of(limits().publishBytesRateMax(1_000).build());
		assertThat(spending.take(30_000, this.now)).isTrue();
		assertThat(spending.mustWait(this.now + 19_999)).isTrue();
		assertThat(spending.mustWait(this.now + 20_001)).isFalse();
	}

	@Test
	void who_does_not_wait_is_refused_when_he_has_had_as_much_again() {
		Spending spending = of(limits().publishRateMax(5).build());
		int taken = 0;
		for (int i = 0; i < 1_000; i++) {
			taken += spending.take(SIZE, this.now) ? 1 : 0;
		}
		assertThat(taken).isEqualTo(100);
		this.now += 1_000;
		assertThat(spending.take(SIZE, this.now)).as("what was refused was not counted").isTrue();
	}

	@Test
	void a_loud_client_waits_for_the_budget_of_all_and_a_quiet_one_does_not() {
		MqttRateLimits limits = limits().publishRateTotalMax(100).build();
		PublishBudget budget = PublishBudget.of(limits);
		Spending loud = Spending.of(limits, budget);
		Spending quiet = Spending.of(limits, budget);
		assertThat(loud).isNotNull();
		assertThat(quiet).isNotNull();
		int fromLoud = 0;
		for (int second = 0; second < 120; second++) {
			fromLoud += publish(loud, 10_000);
			for (int i = 0; i < 10; i++) {
				assertThat(quiet.mustWait(this.now)).isFalse();
				assertThat(quiet.take(SIZE, this.now)).isTrue();
			}
			this.now += 1_000;
		}
		// ten seconds' worth at once, then what the quiet one leaves of the rate
		assertThat(fromLoud).isBetween(1_000 + 110 * 85, 1_000 + 119 * 90 + 100);
	}

	@Test
	void among_equals_the_budget_is_used_and_nobody_is_left_out() {
		MqttRateLimits limits = limits().publishRateTotalMax(100).build();
		PublishBudget budget = PublishBudget.of(limits);
		Spending[] clients = new Spending[10];
		int[] taken = new int[clients.length];
		for (int i = 0; i < clients.length; i++) {
			Spending each = Spending.of(limits, budget);
			assertThat(each).isNotNull();
			clients[i] = each;
		}
		for (int second = 0; second < 300; second++) {
			for (int i = 0; i < clients.length; i++) {
				taken[i] += publish(clients[i], 20);
			}
			this.now += 1_000;
		}
		assertThat(java.util.Arrays.stream(taken).sum()).isBetween(29_000, 33_000);
		assertThat(taken).satisfies((all) -> {
			for (int each : all) {
				assertThat(each).isGreaterThan(1_500);
			}
		});
	}

	@Test
	void counting_a_message_allocates_nothing() {
		Spending spending = of(
				limits().publishRateMax(1_000_000).publishBytesRateMax(1 << 30).publishRateTotalMax(1_000_000).build());
		// only HotSpot's own bean counts bytes
		com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		count(spending, 50_000);
		long before = threads.getCurrentThreadAllocatedBytes();
		count(spending, 10_000);
		// what the measuring itself takes is far below one byte a message
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
	}

	private void count(@Nullable Spending spending, int messages) {
		for (int i = 0; i < messages && spending != null; i++) {
			spending.take(SIZE, this.now);
			spending.mustWait(this.now);
		}
	}

}
