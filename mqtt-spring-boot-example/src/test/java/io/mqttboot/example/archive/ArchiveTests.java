package io.mqttboot.example.archive;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.example.archive.BrokerHome.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The archive as its reader meets it: unpacked, started, used and stopped.
 */
@Tag("archive")
class ArchiveTests {

	// set where the build runs these tests, after it has made the archive
	private static final Path ARCHIVE = Path.of(System.getProperty("archive", "no archive"));

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final Duration MOMENT = Duration.ofSeconds(20);

	@TempDir
	Path directory = Path.of("");

	// a port that is free may be found twice
	private final List<Integer> ports = Stream.generate(TestSocketUtils::findAvailableTcpPort)
		.distinct()
		.limit(3)
		.toList();

	private final int mqtt = this.ports.get(0);

	private final int webSocket = this.ports.get(1);

	private final int http = this.ports.get(2);

	@BeforeEach
	void the_archive_is_there() {
		assertThat(ARCHIVE).isRegularFile();
	}

	@Test
	void unpacked_and_started_it_serves_until_it_is_stopped() throws Exception {
		try (BrokerHome home = BrokerHome.unpack(ARCHIVE, this.directory)) {
			configure(home, home.read("config/application.yml"));
			assertThat(home.start()).satisfies((start) -> assertThat(start.code()).as(start.output()).isZero());
			ProcessHandle broker = home.broker();
			assertThat(messageThrough()).isEqualTo("hello");
			assertThat(get("/actuator/health")).satisfies((health) -> {
				assertThat(health.statusCode()).isEqualTo(200);
				assertThat(health.body()).contains("\"mqttServer\"", "\"port\":" + this.mqtt);
			});
			assertThat(imageHealth(home).code()).isZero();

			Outcome second = home.start();
			assertThat(second.code()).isEqualTo(3);
			assertThat(second.output()).contains("runs already, as process " + broker.pid());

			Outcome stop = home.stop();
			assertThat(stop).isEqualTo(new Outcome(0, "The broker has stopped.\n"));
			assertThat(home.processes()).isEmpty();
			assertThat(home.resolve("run")).isEmptyDirectory();
			assertThat(home.read("logs/broker.log")).contains("Mqtt-Example has stopped")
				.doesNotContain(" ERROR ", " WARN ");
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), this.mqtt).close());
			assertThat(imageHealth(home).code()).isPositive();
		}
	}

	@Test
	void a_configuration_that_cannot_be_is_told_by_the_start() throws Exception {
		try (BrokerHome home = BrokerHome.unpack(ARCHIVE, this.directory)) {
			configure(home, home.read("config/application.yml").replace("port: 1883", "port: 70000"));
			Outcome start = home.start();
			assertThat(start.code()).isEqualTo(1);
			assertThat(start.output()).contains("APPLICATION FAILED TO START", "mqtt.server.port");
			assertThat(home.resolve("run")).isEmptyDirectory();
			assertThat(home.processes()).isEmpty();
		}
	}

	@Test
	void it_starts_with_the_configuration_of_the_cluster_and_answers_its_probes() throws Exception {
		Manifest manifest = Manifest.read();
		try (BrokerHome home = BrokerHome.unpack(ARCHIVE, this.directory)) {
			configure(home,
					manifest.configuration()
						.replace("0.0.0.0", "127.0.0.1")
						.replace("port: 8080", "port: 0")
						.replace("port: 8081", "port: 8080"));
			assertThat(home.start()).satisfies((start) -> assertThat(start.code()).as(start.output()).isZero());
			assertThat(manifest.probes()).hasSize(3).allSatisfy((probe) -> {
				HttpResponse<String> answer = get(probe.path());
				assertThat(answer.statusCode()).as(probe.path()).isEqualTo(200);
				assertThat(answer.body()).contains("\"UP\"");
			});
			assertThat(home.stop().code()).isZero();
		}
	}

	@Test
	void the_image_is_made_of_what_is_there() throws Exception {
		Dockerfile dockerfile = Dockerfile.read();
		try (BrokerHome home = BrokerHome.unpack(ARCHIVE, this.directory)) {
			assertThat(dockerfile.copied()).isNotEmpty().allSatisfy((path) -> assertThat(home.resolve(path)).exists());
			Files.copy(home.resolve(dockerfile.copied().get(0)), this.directory.resolve("broker.jar"));
			Outcome extract = home.run(dockerfile.command("RUN")
				.stream()
				.map((word) -> word.equals("java") ? System.getProperty("java.home") + "/bin/java" : word)
				.toList());
			assertThat(extract.code()).as(extract.output()).isZero();
			Path layers = this.directory.resolve("layers");
			assertThat(dockerfile.copiedFromLayers()).isNotEmpty()
				.allSatisfy((layer) -> assertThat(layers.resolve(layer)).isDirectory());
			List<String> entry = dockerfile.command("ENTRYPOINT");
			assertThat(layers.resolve("application").resolve(entry.get(entry.size() - 1))).isRegularFile();
		}
	}

	@Test
	void it_has_its_licence_and_scripts_that_may_be_run() throws Exception {
		try (BrokerHome home = BrokerHome.unpack(ARCHIVE, this.directory)) {
			for (String file : List.of("LICENSE", "NOTICE", "README.md", "config/application.yml")) {
				assertThat(home.resolve(file)).isNotEmptyFile();
				assertThat(Files.isExecutable(home.resolve(file))).as(file).isFalse();
			}
			assertThat(home.resolve("bin/start.sh")).isExecutable();
			assertThat(home.resolve("bin/stop.sh")).isExecutable();
		}
	}

	private void configure(BrokerHome home, String configuration) throws Exception {
		assertThat(configuration).contains("port: 8083", "port: 8080");
		Files.writeString(home.resolve("config/application.yml"),
				configuration.replace("port: 1883", "port: " + this.mqtt)
					.replace("port: 8083", "port: " + this.webSocket)
					.replace("port: 8080", "port: " + this.http));
	}

	/** Subscribes and publishes with a client of ours. */
	private String messageThrough() throws Exception {
		CompletableFuture<String> arrived = new CompletableFuture<>();
		try (MqttClient client = MqttClient.create().serverUri("tcp://127.0.0.1:" + this.mqtt).connect()) {
			client.connectAndWait(MOMENT);
			client.blocking(MOMENT)
				.subscribe("visit", MqttQos.AT_LEAST_ONCE,
						(topic, payload) -> arrived.complete(MqttPayload.text(payload)));
			client.blocking(MOMENT).publish("visit", "hello", MqttQos.AT_LEAST_ONCE);
			return arrived.get(MOMENT.toSeconds(), TimeUnit.SECONDS);
		}
	}

	private HttpResponse<String> get(String path) throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + this.http + path);
		return HTTP.send(HttpRequest.newBuilder(uri).timeout(MOMENT).build(), BodyHandlers.ofString());
	}

	/** What the image asks of its own health. */
	private Outcome imageHealth(BrokerHome home) throws Exception {
		return home.run(Dockerfile.read()
			.command("HEALTHCHECK")
			.stream()
			.map((word) -> word.replace("/8080", "/" + this.http))
			.toList());
	}

}
