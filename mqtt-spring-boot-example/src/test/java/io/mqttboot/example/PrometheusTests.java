package io.mqttboot.example;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A real Prometheus scrapes a running example and evaluates every query and every rule.
 * Skipped, and says so, where no {@code prometheus} is on the path.
 */
class PrometheusTests {

	private static final Logger LOGGER = LoggerFactory.getLogger(PrometheusTests.class);

	private static final String MISSING = "SKIPPED: no 'prometheus' on the path, so none evaluates the queries";

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final JsonMapper JSON = new JsonMapper();

	private static @Nullable RunningExample example;

	private static @Nullable Process prometheus;

	private static String address = "";

	@TempDir
	static Path directory = Path.of("");

	@BeforeAll
	static void start() throws Exception {
		Optional<String> binary = onPath("prometheus");
		if (binary.isEmpty()) {
			LOGGER.warn(MISSING);
			return;
		}
		RunningExample started = new RunningExample();
		example = started;
		// pauses are exported once there was one
		System.gc();
		await().until(() -> started.scrape().has("jvm_gc_pause_seconds_sum"));
		address = "127.0.0.1:" + freePort();
		prometheus = new ProcessBuilder(binary.orElseThrow(), "--config.file=" + configuration(started.httpPort()),
				"--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=" + address)
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("prometheus.log").toFile())
			.start();
		await().until(() -> scrapes() > 0);
		assertThat(started.post("/traffic?messages=600", "").statusCode()).isEqualTo(200);
		double before = scrapes();
		await().until(() -> scrapes() >= before + 3);
	}

	@BeforeEach
	void prometheusRuns() {
		assumeTrue(prometheus != null, MISSING);
	}

	@AfterAll
	static void stop() throws InterruptedException {
		if (prometheus != null) {
			prometheus.destroy();
			prometheus.waitFor(10, TimeUnit.SECONDS);
			prometheus.destroyForcibly();
		}
		if (example != null) {
			example.close();
		}
	}

	@ParameterizedTest
	@MethodSource("queries")
	void every_query_evaluates_and_answers(Query query) throws Exception {
		JsonNode answer = query(query.resolved());
		assertThat(answer.get("status").asString()).as(answer.toString()).isEqualTo("success");
		// what only shows trouble is empty in peace
		if (!query.text().contains("> 0")) {
			assertThat(answer.at("/data/result").size()).as(answer.toString()).isPositive();
		}
	}

	static Stream<Query> queries() throws IOException {
		return Query.dashboard().stream();
	}

	@Test
	void traffic_is_seen() throws Exception {
		assertThat(value("sum(increase(mqtt_server_messages_in_total[1m]))")).isPositive();
		assertThat(value("sum(mqtt_messages_send_bytes)")).isPositive();
	}

	@Test
	void every_rule_evaluates_and_is_quiet() throws Exception {
		await().untilAsserted(() -> {
			JsonNode rules = get("/api/v1/rules").at("/data/groups/0/rules");
			assertThat(rules.size()).isEqualTo(Query.alerts().size());
			rules.forEach((rule) -> {
				assertThat(rule.get("health").asString()).as(rule.toString()).isEqualTo("ok");
				assertThat(rule.get("state").asString()).as(rule.toString()).isEqualTo("inactive");
			});
		});
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void every_rule_has_something_to_look_at(Query alert) throws Exception {
		// without its threshold it is a query that answers
		String figure = alert.text().replaceAll("\\s+(and|unless)\\s.*$", "").replaceAll("\\s*(>|==)\\s*[\\d.]+$", "");
		assertThat(query(figure).at("/data/result").size()).as(figure).isPositive();
	}

	static Stream<Query> alerts() throws IOException {
		return Query.alerts().stream();
	}

	private static Path configuration(int httpPort) throws IOException {
		String text = Files.readString(Query.GRAFANA.resolve("prometheus/prometheus.yml"))
			.replace("127.0.0.1:8080", "127.0.0.1:" + httpPort)
			.replace("_interval: 5s", "_interval: 1s");
		Files.copy(Query.GRAFANA.resolve("prometheus/alerts.yml"), directory.resolve("alerts.yml"));
		return Files.writeString(directory.resolve("prometheus.yml"), text);
	}

	private static double scrapes() throws InterruptedException {
		try {
			return value("count_over_time(up{job=\"mqtt\"}[1m])");
		}
		catch (IOException ex) {
			// not up yet
			return 0;
		}
	}

	private static double value(String query) throws IOException, InterruptedException {
		JsonNode result = query(query).at("/data/result/0/value/1");
		return result.isMissingNode() ? 0 : Double.parseDouble(result.asString());
	}

	private static JsonNode query(String query) throws IOException, InterruptedException {
		return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
	}

	private static JsonNode get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
		return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static Optional<String> onPath(String name) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((directory) -> new File(directory, name))
			.filter(File::canExecute)
			.map(File::getPath)
			.findFirst();
	}

}
