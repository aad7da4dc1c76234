package io.mqttboot.benchmarks.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When which message is meant to leave.
 */
class ScheduleTests {

	private static final long START = 1_000;

	// a message each 500 µs, of each publisher one in 5 ms
	private final Schedule schedule = new Schedule(START, 2_000, 10);

	@Test
	void nothing_is_due_before_the_start() {
		assertThat(this.schedule.due(START - 1)).isZero();
	}

	@Test
	void the_first_message_is_due_at_the_start() {
		assertThat(this.schedule.due(START)).isEqualTo(1);
		assertThat(this.schedule.nanos(0)).isEqualTo(START);
	}

	@Test
	void after_a_second_as_many_are_due_as_the_rate_says() {
		assertThat(this.schedule.due(START + 999_999_999)).isEqualTo(2_000);
		assertThat(this.schedule.due(START + 1_000_000_000)).isEqualTo(2_001);
	}

	@Test
	void publishers_take_turns() {
		assertThat(this.schedule.publisher(3)).isEqualTo(3);
		assertThat(this.schedule.publisher(13)).isEqualTo(3);
	}

	@Test
	void what_a_publisher_sends_has_the_time_of_its_turn() {
		assertThat(this.schedule.nanos(3, 0)).isEqualTo(START + 1_500_000);
		assertThat(this.schedule.nanos(3, 2)).isEqualTo(START + 11_500_000);
	}

	@Test
	void no_message_is_due_before_its_time_at_an_odd_rate() {
		Schedule odd = new Schedule(START, 33_333.3, 7);
		for (long message = 1; message < 100_000; message++) {
			long meant = odd.nanos(message);
			assertThat(odd.due(meant)).isBetween(message, message + 1);
			assertThat(odd.due(meant - 2)).isEqualTo(message);
		}
	}

}
