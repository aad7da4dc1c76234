package io.mqttboot.example;

import java.net.http.HttpResponse;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The device and the office, from HTTP.
 */
class DeviceTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String COMMAND = "/devices/thermometer-1/command";

	private static RunningExample example;

	@BeforeAll
	static void start() {
		example = new RunningExample();
	}

	@AfterAll
	static void stop() {
		example.close();
	}

	@Test
	void a_device_that_is_told_reports_accordingly() throws Exception {
		HttpResponse<String> answer = example.post(COMMAND, "application/json", "{\"setpoint\": 25}");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(JSON.readTree(answer.body()).get("state").asString()).isEqualTo("ACKNOWLEDGED");
		Awaitility.await()
			.untilAsserted(() -> assertThat(get("/devices").at("/thermometer-1/celsius").asDouble()).isEqualTo(24.5));
	}

	@Test
	void a_device_that_is_asked_answers() throws Exception {
		example.post(COMMAND, "application/json", "{\"setpoint\": 30}");
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(get("/devices/thermometer-1/status").get("setpoint").asDouble()).isEqualTo(30));
		assertThat(get("/devices/thermometer-1/status").get("reports").asLong()).isPositive();
	}

	@Test
	void a_device_that_is_not_there_does_not_answer() throws Exception {
		HttpResponse<String> answer = example.get("/devices/nobody/status");
		assertThat(answer.statusCode()).isEqualTo(504);
		assertThat(JSON.readTree(answer.body()).get("error").asString()).isEqualTo("the device does not answer");
	}

	@Test
	void device_and_office_are_clients_of_the_broker() throws Exception {
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(example.get("/clients").body()).contains("\"office\"", "\"thermometer-1\""));
	}

	private static JsonNode get(String path) throws Exception {
		return JSON.readTree(example.get(path).body());
	}

}
