package io.mqttboot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class MqttMessageTests {

	private final MqttMessage message = MqttMessage.of("a/b", "21.5 °C", MqttQos.AT_LEAST_ONCE, true);

	@Test
	void a_text_is_carried_as_utf_8() {
		assertThat(this.message.payloadArray()).isEqualTo("21.5 °C".getBytes(StandardCharsets.UTF_8));
		assertThat(this.message.payloadBytes()).isEqualTo(8);
		assertThat(MqttPayload.text(this.message.payload())).isEqualTo("21.5 °C");
	}

	@Test
	void a_buffer_is_copied_and_left_as_it_was() {
		ByteBuffer buffer = ByteBuffer.wrap(new byte[] { 9, 1, 2, 3 }).position(1);
		MqttMessage copy = MqttMessage.of("a", buffer, MqttQos.AT_MOST_ONCE, false);
		buffer.put(1, (byte) 77);
		assertThat(copy.payloadArray()).containsExactly(1, 2, 3);
		assertThat(buffer.position()).isEqualTo(1);
	}

	@Test
	void an_array_that_is_handed_over_is_not_copied() {
		byte[] payload = { 1, 2 };
		MqttMessage owner = MqttMessage.owning("a", payload, MqttQos.EXACTLY_ONCE, false, MqttMessageProperties.NONE);
		assertThat(owner.payloadArray()).isSameAs(payload);
	}

	@Test
	void each_reader_of_the_payload_has_a_position_of_its_own_and_cannot_write() {
		ByteBuffer first = this.message.payload();
		first.get();
		assertThat(this.message.payload().position()).isZero();
		assertThat(first.isReadOnly()).isTrue();
	}

	@Test
	void a_changed_message_differs_in_one_thing_and_shares_the_payload() {
		MqttMessageProperties properties = MqttMessageProperties.NONE.withMessageExpirySeconds(5);
		MqttMessage changed = this.message.withTopic("c")
			.withQos(MqttQos.EXACTLY_ONCE)
			.withRetain(false)
			.withProperties(properties);
		assertThat(changed.topic()).isEqualTo("c");
		assertThat(changed.qos()).isEqualTo(MqttQos.EXACTLY_ONCE);
		assertThat(changed.retain()).isFalse();
		assertThat(changed.properties()).isEqualTo(properties);
		assertThat(changed.payloadArray()).isSameAs(this.message.payloadArray());
		assertThat(this.message.topic()).isEqualTo("a/b");
	}

	@Test
	void a_change_to_what_is_already_so_costs_nothing() {
		assertThat(
				this.message.withQos(MqttQos.AT_LEAST_ONCE).withRetain(true).withProperties(MqttMessageProperties.NONE))
			.isSameAs(this.message);
	}

	@Test
	void messages_are_equal_when_all_of_them_is() {
		MqttMessage same = MqttMessage.of("a/b", "21.5 °C", MqttQos.AT_LEAST_ONCE, true);
		assertThat(this.message).isEqualTo(same).hasSameHashCodeAs(same);
		assertThat(List.of(same.withTopic("a"), same.withQos(MqttQos.AT_MOST_ONCE), same.withRetain(false),
				same.withProperties(MqttMessageProperties.NONE.withMessageExpirySeconds(1)),
				MqttMessage.of("a/b", "21.6 °C", MqttQos.AT_LEAST_ONCE, true)))
			.allSatisfy((other) -> assertThat(other).isNotEqualTo(this.message));
	}

	@Test
	void its_description_keeps_the_payload_secret() {
		assertThat(MqttMessage.of("a/b", "s3cret", MqttQos.AT_LEAST_ONCE, true))
			.hasToString("MqttMessage[topic=a/b, payloadBytes=6, qos=1, retain=true]");
	}

	@Test
	@SuppressWarnings({ "DataFlowIssue", "NullAway" })
	void a_message_lacks_nothing() {
		assertThatNullPointerException().isThrownBy(() -> this.message.withTopic(null)).withMessage("topic");
		assertThatNullPointerException().isThrownBy(() -> this.message.withQos(null)).withMessage("qos");
		assertThatNullPointerException().isThrownBy(() -> this.message.withProperties(null)).withMessage("properties");
	}

}
