package io.mqttboot.example;

import java.net.http.HttpResponse;
import java.util.Map;

import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ExampleApplicationTests {

	private static final JsonMapper JSON = new JsonMapper();

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
	void a_client_without_a_name_is_let_in() {
		try (WirePeer peer = WirePeer.connect(example.mqttPort())) {
			peer.connects(Packets.connect("nobody"));
		}
	}

	@Test
	void a_client_with_a_name_needs_its_password() {
		try (WirePeer peer = WirePeer.connect(example.mqttPort())) {
			peer.connects(Packets.connect("demo-1").userName("demo").password("demo"));
		}
		try (WirePeer peer = WirePeer.connect(example.mqttPort())) {
			peer.send(Packets.connect("demo-2").userName("demo").password("guess")).isRefused(0x86, 0x87);
		}
		try (WirePeer peer = WirePeer.connect(example.mqttPort())) {
			peer.send(Packets.connect("demo-3").userName("stranger").password("demo")).isRefused(0x86, 0x87);
		}
	}

	@Test
	void a_message_goes_from_http_to_a_subscriber() throws Exception {
		try (WirePeer peer = WirePeer.connect(example.mqttPort())) {
			peer.connects(Packets.connect("reader"));
			peer.subscribes("news/#", 0);
			JsonNode answer = json(example.post("/publish?topic=news/today&qos=0", "hello").body());
			peer.receives(Packets.publish("news/today", "hello"));
			assertThat(answer.get("subscribers").asBoolean()).isTrue();
		}
	}

	@Test
	void what_cannot_be_published_is_a_bad_request() throws Exception {
		assertThat(example.post("/publish?topic=news/%2B", "hello").statusCode()).isEqualTo(400);
		assertThat(example.post("/publish?topic=news&qos=3", "hello").statusCode()).isEqualTo(400);
		assertThat(example.post("/traffic?messages=1000000", "").statusCode()).isEqualTo(400);
	}

	@Test
	void clients_that_are_here_are_named() throws Exception {
		try (WirePeer peer = WirePeer.connect(example.mqttPort())) {
			peer.connects(Packets.connect("seen"));
			Awaitility.await().untilAsserted(() -> assertThat(example.get("/clients").body()).contains("\"seen\""));
			peer.leaves();
		}
		Awaitility.await().untilAsserted(() -> assertThat(example.get("/clients").body()).doesNotContain("\"seen\""));
	}

	@Test
	void health_names_the_broker() throws Exception {
		JsonNode health = json(example.get("/actuator/health").body());
		assertThat(health.at("/components/mqttServer/status").asString()).isEqualTo("UP");
		assertThat(health.at("/components/mqttServer/details/port").asInt()).isEqualTo(example.mqttPort());
		assertThat(json(example.get("/actuator/health/readiness").body()).get("status").asString()).isEqualTo("UP");
	}

	@Test
	void traffic_moves_the_documented_nine() throws Exception {
		Scrape before = example.scrape();
		Map<?, ?> answer = JSON.readValue(example.post("/traffic?messages=300", "").body(), Map.class);
		assertThat(answer.get("published")).isEqualTo(300);
		assertThat(answer.get("received")).isEqualTo(300);
		Awaitility.await().untilAsserted(() -> {
			Scrape after = example.scrape();
			assertThat(moved(before, after, "mqtt_connections_accepted")).isGreaterThanOrEqualTo(2);
			assertThat(moved(before, after, "mqtt_connections_closed")).isGreaterThanOrEqualTo(2);
			// 300 messages; at QoS 1 two packets each, at QoS 2 four
			assertThat(moved(before, after, "mqtt_messages_received_packets")).isGreaterThan(700);
			assertThat(moved(before, after, "mqtt_messages_handled_packets")).isGreaterThan(700);
			assertThat(moved(before, after, "mqtt_messages_send_packets")).isGreaterThan(700);
			assertThat(moved(before, after, "mqtt_messages_received_bytes")).isGreaterThan(300 * 20);
			assertThat(moved(before, after, "mqtt_messages_handled_bytes")).isGreaterThan(300 * 20);
			assertThat(moved(before, after, "mqtt_messages_send_bytes")).isGreaterThan(300 * 20);
			assertThat(after.sum("mqtt_connections_size"))
				.isEqualTo(after.sum("mqtt_connections_accepted") - after.sum("mqtt_connections_closed"));
			assertThat(moved(before, after, "mqtt_server_messages_in_total")).isGreaterThanOrEqualTo(300);
			assertThat(moved(before, after, "mqtt_server_delivery_seconds_count")).isGreaterThanOrEqualTo(200);
		});
	}

	@Test
	void the_documented_nine_are_gauges_without_labels() throws Exception {
		String text = example.get("/actuator/prometheus").body();
		for (String name : new String[] { "mqtt_connections_accepted", "mqtt_connections_closed",
				"mqtt_connections_size", "mqtt_messages_handled_packets", "mqtt_messages_handled_bytes",
				"mqtt_messages_received_packets", "mqtt_messages_received_bytes", "mqtt_messages_send_packets",
				"mqtt_messages_send_bytes" }) {
			assertThat(text).contains("\n# TYPE " + name + " gauge\n" + name + " ");
		}
	}

	@Test
	void the_dashboard_is_there_for_who_knows_the_password() throws Exception {
		assertThat(example.get("/mqtt-dashboard/").statusCode()).isEqualTo(401);
		HttpResponse<String> page = example.get("/mqtt-dashboard/", "demo", "demo");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("app.js");
		assertThat(json(example.get("/api/v1/stats", "demo", "demo").body()).at("/data/name").asString())
			.isEqualTo("Mqtt-Example");
	}

	private static double moved(Scrape before, Scrape after, String name) {
		assertThat(after.has(name)).as(name).isTrue();
		return after.sum(name) - before.sum(name);
	}

	private static JsonNode json(String text) {
		return JSON.readTree(text);
	}

}
