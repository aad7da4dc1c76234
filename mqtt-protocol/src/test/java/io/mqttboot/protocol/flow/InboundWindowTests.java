package io.mqttboot.protocol.flow;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import io.mqttboot.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class InboundWindowTests {

	private final InboundWindow window = new InboundWindow(3);

	@Test
	@Clause("MQTT-3.3.4-7")
	void qos_1_and_qos_2_together_are_held_to_the_receive_maximum() {
		assertThat(this.window.beginQos1()).isTrue();
		assertThat(this.window.beginQos2(7)).isTrue();
		assertThat(this.window.beginQos1()).isTrue();
		assertThat(this.window.beginQos1()).isFalse();
		assertThat(this.window.beginQos2(8)).isFalse();
		assertThat(this.window.holds(8)).isFalse();
		assertThat(this.window.size()).isEqualTo(3);
	}

	@Test
	void an_answered_message_makes_room() {
		this.window.reconnected(1);
		this.window.beginQos1();
		this.window.endQos1();
		assertThat(this.window.beginQos2(1)).isTrue();
		assertThat(this.window.release(1)).isTrue();
		assertThat(this.window.beginQos1()).isTrue();
	}

	@Test
	@Clause("MQTT-4.3.3-10")
	void a_qos_2_id_is_held_until_it_is_released() {
		this.window.beginQos2(65_535);
		assertThat(this.window.holds(65_535)).isTrue();
		assertThat(this.window.release(65_535)).isTrue();
		assertThat(this.window.holds(65_535)).isFalse();
		assertThat(this.window.release(65_535)).isFalse();
	}

	@Test
	@Clause("MQTT-4.3.3-10")
	void a_qos_2_message_that_comes_again_counts_once() {
		this.window.beginQos2(4);
		assertThat(this.window.beginQos2(4)).isTrue();
		assertThat(this.window.size()).isEqualTo(1);
	}

	@Test
	void stray_ends_never_make_room() {
		this.window.endQos1();
		this.window.release(9);
		this.window.beginQos1();
		this.window.beginQos1();
		this.window.beginQos1();
		assertThat(this.window.beginQos1()).isFalse();
	}

	@Test
	void a_new_connection_forgets_qos_1_and_keeps_qos_2() {
		this.window.beginQos1();
		this.window.beginQos2(5);
		this.window.reconnected(2);
		assertThat(this.window.size()).isEqualTo(1);
		assertThat(this.window.holds(5)).isTrue();
		assertThat(this.window.held()).containsExactly(5);
	}

	@Test
	void what_an_earlier_connection_left_does_not_use_up_the_new_maximum() {
		this.window.beginQos2(1);
		this.window.beginQos2(2);
		this.window.reconnected(2);
		assertThat(this.window.beginQos2(3)).isTrue();
		assertThat(this.window.beginQos1()).isTrue();
		assertThat(this.window.beginQos1()).isFalse();
		assertThat(this.window.release(1)).isTrue();
		assertThat(this.window.beginQos1()).as("the sender's quota knows nothing of id 1").isFalse();
		assertThat(this.window.held()).containsExactlyInAnyOrder(2, 3);
	}

	@Test
	void stored_ids_are_held_again() {
		this.window.restore(10);
		this.window.restore(60_000);
		assertThat(this.window.held()).containsExactlyInAnyOrder(10, 60_000);
		assertThat(this.window.beginQos2(10)).isTrue();
		assertThat(this.window.size()).isEqualTo(2);
	}

	@Test
	void an_idle_window_holds_nothing() {
		assertThat(this.window.held()).isEmpty();
		assertThat(this.window.size()).isZero();
		assertThat(this.window.holds(1)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 65_536 })
	void what_is_no_id_is_refused_and_never_held(int id) {
		this.window.beginQos2(1);
		this.window.beginQos2(64);
		assertThatIllegalArgumentException().isThrownBy(() -> this.window.beginQos2(id));
		assertThatIllegalArgumentException().isThrownBy(() -> this.window.restore(id));
		assertThat(this.window.holds(id)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> new InboundWindow(id));
		assertThatIllegalArgumentException().isThrownBy(() -> this.window.reconnected(id));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void random_ids_of_a_peer_agree_with_a_plain_set(long seed) {
		Random random = new Random(seed);
		this.window.reconnected(65_535);
		Set<Integer> model = new HashSet<>();
		int id = 1;
		for (int step = 0; step < 100_000; step++) {
			id = (random.nextInt(1000) < 998) ? id % 65_535 + 1 : 1 + random.nextInt(65_535);
			if (random.nextBoolean()) {
				assertThat(this.window.beginQos2(id)).isTrue();
				model.add(id);
			}
			else {
				int gone = (id + 65_535 - 1 - random.nextInt(200)) % 65_535 + 1;
				assertThat(this.window.release(gone)).isEqualTo(model.remove(gone));
			}
			if (random.nextInt(20_000) == 0) {
				this.window.reconnected(65_535);
			}
			assertThat(this.window.holds(id)).isEqualTo(model.contains(id));
			assertThat(this.window.size()).isEqualTo(model.size());
		}
		assertThat(this.window.held()).containsExactlyInAnyOrder(model.stream().mapToInt(Integer::intValue).toArray());
	}

}
