package io.mqttboot.server.internal.admission;

import java.nio.ByteBuffer;
import java.time.Duration;

import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.server.spi.MqttIdentity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is remembered of clients that left, and for how long.
 */
class SpentTests {

	private static final long NOW = 1_700_000_000_000L;

	private static final MqttRateLimits LIMITS = MqttRateLimits.builder()
		.rateBurst(Duration.ofSeconds(10))
		.publishRateMax(1)
		.build();

	private final Spent spent = new Spent(3);

	private static Spending of(int messages) {
		Spending spending = Spending.of(LIMITS, null);
		assertThat(spending).isNotNull();
		for (int i = 0; i < messages; i++) {
			spending.take(1, NOW);
		}
		return spending;
	}

	private static MqttIdentity client(String clientId) {
		return MqttIdentity.anonymous(clientId);
	}

	@Test
	void a_client_finds_what_it_had_spent_and_nobody_elses() {
		Spending spending = of(5);
		this.spent.keep(client("c"), spending, NOW);
		assertThat(this.spent.take(client("other"))).isNull();
		assertThat(this.spent.take(client("c"))).isSameAs(spending);
		assertThat(this.spent.take(client("c"))).isNull();
	}

	@Test
	void who_has_all_that_it_may_is_not_remembered() {
		this.spent.keep(client("quiet"), of(0), NOW);
		this.spent.keep(client("long ago"), of(5), NOW + 5_000);
		assertThat(this.spent.size()).isZero();
	}

	@Test
	void no_more_are_remembered_than_there_is_room_for_and_none_longer_than_it_matters() {
		for (int i = 0; i < 10; i++) {
			this.spent.keep(client("c" + i), of(5), NOW);
		}
		assertThat(this.spent.size()).isEqualTo(3);
		this.spent.keep(client("later"), of(15), NOW + 10_000);
		assertThat(this.spent.size()).isEqualTo(1);
	}

	@Test
	void a_long_client_identifier_costs_no_more_than_a_digest() {
		ClientKey key = ClientKey.of("x".repeat(65_535), "user", null);
		assertThat(key.clientId()).isInstanceOfSatisfying(ByteBuffer.class,
				(digest) -> assertThat(digest.remaining()).isEqualTo(32));
		assertThat(key).isEqualTo(ClientKey.of("x".repeat(65_535), "user", null));
		assertThat(key).isNotEqualTo(ClientKey.of("x".repeat(65_534), "user", null));
		assertThat(ClientKey.of("short", null, null).clientId()).isEqualTo("short");
	}

}
