package io.mqttboot.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/**
 * The example, started as its main method does, on free ports.
 */
final class RunningExample implements AutoCloseable {

	private final HttpClient http = HttpClient.newHttpClient();

	private final ConfigurableApplicationContext context;

	/** Starts the example with further arguments. */
	RunningExample(String... further) {
		// not 0: the clients have to know the port before the broker opens it
		List<String> arguments = new ArrayList<>(List.of("--server.port=0",
				"--mqtt.server.port=" + TestSocketUtils.findAvailableTcpPort(), "--mqtt.server.websocket-port=0",
				"--example.report-every=200ms", "--example.answer-within=500ms", "--spring.main.banner-mode=off"));
		arguments.addAll(List.of(further));
		this.context = SpringApplication.run(ExampleApplication.class, arguments.toArray(String[]::new));
	}

	int httpPort() {
		return port("local.server.port");
	}

	int mqttPort() {
		return port("local.mqtt.server.port");
	}

	private int port(String name) {
		return this.context.getEnvironment().getRequiredProperty(name, Integer.class);
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.http.send(request(path).GET().build(), BodyHandlers.ofString());
	}

	HttpResponse<String> get(String path, String user, String password) throws IOException, InterruptedException {
		String credentials = Base64.getEncoder()
			.encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
		return this.http.send(request(path).header("Authorization", "Basic " + credentials).build(),
				BodyHandlers.ofString());
	}

	HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return post(path, "text/plain", body);
	}

	HttpResponse<String> post(String path, String contentType, String body) throws IOException, InterruptedException {
		return this.http.send(request(path).POST(HttpRequest.BodyPublishers.ofString(body))
			.header("Content-Type", contentType)
			.build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path));
	}

	/** What Prometheus would see. */
	Scrape scrape() throws IOException, InterruptedException {
		return Scrape.of(get("/actuator/prometheus").body());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
