package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What editors are told about {@code mqtt.*}, and what the page of the keys says.
 */
class ConfigurationMetadataTests {

	/** What nobody can know, or what is derived from other keys. */
	private static final Set<String> WITHOUT_DEFAULT = Set.of("mqtt.server.server-reference",
			"mqtt.server.websocket-origins", "mqtt.server.ssl.enabled", "mqtt.server.ssl.bundle", "mqtt.server.ssl.crl",
			"mqtt.server.ssl.server-name-bundles", "mqtt.server.forwarding.trusted", "mqtt.server.authorization.rules",
			"mqtt.server.rewrite", "mqtt.server.auto-subscriptions", "mqtt.server.bans.client-ids",
			"mqtt.server.bans.users", "mqtt.server.bans.addresses", "mqtt.server.auth.users",
			"mqtt.server.auth.spring-security", "mqtt.server.auth.jwt.enabled", "mqtt.server.auth.jwt.principal-claim",
			"mqtt.server.auth.jwt.attribute-claims", "mqtt.server.auth.certificate",
			"mqtt.server.http-basic-auth.username", "mqtt.server.http-basic-auth.password", "mqtt.client.ip",
			"mqtt.client.port", "mqtt.client.username", "mqtt.client.password", "mqtt.client.client-id",
			"mqtt.client.session-expiry", "mqtt.client.will.topic", "mqtt.client.ssl.enabled", "mqtt.client.ssl.bundle",
			"mqtt.client.proxy.uri", "mqtt.client.proxy.username", "mqtt.client.proxy.password", "mqtt.clients",
			"mqtt.producer.default-topic", "mqtt.consumer.consumer-topics", "mqtt.listener.dead-letter.topic",
			"mqtt.producer.offline.directory", "mqtt.client.alibaba.product-key", "mqtt.client.alibaba.device-name",
			"mqtt.client.alibaba.device-secret", "mqtt.client.alibaba.region");

	private static final Pattern ROW = Pattern.compile("\\| `([a-z.-]+)` \\| (?:`([^`]*)`)? ?\\| (.+) \\|");

	@Test
	void every_key_has_a_description_in_the_common_style() throws IOException {
		assertThat(metadata()).isNotEmpty().allSatisfy((name, key) -> {
			assertThat(key.description()).isNotNull().endsWith(".").doesNotStartWith("The ").doesNotStartWith("A ");
			if (key.type().equals("java.lang.Boolean")) {
				assertThat(key.description()).startsWith("Whether ");
			}
		});
	}

	@Test
	void every_key_has_a_default_where_there_is_one() throws IOException {
		assertThat(metadata()).allSatisfy(
				(name, key) -> assertThat(key.defaultValue() == null).isEqualTo(WITHOUT_DEFAULT.contains(name)));
	}

	@Test
	void durations_and_sizes_say_what_a_bare_number_is() throws IOException {
		assertThat(metadata()).allSatisfy((name, key) -> {
			if (key.type().equals("java.time.Duration") || key.type().endsWith(".DataSize")) {
				assertThat(key.description()).contains("suffix is not specified");
			}
		});
	}

	@Test
	void the_page_lists_every_key_with_its_default_and_its_meaning() throws IOException {
		Map<String, Key> page = new LinkedHashMap<>();
		ROW.matcher(Files.readString(Path.of("../docs/configuration.md")))
			.results()
			.forEach((row) -> page.put(row.group(1), new Key("", row.group(2), row.group(3))));
		Map<String, Key> metadata = metadata();
		assertThat(page).containsOnlyKeys(metadata.keySet());
		assertThat(page).allSatisfy((name, row) -> {
			Key key = metadata.get(name);
			assertThat(key).isNotNull();
			assertThat(row.defaultValue()).isEqualTo(key.defaultValue());
			// the page adds the names of an enumeration
			assertThat(row.description()).startsWith(key.description().replaceAll("\\.$", ""));
		});
	}

	private static Map<String, Key> metadata() throws IOException {
		String resource = "/META-INF/spring-configuration-metadata.json";
		try (InputStream stream = MqttServerProperties.class.getResourceAsStream(resource)) {
			assertThat(stream).isNotNull();
			return new JsonMapper().readTree(stream)
				.get("properties")
				.valueStream()
				.collect(Collectors.toMap((property) -> property.get("name").asString(), Key::of));
		}
	}

	private record Key(String type, @Nullable String defaultValue, String description) {

		static Key of(JsonNode property) {
			JsonNode value = property.get("defaultValue");
			String text = (value == null) ? null : value.isArray()
					? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(",")) : value.asString();
			return new Key(property.get("type").asString(), text, property.get("description").asString());
		}

	}

}
