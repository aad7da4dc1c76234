package io.mqttboot.example.archive;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.mqttboot.example.archive.Dockerfile.Instruction;
import io.mqttboot.example.archive.Manifest.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The unit, the Dockerfile, the manifest and the settings of the kernel name what there
 * is, and agree with each other.
 */
class DeploymentTests {

	private static final Path DEPLOY = BrokerHome.DIST.resolve("deploy");

	private static final String UNIT_HOME = "/opt/mqtt-broker";

	// listeners, web requests, clients, server: each as long as
	// spring.lifecycle.timeout-per-shutdown-phase
	private static final int STOP_SECONDS = 4 * 30;

	@TempDir
	Path directory = Path.of("");

	@Test
	void the_configuration_beside_the_jar_has_keys_that_exist_and_the_ports_of_the_jar() throws IOException {
		Path beside = BrokerHome.DIST.resolve("config/application.yml");
		Path inside = Path.of("src/main/resources/application.yml");
		Keys keys = Keys.read();
		assertThat(Keys.of(Files.readString(beside))).isNotEmpty().allMatch(keys::has);
		for (String key : List.of("ip", "port", "websocket-port")) {
			assertThat(at(beside, "mqtt", "server").get(key)).isEqualTo(at(inside, "mqtt", "server").get(key));
		}
		for (String key : List.of("address", "port")) {
			assertThat(at(beside, "server").get(key)).isEqualTo(at(inside, "server").get(key));
		}
	}

	@Test
	void a_key_that_does_not_exist_would_be_found() throws IOException {
		Keys keys = Keys.read();
		assertThat(keys.has("mqtt.server.limits.connections-max")).isTrue();
		assertThat(keys.has("logging.level.io.mqttboot")).isTrue();
		assertThat(keys.has("mqtt.server.limits.connection-max")).isFalse();
		assertThat(keys.has("server.adress")).isFalse();
	}

	@Test
	void the_unit_starts_what_is_in_the_archive_and_waits_for_its_stop() throws IOException {
		Map<String, List<String>> service = unit();
		String start = service.get("ExecStart").get(0);
		assertThat(start).isEqualTo(UNIT_HOME + "/bin/start.sh --foreground");
		assertThat(service.get("WorkingDirectory")).containsExactly(UNIT_HOME);
		assertThat(Integer.parseInt(service.get("TimeoutStopSec").get(0))).isGreaterThanOrEqualTo(STOP_SECONDS);
		assertThat(service.get("SuccessExitStatus")).containsExactly("143");
		String scripts = Files.readString(BrokerHome.DIST.resolve("bin/environment.sh"));
		assertThat(service.get("Environment")).hasSize(2)
			.allMatch((variable) -> scripts.contains("${" + variable.split("=")[0] + ":-"));
		assertThat(service.get("Environment")).contains("MQTT_RUN_DIR=/run/" + service.get("RuntimeDirectory").get(0),
				"MQTT_LOG_DIR=/var/log/" + service.get("LogsDirectory").get(0));
	}

	@Test
	void the_unit_allows_more_files_than_connections_and_leaves_the_compiler_alone() throws IOException {
		Map<String, List<String>> service = unit();
		assertThat(Integer.parseInt(service.get("LimitNOFILE").get(0)))
			.isGreaterThan(Integer.parseInt(Keys.read().defaultValue("mqtt.server.limits.connections-max")));
		assertThat(service).containsEntry("NoNewPrivileges", List.of("yes"))
			.containsEntry("ProtectSystem", List.of("strict"))
			.doesNotContainKey("MemoryDenyWriteExecute");
	}

	@Test
	void systemd_understands_the_unit() throws Exception {
		assumeTrue(isOnPath("systemd-analyze"), "SKIPPED: no 'systemd-analyze' on the path");
		BrokerHome home = BrokerHome.ofScripts(this.directory, this.directory);
		Path path = Files.createSymbolicLink(this.directory.resolve("home"), home.resolve(""));
		Path unit = Files.writeString(this.directory.resolve("mqtt-broker.service"),
				Files.readString(DEPLOY.resolve("mqtt-broker.service")).replace(UNIT_HOME, path.toString()));
		// of systemd's own units, which are loaded as well, it may have other things to
		// say
		assertThat(home.run(List.of("systemd-analyze", "verify", unit.toString())).output().lines())
			.noneMatch((line) -> line.contains("mqtt-broker"));
	}

