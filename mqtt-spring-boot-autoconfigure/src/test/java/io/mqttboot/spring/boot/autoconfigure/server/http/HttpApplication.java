package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.spi.MqttAuthorizer;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttRule.Action;
import io.mqttboot.spring.web.MqttAuditEvent;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application with the broker and its HTTP API on one of the web stacks, and who calls
 * it.
 */
final class HttpApplication implements AutoCloseable {

	/** What keeps Spring Security out, which is on the class path of these tests. */
	static final String WITHOUT_SECURITY = "spring.autoconfigure.exclude=" + String.join(",",
			"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration");

	static final String[] BASIC = { WITHOUT_SECURITY, "mqtt.server.http-basic-auth.enable=true",
			"mqtt.server.http-basic-auth.username=admin", "mqtt.server.http-basic-auth.password=a:secret" };

	private final ConfigurableApplicationContext context;

	// Reactor Netty 1.3.6 may stop to read a connection that is kept alive
	// (reactor-netty#4361).
	private static final String ONE_REQUEST = "server.netty.max-keep-alive-requests=1";

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = new JsonMapper();

	private final List<WirePeer> peers = new ArrayList<>();

	private String credentials = "admin:a:secret";

	HttpApplication(WebApplicationType stack, String... properties) {
		this(stack, Application.class, properties);
	}

	HttpApplication(WebApplicationType stack, Class<?> application, String... properties) {
		this.context = new SpringApplicationBuilder(application).web(stack)
			.properties("server.port=0", "mqtt.server.port=0", "mqtt.server.websocket-enable=false",
					"mqtt.server.http-enable=true", "spring.main.banner-mode=off", "mqtt.client.enabled=false",
					ONE_REQUEST)
			.properties(properties)
			.run();
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	MqttServer server() {
		return this.context.getBean(MqttServer.class);
	}

	int port() {
		return Integer.parseInt(String.valueOf(this.context.getEnvironment().getProperty("local.server.port")));
	}

	BlockingQueue<MqttAuditEvent> audited() {
		return this.context.getBean(Audited.class).events;
	}

	HttpApplication as(String nameAndPassword) {
		this.credentials = nameAndPassword;
		return this;
	}

	// ------ MQTT

	WirePeer client(Connect connect) {
		WirePeer peer = WirePeer.connect(server().port());
		this.peers.add(peer);
		peer.connects(connect);
		return peer;
	}

	// ------ HTTP

	/** An answer of the API. */
	record Reply(int status, HttpResponse<String> response, JsonNode json) {

		JsonNode data() {
			return this.json.get("data");
		}

		int code() {
			return this.json.get("code").asInt();
		}

		String contentType() {
			return this.response.headers().firstValue("Content-Type").orElse("");
		}

		String detail() {
			return this.json.get("detail").asString();
		}

	}

	HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
			.timeout(Duration.ofSeconds(20));
		return this.credentials.isEmpty() ? request : request.header("Authorization",
				"Basic " + Base64.getEncoder().encodeToString(this.credentials.getBytes(StandardCharsets.UTF_8)));
	}

	Reply get(String path) {
		return send(request("/api/v1/" + path).GET());
	}

	Reply post(String path, @Nullable String body) {
		HttpRequest.Builder request = request("/api/v1/" + path);
		return send(
				(body != null) ? request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body))
						: request.header("X-Requested-With", "test").POST(BodyPublishers.noBody()));
	}

	Reply send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.http.send(request.build(), BodyHandlers.ofString());
			String body = response.body();
			return new Reply(response.statusCode(), response, this.json.readTree(body.startsWith("{") ? body : "{}"));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/** Listens to server-sent events: the data of each, as it comes. */
	Events listen(String path) {
		try {
			HttpResponse<Stream<String>> response = this.http.send(request("/api/v1/" + path).GET().build(),
					BodyHandlers.ofLines());
			return new Events(response, this.json);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/** Server-sent events. */
	static final class Events implements AutoCloseable {

		private final HttpResponse<Stream<String>> response;

		private final java.util.Iterator<String> lines;

		private final JsonMapper json;

		private Events(HttpResponse<Stream<String>> response, JsonMapper json) {
			this.response = response;
			this.lines = response.body().iterator();
			this.json = json;
		}

		int status() {
			return this.response.statusCode();
		}

		JsonNode next() {
			while (this.lines.hasNext()) {
				String line = this.lines.next();
				if (line.startsWith("data:")) {
					return this.json.readTree(line.substring(5));
				}
			}
			throw new AssertionError("no event came any more");
		}

		@Override
		public void close() {
			this.response.body().close();
		}

	}

	static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	static String[] with(String[] some, String... more) {
		return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
	}

	@Override
	public void close() {
		this.peers.forEach(WirePeer::close);
		this.context.close();
	}

	/** What was written down. */
	static final class Audited implements ApplicationListener<MqttAuditEvent> {

		private final BlockingQueue<MqttAuditEvent> events = new LinkedBlockingQueue<>();

		@Override
		public void onApplicationEvent(MqttAuditEvent event) {
			this.events.add(event);
		}

	}

	/** Everybody may do everything, but for what begins with "secret". */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		MqttAuthorizer rules() {
			return (client) -> List.of(MqttRule.deny(Action.ALL, "secret/#"), MqttRule.allow(Action.ALL, "#"));
		}

		@Bean
		Audited audited() {
			return new Audited();
		}

	}

}
