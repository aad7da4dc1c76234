package io.mqttboot.protocol.flow;

import java.util.Random;
import java.util.TreeSet;

import io.mqttboot.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PacketIdsTests {

	private final PacketIds ids = new PacketIds();

	@Test
	void ids_begin_at_1_and_go_up() {
		assertThat(this.ids.next()).isEqualTo(1);
		assertThat(this.ids.next()).isEqualTo(2);
		assertThat(this.ids.used()).isEqualTo(2);
	}

	@Test
	void a_freed_id_is_not_the_next_one() {
		int first = this.ids.next();
		assertThat(this.ids.free(first)).isTrue();
		assertThat(this.ids.next()).isEqualTo(2);
	}

	@Test
	@Clause({ "MQTT-2.2.1-3", "MQTT-2.2.1-4" })
	void after_65535_comes_1_again_and_never_0() {
		for (int expected = 1; expected <= 65_535; expected++) {
			assertThat(this.ids.next()).isEqualTo(expected);
			this.ids.free(expected);
		}
		assertThat(this.ids.next()).isEqualTo(1);
	}

	@Test
	@Clause({ "MQTT-2.2.1-3", "MQTT-2.2.1-4" })
	void an_id_in_use_is_passed_over_at_the_second_turn() {
		this.ids.take(3);
		this.ids.take(65_534);
		assertThat(this.ids.next()).isEqualTo(65_535);
		assertThat(this.ids.next()).isEqualTo(1);
		assertThat(this.ids.next()).isEqualTo(2);
		assertThat(this.ids.next()).isEqualTo(4);
	}

	@Test
	void with_all_65535_in_use_there_is_none_until_one_is_freed() {
		for (int i = 0; i < 65_535; i++) {
			assertThat(this.ids.next()).isNotZero();
		}
		assertThat(this.ids.used()).isEqualTo(65_535);
		assertThat(this.ids.next()).isZero();
		this.ids.free(40_000);
		assertThat(this.ids.next()).isEqualTo(40_000);
		assertThat(this.ids.next()).isZero();
	}

	@Test
	void an_id_can_be_freed_once_only() {
		int id = this.ids.next();
		assertThat(this.ids.free(id)).isTrue();
		assertThat(this.ids.free(id)).isFalse();
		assertThat(this.ids.used()).isZero();
	}

	@Test
	void a_taken_id_cannot_be_taken_again() {
		assertThat(this.ids.take(500)).isTrue();
		assertThat(this.ids.take(500)).isFalse();
		assertThat(this.ids.used()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 65_536, 131_072 })
	void what_is_no_id_can_be_neither_taken_nor_freed(int id) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.ids.take(id));
		this.ids.take(1);
		this.ids.take(65_535);
		assertThat(this.ids.free(id)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
	void a_random_walk_agrees_with_a_plain_set(long seed) {
		Random random = new Random(seed);
		TreeSet<Integer> model = new TreeSet<>();
		int last = 0;
		for (int step = 0; step < 200_000; step++) {
			int kind = random.nextInt(100);
			if (kind < 50) {
				last = nextOf(model, last);
				assertThat(this.ids.next()).isEqualTo(last);
				model.add(last);
			}
			else if (kind == 50) {
				last = 1 + random.nextInt(65_535);
				assertThat(this.ids.take(last)).isEqualTo(model.add(last));
			}
			else if (!model.isEmpty()) {
				Integer id = (kind < 90) ? model.first() : model.ceiling(random.nextInt(model.last() + 1));
				assertThat(this.ids.free(id)).isEqualTo(model.remove(id));
			}
			assertThat(this.ids.used()).isEqualTo(model.size());
		}
	}

	private static int nextOf(TreeSet<Integer> used, int last) {
		int id = last;
		do {
			id = id % 65_535 + 1;
		}
		while (used.contains(id));
		return id;
	}

}
