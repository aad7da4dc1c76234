package io.mqttboot.spring.boot.test.courses;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.mqttboot.spring.MqttTemplate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both courses, whoever the server is.
 */
@Timeout(120)
abstract class CourseScenarios {

	private final List<CourseApplication> running = new ArrayList<>();

	private CourseServer server;

	@TempDir
	private Path folder;

	abstract CourseServer startServer(Path folder) throws Exception;

	@BeforeEach
	void start() throws Exception {
		this.server = startServer(this.folder);
	}

	@AfterEach
	void stop() {
		this.running.forEach(CourseApplication::close);
		this.server.close();
	}

	// ------ the first course: a producer, and consumers that share the work

	@ParameterizedTest
	@ValueSource(strings = { "MQTT_3_1_1", "MQTT_5" })
	void a_message_without_a_topic_has_the_defaults_and_objects_are_json(String version) throws Exception {
		Consumer consumer = start(Consumer.class, "mqtt.client.version", version, "mqtt.consumer.consumer-topics",
				"testtopic/#")
			.bean(Consumer.class);
		start(Producer.class, "mqtt.client.version", version, "mqtt.producer.default-topic", "testtopic/test1",
				"mqtt.producer.default-qos", "2", "mqtt.producer.default-retained", "false")
			.bean(Producer.class)
			.produce(new Task(1, "sweep"));
		String json = " {\"id\":1,\"name\":\"sweep\"}";
		soon().untilAsserted(() -> assertThat(consumer.consumed).containsExactlyInAnyOrder("testtopic/test1" + json,
				"testtopic/test2" + json, "testtopic/test3" + json, "testtopic/test4" + json));
	}

	@Test
	void each_group_gets_each_task_once() throws Exception {
		List<List<CourseApplication>> groups = new ArrayList<>();
		groups.add(consumers("$share/task/testtopic/#"));
		groups.add(consumers("$share/log/testtopic/#"));
		if (this.server.hasQueues()) {
			groups.add(consumers("$queue/testtopic/#"));
		}
		MqttTemplate mqtt = start(Producer.class).bean(MqttTemplate.class);
		for (int i = 0; i < 30; i++) {
			mqtt.send("testtopic/task", 1, new Task(i, "sweep")).get(10, TimeUnit.SECONDS);
		}
		List<String> all = IntStream.range(0, 30)
			.mapToObj((i) -> "testtopic/task {\"id\":" + i + ",\"name\":\"sweep\"}")
			.toList();
		for (List<CourseApplication> group : groups) {
			soon().untilAsserted(() -> assertThat(consumedBy(group)).containsExactlyInAnyOrderElementsOf(all));
		}
	}

	private List<CourseApplication> consumers(String filter) throws Exception {
		return List.of(start(Consumer.class, "mqtt.consumer.consumer-topics", filter),
				start(Consumer.class, "mqtt.consumer.consumer-topics", filter));
	}

	private static List<String> consumedBy(List<CourseApplication> group) {
		return group.stream().flatMap((each) -> each.bean(Consumer.class).consumed.stream()).toList();
	}

	@Test
	void what_a_worker_did_not_acknowledge_comes_again() throws Exception {
		Map<String, String> worker = Map.of("course.tasks", "tasks/#", "mqtt.client.client-id", "worker",
				"mqtt.client.clean-session", "false");
		CourseApplication first = start(Workers.class, worker);
		MqttTemplate mqtt = start(Producer.class).bean(MqttTemplate.class);
		mqtt.send("tasks/1", 1, new Task(1, "sweep")).get(10, TimeUnit.SECONDS);
		soon().untilAsserted(() -> assertThat(first.bean(Workers.class).done).containsExactly(new Task(1, "sweep")));
		mqtt.send("tasks/2", 1, new Task(2, "fail")).get(10, TimeUnit.SECONDS);
		first.close();
		this.running.remove(first);
		Consumer second = start(Consumer.class, "mqtt.consumer.consumer-topics", "tasks/#", "mqtt.client.client-id",
				"worker", "mqtt.client.clean-session", "false")
			.bean(Consumer.class);
		soon().untilAsserted(() -> assertThat(second.consumed).containsExactly("tasks/2 {\"id\":2,\"name\":\"fail\"}"));
	}

