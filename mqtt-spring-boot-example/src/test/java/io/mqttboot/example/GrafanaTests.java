package io.mqttboot.example;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code grafana} asks for, a running example exports; and its files fit together.
 */
class GrafanaTests {

	private static RunningExample example;

	private static Scrape scrape;

	@BeforeAll
	static void start() throws Exception {
		example = new RunningExample();
		// pauses are exported once there was one
		System.gc();
		Awaitility.await().until(() -> example.scrape().has("jvm_gc_pause_seconds_sum"));
		scrape = example.scrape();
	}

	@AfterAll
	static void stop() {
		example.close();
	}

	@ParameterizedTest
	@MethodSource("queries")
	void every_query_names_only_what_is_exported(Query query) {
		assertThat(query.unknownTo(scrape)).isEmpty();
	}

	static Stream<Query> queries() throws IOException {
		return Query.all().stream();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "rate(mqtt_conections_accepted[1m]); mqtt_conections_accepted",
					"sum by (cause) (mqtt_server_clients); by (cause)",
					"mqtt_server_dropped_total{cause=~\"queue-full|gone\"}; mqtt_server_dropped_total{cause=\"gone\"}",
					"mqtt_server_clients > 0 and mqtt_server_sesions offset 5m > 1; mqtt_server_sesions",
					"1 > 0; no metric at all" })
	void a_query_that_names_something_else_would_be_found(String query, String unknown) {
		assertThat(new Query("test", query).unknownTo(scrape)).containsExactly(unknown);
	}

	@Test
	void every_documented_meter_of_the_server_has_a_place_on_the_dashboard() throws IOException {
		String queries = String.join("\n", Query.dashboard().stream().map(Query::text).toList());
		assertThat(scrape.metrics().keySet())
			.filteredOn((name) -> name.matches("mqtt_(server|connections|messages)_.*"))
			.hasSizeGreaterThan(9)
			.allSatisfy((name) -> assertThat(queries).containsPattern("\\b" + name + "\\b"));
	}

	@Test
	void prometheus_scrapes_the_example_where_it_listens_by_default() throws IOException {
		Map<String, Object> prometheus = yaml(Query.GRAFANA.resolve("prometheus/prometheus.yml"));
		Map<String, Object> example = yaml(Path.of("src/main/resources/application.yml"));
		Map<String, Object> job = list(prometheus, "scrape_configs").get(0);
		Map<String, Object> server = map(example, "server");
		assertThat(job).containsEntry("job_name", "mqtt").containsEntry("metrics_path", "/actuator/prometheus");
		assertThat(list(job, "static_configs").get(0).get("targets"))
			.isEqualTo(List.of(server.get("address") + ":" + server.get("port")));
		assertThat(prometheus.get("rule_files")).isEqualTo(List.of("alerts.yml"));
	}

	@Test
	void every_alert_says_how_bad_it_is_and_what_to_look_at() throws IOException {
		list(yaml(Query.GRAFANA.resolve("prometheus/alerts.yml")), "groups").stream()
			.flatMap((group) -> list(group, "rules").stream())
			.forEach((rule) -> {
				assertThat(String.valueOf(map(rule, "labels").get("severity"))).isIn("critical", "warning");
				assertThat(map(rule, "annotations")).containsOnlyKeys("summary", "description");
				assertThat(rule).containsKey("for");
			});
	}

	@Test
	void the_compose_file_mounts_what_is_there_and_points_its_servers_at_each_other() throws IOException {
		Map<String, Object> services = map(yaml(Query.GRAFANA.resolve("compose.yaml")), "services");
		assertThat(services).containsOnlyKeys("prometheus", "grafana");
		for (String name : services.keySet()) {
			Map<String, Object> service = map(services, name);
			assertThat(String.valueOf(service.get("image")))
				.matches("(prom/prometheus|grafana/grafana):v?\\d+\\.\\d+\\.\\d+");
			for (Object volume : (List<?>) service.get("volumes")) {
				assertThat(Query.GRAFANA.resolve(volume.toString().split(":")[0])).isDirectory();
			}
		}
		String datasource = String
			.valueOf(list(yaml(Query.GRAFANA.resolve("provisioning/datasources/prometheus.yml")), "datasources").get(0)
				.get("url"));
		assertThat((List<?>) map(services, "prometheus").get("command"))
			.anyMatch((option) -> option.equals("--web.listen-address=" + URI.create(datasource).getAuthority()))
			.anyMatch((option) -> option.equals("--config.file=/etc/prometheus/prometheus.yml"));
		String dashboards = String.valueOf(
				map(list(yaml(Query.GRAFANA.resolve("provisioning/dashboards/dashboards.yml")), "providers").get(0),
						"options")
					.get("path"));
		assertThat((List<?>) map(services, "grafana").get("volumes"))
			.anyMatch((volume) -> volume.equals("./dashboards:" + dashboards + ":ro"))
			.anyMatch((volume) -> volume.equals("./provisioning:/etc/grafana/provisioning:ro"));
	}

	private static Map<String, Object> yaml(Path path) throws IOException {
		try (Reader reader = Files.newBufferedReader(path)) {
			return new Yaml().load(reader);
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Map<String, Object> node, String key) {
		return (Map<String, Object>) Objects.requireNonNull(node.get(key), key);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(Map<String, Object> node, String key) {
		return (List<Map<String, Object>>) Objects.requireNonNull(node.get(key), key);
	}

}
