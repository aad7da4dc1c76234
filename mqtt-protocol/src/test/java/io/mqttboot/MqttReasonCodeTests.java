package io.mqttboot;

import java.util.Arrays;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MqttReasonCodeTests {

	@Test
	void every_code_of_the_standard_is_there_and_no_other() {
		assertThat(Arrays.stream(MqttReasonCode.values()).map(MqttReasonCode::value)).containsExactlyInAnyOrder(0x00,
				0x01, 0x02, 0x04, 0x10, 0x11, 0x18, 0x19, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89,
				0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A,
				0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2);
	}

	@ParameterizedTest
	@EnumSource
	void a_code_is_found_by_its_number(MqttReasonCode code) {
		assertThat(MqttReasonCode.of(code.value())).isSameAs(code);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0x03, 0x12, 0x7F, 0xA3, 0xFF, 0x100 })
	void an_unknown_number_is_refused(int value) {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttReasonCode.of(value));
	}

	@ParameterizedTest
	@EnumSource
	void what_begins_at_0x80_is_an_error(MqttReasonCode code) {
		assertThat(code.isError()).isEqualTo(code.value() > 0x7F);
	}

	@Test
	void the_texts_tell_the_codes_apart() {
		assertThat(new TreeSet<>(Arrays.stream(MqttReasonCode.values()).map(MqttReasonCode::text).toList()))
			.hasSize(MqttReasonCode.values().length)
			.noneMatch(String::isBlank);
	}

	@Test
	void a_granted_qos_has_its_own_code() {
		assertThat(MqttReasonCode.granted(MqttQos.AT_MOST_ONCE)).isSameAs(MqttReasonCode.SUCCESS);
		assertThat(MqttReasonCode.granted(MqttQos.AT_LEAST_ONCE)).isSameAs(MqttReasonCode.GRANTED_QOS_1);
		assertThat(MqttReasonCode.granted(MqttQos.EXACTLY_ONCE)).isSameAs(MqttReasonCode.GRANTED_QOS_2);
	}

	@Test
	void a_protocol_exception_carries_a_code_and_no_stack() {
		MqttProtocolException exception = new MqttProtocolException(MqttReasonCode.TOPIC_ALIAS_INVALID, "alias 0");
		assertThat(exception.reasonCode()).isSameAs(MqttReasonCode.TOPIC_ALIAS_INVALID);
		assertThat(exception).hasMessage("alias 0");
		assertThat(exception.getStackTrace()).isEmpty();
	}

}
