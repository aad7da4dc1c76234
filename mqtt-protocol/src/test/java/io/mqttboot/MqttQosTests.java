package io.mqttboot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MqttQosTests {

	@ParameterizedTest
	@EnumSource
	void a_qos_is_found_by_its_number(MqttQos qos) {
		assertThat(MqttQos.of(qos.value())).isSameAs(qos);
	}

	@Test
	void the_numbers_are_those_of_the_wire() {
		assertThat(MqttQos.AT_MOST_ONCE.value()).isZero();
		assertThat(MqttQos.AT_LEAST_ONCE.value()).isEqualTo(1);
		assertThat(MqttQos.EXACTLY_ONCE.value()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 3, 128 })
	void there_is_no_other_qos(int value) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttQos.of(value));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, 0", "0, 2, 0", "1, 2, 1", "2, 1, 1", "2, 2, 2", "2, 0, 0" })
	void what_is_delivered_is_the_lower_of_two(int published, int granted, int delivered) {
		assertThat(MqttQos.of(published).min(MqttQos.of(granted))).isEqualTo(MqttQos.of(delivered));
	}

}
