package io.mqttboot.client;

import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a session outlives its connection when nobody says, and in which order one
 * says it.
 */
class SessionExpiryTests {

	private static final long FOR_EVER = 0xFFFF_FFFFL;

	@Test
	void a_client_without_a_clean_start_keeps_its_session_whatever_was_said_before() {
		MqttClient client = MqttClient.create().version(MqttVersion.MQTT_5).clientId("c").cleanStart(false).build();
		assertThat(client.config().sessionExpirySeconds()).isEqualTo(FOR_EVER);
		client.stop();
	}

	@Test
	void a_client_with_a_clean_start_keeps_none() {
		MqttClient client = MqttClient.create().cleanStart(false).clientId("c").cleanStart(true).build();
		assertThat(client.config().sessionExpirySeconds()).isZero();
		client.stop();
	}

	@Test
	void what_was_said_outright_stays() {
		MqttClientConfig config = MqttClientConfig.builder().sessionExpirySeconds(60).build();
		assertThat(config.toBuilder().cleanStart(false).build().sessionExpirySeconds()).isEqualTo(60);
	}

}
