package io.mqttboot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MqttWillTests {

	private final MqttMessage message = MqttMessage.of("gone", "", MqttQos.EXACTLY_ONCE, true);

	@Test
	void a_delay_is_an_unsigned_number_of_four_bytes() {
		assertThat(new MqttWill(this.message, 0).delaySeconds()).isZero();
		assertThat(new MqttWill(this.message, 4_294_967_295L).delaySeconds()).isEqualTo(4_294_967_295L);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 4_294_967_296L })
	void any_other_delay_is_refused(long seconds) {
		assertThatIllegalArgumentException().isThrownBy(() -> new MqttWill(this.message, seconds));
	}

}
