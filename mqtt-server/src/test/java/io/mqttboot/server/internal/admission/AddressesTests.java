package io.mqttboot.server.internal.admission;

import java.time.Duration;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttNetwork;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AddressesTests {

	private static final long SECOND = 1_000_000_000L;

	private static final long START = 1_700_000_000L * SECOND;

	private static final MqttNetwork ONE = MqttNetwork.of("192.0.2.1");

	private static Addresses addresses(int max, int openMax, int perSecond) {
		return new Addresses(max, openMax, new Rate(perSecond, Duration.ofSeconds(10).toNanos()));
	}

	@Test
	void what_was_saved_up_may_be_used_at_once_and_then_comes_back_at_the_rate() {
		Addresses addresses = addresses(10, 0, 2);
		for (int i = 0; i < 20; i++) {
			assertThat(addresses.enters(ONE, START)).isNull();
		}
		assertThat(addresses.enters(ONE, START)).isEqualTo(MqttReasonCode.CONNECTION_RATE_EXCEEDED);
		assertThat(addresses.enters(ONE, START + SECOND / 2 - 1)).isEqualTo(MqttReasonCode.CONNECTION_RATE_EXCEEDED);
		assertThat(addresses.enters(ONE, START + SECOND / 2)).isNull();
		assertThat(addresses.enters(ONE, START + SECOND / 2)).isEqualTo(MqttReasonCode.CONNECTION_RATE_EXCEEDED);
		assertThat(addresses.enters(MqttNetwork.of("192.0.2.2"), START)).isNull();
	}

	@Test
	void an_address_that_has_gone_is_forgotten_unless_it_has_used_up_its_rate() {
		Addresses addresses = addresses(10, 5, 2);
		addresses.enters(ONE, START);
		addresses.left(ONE, START + SECOND);
		assertThat(addresses.size()).isZero();
		addresses.enters(ONE, START);
		addresses.left(ONE, START);
		assertThat(addresses.size()).isEqualTo(1);
	}

	@Test
	void the_table_is_bounded_and_makes_room_of_those_that_have_gone() {
		Addresses addresses = addresses(100, 1, 1);
		for (int i = 0; i < 200; i++) {
			MqttNetwork address = MqttNetwork.of("10.0.0." + i);
			assertThat(addresses.enters(address, START)).isNull();
			addresses.left(address, START);
		}
		assertThat(addresses.size()).isEqualTo(100);
		assertThat(addresses.enters(ONE, START + SECOND)).isNull();
		assertThat(addresses.size()).isEqualTo(1);
		assertThat(addresses.enters(ONE, START + SECOND)).isEqualTo(MqttReasonCode.QUOTA_EXCEEDED);
	}

	@Test
	void without_a_limit_nothing_is_remembered() {
		Addresses addresses = addresses(10, 0, 0);
		for (int i = 0; i < 1_000; i++) {
			assertThat(addresses.enters(ONE, START)).isNull();
		}
		assertThat(addresses.size()).isZero();
	}

	@Test
	void those_who_come_and_go_at_once_are_counted_right() throws Exception {
		Addresses addresses = addresses(10, 4, 0);
		Thread[] threads = new Thread[4];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(() -> {
				for (int j = 0; j < 100_000; j++) {
					if (addresses.enters(ONE, START) == null) {
						addresses.left(ONE, START);
					}
				}
			});
			threads[i].start();
		}
		for (Thread each : threads) {
			each.join();
		}
		assertThat(addresses.size()).isZero();
		for (int i = 0; i < 4; i++) {
			assertThat(addresses.enters(ONE, START)).isNull();
		}
		assertThat(addresses.enters(ONE, START)).isEqualTo(MqttReasonCode.QUOTA_EXCEEDED);
	}

}
