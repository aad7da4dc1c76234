package io.mqttboot.spring.web;

import java.time.Duration;
import java.util.stream.IntStream;

import io.mqttboot.server.config.MqttAttempts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who guesses has to wait.
 */
class FailedAttemptsTests {

	private long now = 1_000_000;

	private final FailedAttempts attempts = new FailedAttempts(
			new MqttAttempts(3, 3, Duration.ofSeconds(60), Duration.ofSeconds(30), 2), () -> this.now);

	private void fail(String address, int times) {
		IntStream.range(0, times).forEach((i) -> this.attempts.failed(address));
	}

	@Test
	void an_address_that_has_failed_too_often_is_blocked_for_a_while() {
		fail("10.0.0.1", 2);
		assertThat(this.attempts.isBlocked("10.0.0.1")).isFalse();
		assertThat(this.attempts.failed("10.0.0.1")).isTrue();
		assertThat(this.attempts.isBlocked("10.0.0.1")).isTrue();
		assertThat(this.attempts.isBlocked("10.0.0.2")).isFalse();
		this.now += 30_000;
		assertThat(this.attempts.isBlocked("10.0.0.1")).isFalse();
	}

	@Test
	void failures_are_counted_together_only_within_the_window() {
		fail("10.0.0.1", 2);
		this.now += 60_001;
		fail("10.0.0.1", 2);
		assertThat(this.attempts.isBlocked("10.0.0.1")).isFalse();
	}

	@Test
	void the_addresses_of_one_network_of_ipv6_are_one() {
		fail("2001:db8:0:1:0:0:0:1", 2);
		fail("2001:db8:0:1:a:b:c:d", 1);
		assertThat(this.attempts.isBlocked("2001:db8:0:1:9:9:9:9")).isTrue();
		assertThat(this.attempts.isBlocked("2001:db8:0:2:0:0:0:1")).isFalse();
	}

	@Test
	void only_so_many_addresses_are_remembered() {
		fail("10.0.0.1", 3);
		fail("10.0.0.2", 1);
		fail("10.0.0.3", 1);
		assertThat(this.attempts.isBlocked("10.0.0.1")).isFalse();
	}

	@Test
	void nobody_is_blocked_where_that_is_switched_off() {
		FailedAttempts off = new FailedAttempts(
				new MqttAttempts(0, 0, Duration.ofSeconds(60), Duration.ofSeconds(30), 2), () -> this.now);
		IntStream.range(0, 100).forEach((i) -> off.failed("10.0.0.1"));
		assertThat(off.isBlocked("10.0.0.1")).isFalse();
	}

}
