package io.mqttboot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MqttPayloadTests {

	private final ByteBuffer payload = ByteBuffer.wrap("x汽车".getBytes(StandardCharsets.UTF_8)).position(1);

	@Test
	void a_payload_is_read_twice_with_the_same_result() {
		assertThat(MqttPayload.text(this.payload)).isEqualTo("汽车");
		assertThat(MqttPayload.text(this.payload)).isEqualTo("汽车");
		assertThat(MqttPayload.bytes(this.payload)).hasSize(6);
		assertThat(this.payload.position()).isEqualTo(1);
	}

	@Test
	void the_bytes_are_a_copy() {
		MqttPayload.bytes(this.payload)[0] = 0;
		assertThat(MqttPayload.text(this.payload)).isEqualTo("汽车");
	}

	@Test
	void a_read_only_payload_is_read_as_well() {
		assertThat(MqttPayload.bytes(this.payload.asReadOnlyBuffer())).hasSize(6);
	}

}
