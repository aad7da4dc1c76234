package io.mqttboot.benchmarks.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the load generator sees what it is there to see.
 */
class SequenceCheckTests {

	private final SequenceCheck check = new SequenceCheck();

	private void arrive(long... sequences) {
		for (long sequence : sequences) {
			this.check.arrived(sequence);
		}
	}

	private void assertFound(long lost, long duplicates, long disordered, long sent) {
		assertThat(this.check.lost(sent)).as("lost").isEqualTo(lost);
		assertThat(this.check.duplicates()).as("duplicates").isEqualTo(duplicates);
		assertThat(this.check.disordered()).as("disordered").isEqualTo(disordered);
	}

	@Test
	void messages_in_order_are_in_order() {
		for (long sequence = 0; sequence < 3 * SequenceCheck.SPAN; sequence++) {
			this.check.arrived(sequence);
		}
		assertFound(0, 0, 0, 3 * SequenceCheck.SPAN);
	}

	@Test
	void a_gap_is_a_loss() {
		arrive(0, 1, 4);
		assertFound(2, 0, 0, 5);
	}

	@Test
	void what_never_came_after_the_last_one_is_a_loss() {
		arrive(0, 1);
		assertFound(3, 0, 0, 5);
	}

	@Test
	void a_message_that_comes_again_is_a_duplicate() {
		arrive(0, 1, 1, 2, 0);
		assertFound(0, 2, 0, 3);
	}

	@Test
	void a_message_behind_a_later_one_is_out_of_order_and_not_lost() {
		arrive(0, 2, 1, 3);
		assertFound(0, 0, 1, 4);
	}

	@Test
	void a_message_of_the_last_round_of_the_memory_is_not_taken_for_one_of_this() {
		for (long sequence = 0; sequence < SequenceCheck.SPAN; sequence++) {
			this.check.arrived(sequence);
		}
		long next = SequenceCheck.SPAN;
		arrive(next + 1, next);
		assertFound(0, 0, 1, next + 2);
	}

}
