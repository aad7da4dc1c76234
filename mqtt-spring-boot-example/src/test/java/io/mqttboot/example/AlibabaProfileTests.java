package io.mqttboot.example;

import java.time.Duration;
import java.util.Map;

import io.mqttboot.MqttQos;
import io.mqttboot.spring.boot.test.MqttTestBroker;
import io.mqttboot.spring.boot.test.MqttTestMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The profile for Alibaba Cloud, with a broker of the test in the place of the platform.
 */
class AlibabaProfileTests {

	@Test
	void readings_are_handed_on_as_properties_of_a_device() {
		try (MqttTestBroker platform = MqttTestBroker.create().start();
				RunningExample example = new RunningExample("--spring.profiles.active=alibaba",
						"--ALIBABA_PRODUCT_KEY=pk", "--ALIBABA_DEVICE_NAME=device", "--ALIBABA_DEVICE_SECRET=secret",
						"--mqtt.clients.cloud.server-uri=" + platform.serverUri(),
						"--mqtt.clients.cloud.ssl.enabled=false")) {
			MqttTestMessage report = platform.assertThat()
				.received("/sys/pk/device/thing/event/property/post")
				.withQos(MqttQos.AT_LEAST_ONCE)
				.withPayload(Report.class,
						(each) -> each.method().equals("thing.event.property.post")
								&& each.params().equals(Map.of("Temperature", 19.5)))
				.within(Duration.ofSeconds(20));
			assertThat(report.clientId()).matches("device\\|securemode=3,signmethod=hmacsha256,timestamp=\\d+\\|");
			assertThat(example.mqttPort()).isNotEqualTo(platform.port());
		}
	}

	/** What the platform calls a request. */
	record Report(String id, String version, String method, Map<String, Double> params) {

	}

}