	@Test
	void the_image_runs_as_nobody_and_its_commands_need_no_shell() throws IOException {
		Dockerfile dockerfile = Dockerfile.read();
		assertThat(dockerfile.instructions()).map(Instruction::name)
			.isSubsetOf("FROM", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT");
		assertThat(dockerfile.values("USER")).singleElement().asString().matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
		assertThat(dockerfile.values("WORKDIR")).last().isEqualTo(UNIT_HOME);
		assertThat(dockerfile.values("FROM").toList()).hasSize(2)
			.allMatch((image) -> image.startsWith("eclipse-temurin:25-jre-"));
		assertThat(dockerfile.command("ENTRYPOINT")).startsWith("java").endsWith("-jar", "broker.jar");
		assertThat(dockerfile.command("HEALTHCHECK")).startsWith("bash", "-c");
		assertThat(dockerfile.command("RUN")).startsWith("java", "-Djarmode=tools");
	}

	@Test
	void the_image_opens_the_ports_that_are_configured() throws IOException {
		Map<String, Object> configuration = yaml(BrokerHome.DIST.resolve("config/application.yml"));
		Map<String, Object> mqtt = Manifest.at(configuration, "mqtt", "server");
		String http = String.valueOf(Manifest.at(configuration, "server").get("port"));
		assertThat(Dockerfile.read().values("EXPOSE"))
			.containsExactly(mqtt.get("port") + " " + mqtt.get("websocket-port") + " " + http);
		assertThat(Dockerfile.read().command("HEALTHCHECK").get(2)).contains("/dev/tcp/127.0.0.1/" + http);
	}

	@Test
	void there_is_one_broker_in_the_cluster_and_it_may_take_its_time_to_stop() throws IOException {
		Manifest manifest = Manifest.read();
		assertThat(manifest.documents()).map((each) -> each.get("kind"))
			.containsExactly("ConfigMap", "Deployment", "Service");
		assertThat(manifest.deployment()).containsEntry("replicas", 1)
			.containsEntry("strategy", Map.of("type", "Recreate"));
		List<?> sleep = (List<?>) Manifest.at(manifest.container(), "lifecycle", "preStop", "exec").get("command");
		assertThat(sleep).first().isEqualTo("sleep");
		assertThat((Integer) manifest.pod().get("terminationGracePeriodSeconds"))
			.isGreaterThan(STOP_SECONDS + Integer.parseInt(String.valueOf(sleep.get(1))));
	}

	@Test
	void the_manifest_configures_ports_that_it_names() throws IOException {
		Manifest manifest = Manifest.read();
		Keys keys = Keys.read();
		assertThat(Keys.of(manifest.configuration())).isNotEmpty().allMatch(keys::has);
		Map<String, Object> configuration = new Yaml().load(manifest.configuration());
		Map<String, Object> mqtt = Manifest.at(configuration, "mqtt", "server");
		assertThat(Manifest.list(manifest.container(), "ports")).containsExactly(
				Map.of("name", "mqtt", "containerPort", mqtt.get("port")),
				Map.of("name", "websocket", "containerPort", mqtt.get("websocket-port")), Map.of("name", "management",
						"containerPort", Manifest.at(configuration, "management", "server").get("port")));
		assertThat(manifest.probes()).map(Probe::name)
			.containsExactlyInAnyOrder("startupProbe", "livenessProbe", "readinessProbe");
		assertThat(manifest.probes()).map(Probe::port).containsOnly("management");
		assertThat(Manifest.list(Manifest.at(manifest.object("Service"), "spec"), "ports"))
			.map((port) -> port.get("targetPort"))
			.containsExactly("mqtt", "websocket");
	}

	@Test
	void the_manifest_mounts_the_configuration_where_the_image_looks_for_it() throws IOException {
		Manifest manifest = Manifest.read();
		String home = Dockerfile.read().values("WORKDIR").reduce((first, last) -> last).orElseThrow();
		assertThat(Manifest.list(manifest.container(), "volumeMounts")).map((mount) -> mount.get("mountPath"))
			.containsExactly(home + "/config", "/tmp");
		assertThat(Manifest.at(manifest.container(), "securityContext")).containsEntry("readOnlyRootFilesystem", true)
			.containsEntry("allowPrivilegeEscalation", false);
		Object name = Manifest.at(manifest.object("ConfigMap"), "metadata").get("name");
		assertThat(Manifest.list(manifest.pod(), "volumes")).first()
			.isEqualTo(Map.of("name", "config", "configMap", Map.of("name", name)));
		assertThat(Manifest.at(manifest.deployment(), "selector", "matchLabels"))
			.isEqualTo(Manifest.at(manifest.deployment(), "template", "metadata", "labels"))
			.isEqualTo(Manifest.at(manifest.object("Service"), "spec", "selector"));
	}

	@Test
	void the_kernel_knows_its_settings() throws IOException {
		assumeTrue(Files.isDirectory(Path.of("/proc/sys/net/ipv4")), "SKIPPED: the kernel is not Linux");
		assertThat(kernelSettings()).hasSizeGreaterThan(5)
			.allSatisfy((key) -> assertThat(Path.of("/proc/sys", key.split("\\."))).exists());
	}

	static List<String> kernelSettings() throws IOException {
		return Files.readAllLines(DEPLOY.resolve("90-mqtt-broker.conf"))
			.stream()
			.filter((line) -> !line.isBlank() && !line.startsWith("#"))
			.map((line) -> line.split(" = ")[0])
			.toList();
	}

	/** The directives of the unit's service, with their values. */
	private static Map<String, List<String>> unit() throws IOException {
		Map<String, List<String>> service = new LinkedHashMap<>();
		String section = "";
		for (String line : Files.readAllLines(DEPLOY.resolve("mqtt-broker.service"))) {
			if (line.startsWith("[")) {
				section = line;
			}
			else if (section.equals("[Service]") && !line.isBlank() && !line.startsWith("#")) {
				String[] directive = line.split("=", 2);
				service.computeIfAbsent(directive[0], (name) -> new ArrayList<>()).add(directive[1]);
			}
		}
		return service;
	}

	private static Map<String, Object> at(Path file, String... keys) throws IOException {
		return Manifest.at(yaml(file), keys);
	}

	private static Map<String, Object> yaml(Path file) throws IOException {
		try (Reader reader = Files.newBufferedReader(file)) {
			return new Yaml().load(reader);
		}
	}

	private static boolean isOnPath(String name) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.anyMatch((folder) -> new File(folder, name).canExecute());
	}

}
