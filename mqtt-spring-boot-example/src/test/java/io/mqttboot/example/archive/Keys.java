package io.mqttboot.example.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * Every key that editors are told of, ours and those of Spring Boot.
 *
 * @param properties the metadata by the key
 */
record Keys(Map<String, JsonNode> properties) {

	static Keys read() throws IOException {
		Map<String, JsonNode> properties = new HashMap<>();
		for (URL resource : Collections
			.list(Keys.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream stream = resource.openStream()) {
				new JsonMapper().readTree(stream)
					.get("properties")
					.forEach((property) -> properties.put(property.get("name").asString(), property));
			}
		}
		return new Keys(properties);
	}

	/** Whether it is a key, or the key of an entry of a map. */
	boolean has(String key) {
		return this.properties.containsKey(key) || this.properties.values()
			.stream()
			.filter((property) -> property.path("type").asString("").startsWith("java.util.Map"))
			.anyMatch((property) -> key.startsWith(property.get("name").asString() + "."));
	}

	String defaultValue(String key) {
		return this.properties.get(key).get("defaultValue").asString();
	}

	/** The keys that a YAML text sets. */
	static List<String> of(String yaml) {
		try {
			return new YamlPropertySourceLoader()
				.load("yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
				.stream()
				.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
