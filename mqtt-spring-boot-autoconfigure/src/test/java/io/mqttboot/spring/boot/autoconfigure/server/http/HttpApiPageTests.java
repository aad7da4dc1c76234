package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.mqttboot.spring.boot.autoconfigure.server.http.HttpApplication.Reply;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every command of the page of the HTTP API does what the page says.
 */
class HttpApiPageTests {

	private static final Path PAGE = Path.of("../docs/http-api.md");

	private static final Pattern BLOCK = Pattern.compile("```(bash|json)\n(.*?)```", Pattern.DOTALL);

	private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

	@Test
	void every_command_is_answered_as_the_page_shows() throws IOException {
		try (HttpApplication api = new HttpApplication(WebApplicationType.SERVLET,
				HttpApplication.with(HttpApplication.BASIC, "mqtt.server.http-basic-auth.password=secret"))) {
			api.client(Packets.connect(Version.V5, "press-1").sessionExpiry(3_600)).subscribes("plant/1/set", 0);
			api.as("admin:secret")
				.post("mqtt/publish", "{\"topic\":\"plant/1/state\",\"payload\":\"on\",\"retain\":true}");
			List<Reply> last = new ArrayList<>();
			int commands = 0;
			Matcher block = BLOCK.matcher(Files.readString(PAGE));
			while (block.find()) {
				if (block.group(1).equals("json")) {
					JsonNode shown = new JsonMapper().readTree(block.group(2));
					assertThat(shape(last.get(last.size() - 1).json())).isEqualTo(shape(shown));
					continue;
				}
				for (String command : block.group(2).lines().toList()) {
					Reply reply = api.send(request(command, api.port()));
					assertThat(reply.status()).as(command + ": " + reply.response().body()).isEqualTo(200);
					assertThat(reply.code()).isEqualTo(1);
					last.add(reply);
					commands++;
				}
			}
			assertThat(commands).isEqualTo(24);
		}
	}

	// The names of all fields, and of those inside.
	private static Map<String, Object> shape(JsonNode json) {
		Map<String, Object> shape = new TreeMap<>();
		json.propertyStream()
			.forEach((each) -> shape.put(each.getKey(), shape((each.getValue().isArray() && !each.getValue().isEmpty())
					? each.getValue().get(0) : each.getValue())));
		return shape;
	}

	private static HttpRequest.Builder request(String command, int port) {
		assertThat(command).startsWith("curl ");
		HttpRequest.Builder request = HttpRequest.newBuilder();
		String method = "GET";
		String body = "";
		List<String> words = words(command);
		for (int i = 1; i < words.size(); i++) {
			switch (words.get(i)) {
				case "-u" -> request.header("Authorization",
						"Basic " + Base64.getEncoder().encodeToString(words.get(++i).getBytes()));
				case "-H" -> {
					String[] header = words.get(++i).split(": ", 2);
					request.header(header[0], header[1]);
				}
				case "-d" -> {
					body = words.get(++i);
					method = "POST";
				}
				case "-X" -> method = words.get(++i);
				default -> request.uri(URI.create(words.get(i).replace("localhost:8080", "127.0.0.1:" + port)));
			}
		}
		return request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
	}

	private static List<String> words(String command) {
		List<String> words = new ArrayList<>();
		Matcher word = WORD.matcher(command);
		while (word.find()) {
			words.add((word.group(1) != null) ? word.group(1) : word.group(2));
		}
		return words;
	}

}
