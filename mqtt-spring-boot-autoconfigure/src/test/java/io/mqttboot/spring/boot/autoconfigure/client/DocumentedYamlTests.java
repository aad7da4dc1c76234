package io.mqttboot.spring.boot.autoconfigure.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The YAML blocks of the pages that are about clients make applications that start.
 */
class DocumentedYamlTests {

	private static final Pattern YAML = Pattern.compile("^```yaml\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern ABOUT_CLIENTS = Pattern.compile("^ +(client|clients|producer|consumer|listener):$",
			Pattern.MULTILINE);

	@ParameterizedTest
	@MethodSource("blocks")
	void an_application_starts_with_it(String block) throws IOException {
		var sources = new YamlPropertySourceLoader().load("page",
				new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
			.withInitializer((context) -> sources.forEach(context.getEnvironment().getPropertySources()::addFirst))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static List<String> blocks() throws IOException {
		List<String> blocks = new ArrayList<>();
		for (Path page : List.of(Path.of("../README.md"), Path.of("../docs/configuration.md"))) {
			Stream<String> found = YAML.matcher(Files.readString(page)).results().map((block) -> block.group(1));
			blocks.addAll(found.filter((block) -> ABOUT_CLIENTS.matcher(block).find()).toList());
		}
		return blocks;
	}

}
