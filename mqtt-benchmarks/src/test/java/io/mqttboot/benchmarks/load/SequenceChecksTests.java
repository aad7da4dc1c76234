package io.mqttboot.benchmarks.load;

import java.util.Collections;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Who should have received what.
 */
class SequenceChecksTests {

	private static Faults faults(SequenceChecks checks, int publishers, long sent) {
		return checks.faults(Collections.nCopies(publishers, sent));
	}

	@Test
	void in_a_shared_group_one_member_is_enough() {
		SequenceChecks checks = new SequenceChecks(Traffic.of("shared-q1"));
		checks.arrived(0, 7, 0);
		checks.arrived(4, 7, 1);
		assertThat(faults(checks, 50, 2)).isEqualTo(new Faults(49 * 2, 0, 0));
	}

	@Test
	void in_a_shared_group_a_second_copy_at_another_member_is_a_duplicate() {
		SequenceChecks checks = new SequenceChecks(Traffic.of("shared-q1"));
		checks.arrived(0, 7, 0);
		checks.arrived(1, 7, 0);
		assertThat(faults(checks, 50, 0).duplicates()).isOne();
	}

	@Test
	void in_a_shared_group_order_is_nobodys_promise() {
		SequenceChecks checks = new SequenceChecks(Traffic.of("shared-q1"));
		checks.arrived(0, 7, 1);
		checks.arrived(1, 7, 0);
		assertThat(faults(checks, 50, 0).disordered()).isZero();
	}

	@Test
	void otherwise_each_receiver_is_missed() {
		SequenceChecks checks = new SequenceChecks(Traffic.of("fan-out-q0"));
		checks.arrived(0, 0, 0);
		assertThat(faults(checks, 1, 1).lost()).isEqualTo(999);
	}

	@Test
	void a_message_of_another_pair_is_refused() {
		SequenceChecks checks = new SequenceChecks(Traffic.of("pairs-q0"));
		assertThatNullPointerException().isThrownBy(() -> checks.arrived(0, 1, 0));
	}

}
