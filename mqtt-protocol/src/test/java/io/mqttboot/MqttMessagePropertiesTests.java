package io.mqttboot;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MqttMessagePropertiesTests {

	private final List<MqttUserProperty> userProperties = new ArrayList<>(
			List.of(new MqttUserProperty("k", "2"), new MqttUserProperty("k", "1")));

	private final MqttMessageProperties properties = new MqttMessageProperties(true, 60, "text/plain", "answers",
			ByteBuffer.wrap(new byte[] { 1, 2, 3 }), this.userProperties);

	@Test
	void nothing_said_is_nothing_set() {
		assertThat(MqttMessageProperties.NONE.expires()).isFalse();
		assertThat(MqttMessageProperties.NONE.correlationData()).isNull();
		assertThat(MqttMessageProperties.NONE.userProperties()).isEmpty();
	}

	@Test
	void user_properties_keep_their_order_and_cannot_be_changed_from_outside() {
		this.userProperties.clear();
		assertThat(this.properties.userProperties()).extracting(MqttUserProperty::value).containsExactly("2", "1");
	}

	@Test
	void each_reader_of_the_correlation_data_has_a_position_of_its_own_and_cannot_write() {
		ByteBuffer first = this.properties.correlationData();
		assertThat(first).isNotNull();
		first.get();
		assertThat(this.properties.correlationData()).isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
		assertThat(first.isReadOnly()).isTrue();
	}

	@Test
	void another_expiry_leaves_all_else() {
		MqttMessageProperties changed = this.properties.withMessageExpirySeconds(7);
		assertThat(changed.messageExpirySeconds()).isEqualTo(7);
		assertThat(changed.withMessageExpirySeconds(60)).isEqualTo(this.properties);
		assertThat(this.properties.withMessageExpirySeconds(60)).isSameAs(this.properties);
		assertThat(this.properties.withMessageExpirySeconds(MqttMessageProperties.NO_EXPIRY).expires()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 4_294_967_295L })
	void an_expiry_is_an_unsigned_number_of_four_bytes(long seconds) {
		assertThat(MqttMessageProperties.NONE.withMessageExpirySeconds(seconds).expires()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(longs = { -2, 4_294_967_296L })
	void any_other_expiry_is_refused(long seconds) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MqttMessageProperties.NONE.withMessageExpirySeconds(seconds));
	}

	@Test
	@SuppressWarnings({ "DataFlowIssue", "NullAway" })
	void a_user_property_has_a_name_and_a_value() {
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> new MqttUserProperty(null, ""));
		assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> new MqttUserProperty("", null));
	}

}