	// ------ the second course: retained messages, wills, and a client id used twice

	@Test
	void each_client_meets_the_retained_messages_of_both_its_topics() throws Exception {
		retain();
		for (String clientId : List.of("1", "2")) {
			DemoClient client = demoClient(clientId).bean(DemoClient.class);
			soon().untilAsserted(() -> assertThat(client.seen).containsExactlyInAnyOrder("T retained for all",
					"T/" + clientId + " retained for " + clientId));
		}
	}

	private void retain() throws Exception {
		try (CourseApplication publisher = CourseApplication.start(this.server, Producer.class,
				Map.of("mqtt.client.clean-session", "false", "mqtt.client.client-id", "publisher"))) {
			MqttTemplate mqtt = publisher.bean(MqttTemplate.class);
			mqtt.send("T", 1, true, "for all").get(10, TimeUnit.SECONDS);
			mqtt.send("T/1", 1, true, "for 1").get(10, TimeUnit.SECONDS);
			mqtt.send("T/2", 1, true, "for 2").get(10, TimeUnit.SECONDS);
		}
	}

	private CourseApplication demoClient(String clientId) throws Exception {
		return start(DemoClient.class, "demo.topic", "T", "mqtt.client.client-id", clientId, "mqtt.client.will.topic",
				"T/" + clientId, "mqtt.client.will.payload", "close", "mqtt.client.will.qos", "2",
				"mqtt.client.will.retained", "true", "mqtt.client.automatic-reconnect", "false");
	}

	@Test
	void an_abrupt_close_delivers_the_will_and_keeps_it() throws Exception {
		Consumer watcher = start(Consumer.class, "mqtt.consumer.consumer-topics", "T/+", "mqtt.client.client-id",
				"watcher", "mqtt.client.clean-session", "false")
			.bean(Consumer.class);
		demoClient("1");
		this.server.cut();
		soon().untilAsserted(() -> assertThat(watcher.consumed).contains("T/1 close"));
		Consumer later = start(Consumer.class, "mqtt.consumer.consumer-topics", "T/1").bean(Consumer.class);
		soon().untilAsserted(() -> assertThat(later.consumed).containsExactly("T/1 close"));
	}

	@Test
	void a_polite_close_delivers_no_will() throws Exception {
		Consumer watcher = start(Consumer.class, "mqtt.consumer.consumer-topics", "T/+").bean(Consumer.class);
		CourseApplication client = demoClient("1");
		client.close();
		this.running.remove(client);
		start(Producer.class).bean(MqttTemplate.class).send("T/1", 1, "nobody died").get(10, TimeUnit.SECONDS);
		soon().untilAsserted(() -> assertThat(watcher.consumed).containsExactly("T/1 nobody died"));
	}

	@Test
	void a_second_use_of_a_client_id_takes_over() throws Exception {
		CourseApplication first = demoClient("1");
		CourseApplication second = demoClient("1");
		soon().until(() -> !first.client().isConnected());
		start(Producer.class).bean(MqttTemplate.class).send("T", 1, "still here").get(10, TimeUnit.SECONDS);
		soon().untilAsserted(() -> assertThat(second.bean(DemoClient.class).seen).contains("T still here"));
		assertThat(second.client().isConnected()).isTrue();
	}

	// ------

	private CourseApplication start(Class<?> component, String... properties) throws Exception {
		Map<String, String> map = new LinkedHashMap<>();
		for (int i = 0; i < properties.length; i += 2) {
			map.put(properties[i], properties[i + 1]);
		}
		return start(component, map);
	}

	private CourseApplication start(Class<?> component, Map<String, String> properties) throws Exception {
		CourseApplication application = CourseApplication.start(this.server, component, properties);
		this.running.add(application);
		return application;
	}

	private static ConditionFactory soon() {
		return Awaitility.await().atMost(Duration.ofSeconds(20));
	}

}
