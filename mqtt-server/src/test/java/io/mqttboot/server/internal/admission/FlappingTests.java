package io.mqttboot.server.internal.admission;

import java.time.Duration;

import io.mqttboot.server.config.MqttFlapping;
import io.mqttboot.server.config.MqttNetwork;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FlappingTests {

	private static final MqttNetwork HERE = MqttNetwork.of("192.0.2.1");

	private static final MqttNetwork THERE = MqttNetwork.of("192.0.2.2");

	private final Flapping flapping = new Flapping(new MqttFlapping(3, Duration.ofSeconds(60), Duration.ofMinutes(5)),
			100);

	private int connects(int times, String clientId, String user, long from) {
		int tooMany = 0;
		for (int i = 0; i < times; i++) {
			tooMany += this.flapping.connects(clientId, user, HERE, from) ? 1 : 0;
		}
		return tooMany;
	}

	@Test
	void one_connection_too_many_in_a_window_is_told_once() {
		assertThat(connects(3, "id", "user", 0)).isZero();
		assertThat(connects(1, "id", "user", 59_999)).isEqualTo(1);
		assertThat(connects(3, "id", "user", 59_999)).isZero();
	}

	@Test
	void what_was_before_the_window_does_not_count() {
		assertThat(connects(3, "id", "user", 0)).isZero();
		assertThat(connects(3, "id", "user", 60_000)).isZero();
		assertThat(connects(1, "id", "user", 61_000)).isEqualTo(1);
	}

	@Test
	void another_user_or_another_address_is_another_client() {
		assertThat(connects(3, "id", "user", 0)).isZero();
		assertThat(connects(3, "id", "thief", 0)).isZero();
		for (int i = 0; i < 3; i++) {
			assertThat(this.flapping.connects("id", null, HERE, 0)).isFalse();
			assertThat(this.flapping.connects("id", null, THERE, 0)).isFalse();
			assertThat(this.flapping.connects("other", "user", THERE, 0)).isFalse();
		}
		assertThat(this.flapping.connects("id", null, THERE, 0)).isTrue();
		assertThat(this.flapping.connects("id", "user", THERE, 0)).as("a user is himself everywhere").isTrue();
	}

	@Test
	void no_more_clients_are_counted_than_there_is_room_for() {
		for (int i = 0; i < 1_000; i++) {
			assertThat(this.flapping.connects("id" + i, "user", HERE, 1_000)).isFalse();
		}
		assertThat(this.flapping.size()).isEqualTo(100);
		assertThat(connects(3, "id0", "user", 2_000)).isEqualTo(1);
		assertThat(connects(1, "filler", "user", 62_000)).isZero();
		assertThat(this.flapping.size()).isEqualTo(100);
		assertThat(connects(4, "late", "user", 62_000)).as("those of long ago made room").isEqualTo(1);
		assertThat(this.flapping.size()).isEqualTo(1);
	}

}
