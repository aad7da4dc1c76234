package io.mqttboot;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MqttVersionTests {

	@ParameterizedTest
	@CsvSource({ "MQTT_3_1, MQIsdp, 3, false", "MQTT_3_1_1, MQTT, 4, false", "MQTT_5, MQTT, 5, true" })
	void a_version_has_the_name_and_level_of_its_connect(MqttVersion version, String name, int level, boolean is5) {
		assertThat(version.protocolName()).isEqualTo(name);
		assertThat(version.protocolLevel()).isEqualTo(level);
		assertThat(version.is5()).isEqualTo(is5);
	}

}
