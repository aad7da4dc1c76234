package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerStartException;
import io.mqttboot.server.config.MqttServerTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the pages show is true: Java blocks stand in compiled files, YAML binds, artefacts
 * are modules, links lead somewhere, and both languages show the same.
 */
class DocumentationTests {

	static final Path ROOT = Path.of("..");

	private static final List<Path> SNIPPETS = List.of(
			Path.of("src/test/java/io/mqttboot/spring/boot/autoconfigure/snippets"),
			ROOT.resolve("mqtt-spring-boot-starter-test/src/test/java/io/mqttboot/spring/boot/test/snippets"),
			ROOT.resolve("mqtt-spring-boot-starter-test/src/test/java/io/mqttboot/spring/boot/test/courses"));

	private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(#[^)\\s]*)?\\)");

	private static final Pattern ARTIFACT = Pattern
		.compile("<groupId>io\\.mqttboot</groupId>\\s*<artifactId>([\\w-]+)</artifactId>");

	// what may stand in a YAML block beside our keys
	private static final Pattern FOREIGN_KEY = Pattern.compile("(management|spring)\\..+");

	// of a list whose elements have keys of their own
	private static final Pattern ELEMENT = Pattern.compile("\\[\\d+]\\..+");

	private static final Pattern NAMED_CLIENT = Pattern.compile("^mqtt\\.clients\\.[a-z-]+\\.");

	@ParameterizedTest
	@MethodSource("pages")
	void every_java_block_stands_in_a_compiled_file(Path page) throws IOException {
		List<String> sources = new ArrayList<>();
		for (Path folder : SNIPPETS) {
			for (Path file : files(folder, ".java")) {
				sources.add(code(Files.readString(file)));
			}
		}
		assertThat(blocks(page, "java")).allSatisfy(
				(block) -> assertThat(sources).anySatisfy((source) -> assertThat(source).contains(code(block))));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void every_yaml_block_binds_and_names_keys_that_exist(Path page) throws IOException {
		Set<String> known = knownKeys();
		for (String block : blocks(page, "yaml")) {
			List<PropertySource<?>> sources = load(block);
			MqttServerProperties properties = properties(sources);
			MqttServerTls tls = properties.getSsl().isOpen() ? MqttServerTls.of(() -> {
				throw new IllegalStateException("nobody connects");
			}) : null;
			assertThat(PropertiesServerConfig.of(properties, tls)).isNotNull();
			assertThat(new ConfiguredUsers(properties.getAuth().getUsers(), new PasswordEncodings(() -> null, false)))
				.isNotNull();
			assertThat(keys(sources)).isNotEmpty()
				.map((key) -> NAMED_CLIENT.matcher(key).replaceFirst("mqtt.client."))
				.map((key) -> ELEMENT.matcher(key).replaceFirst(""))
				.allMatch((key) -> known.contains(key) || FOREIGN_KEY.matcher(key).matches());
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void every_artifact_is_a_module(Path page) throws IOException {
		assertThat(ARTIFACT.matcher(Files.readString(page)).results().map((result) -> result.group(1)))
			.allSatisfy((artifact) -> assertThat(ROOT.resolve(artifact).resolve("pom.xml")).exists());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void every_link_leads_somewhere(Path page) throws IOException {
		String text = Files.readString(page);
		assertThat(LINK.matcher(text).results()).allSatisfy((link) -> {
			Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
			if (!link.group(1).startsWith("http")) {
				assertThat(target).exists();
			}
			if (link.group(2) != null) {
				assertThat(anchors(target)).contains(link.group(2));
			}
		});
	}

	@Test
	void both_languages_show_the_same_blocks() throws IOException {
		assertThat(shown("README.zh-CN.md")).isEqualTo(shown("README.md"));
	}

	@Test
	void the_yaml_of_the_readme_is_the_defaults() throws IOException {
		String block = blocks(ROOT.resolve("README.md"), "yaml").get(1);
		assertThat(PropertiesServerConfig.of(properties(load(block)), null))
			.isEqualTo(PropertiesServerConfig.of(new MqttServerProperties(), null));
	}

	@ParameterizedTest
	@MethodSource("readmes")
	void the_failure_that_the_readme_shows_is_the_real_one(Path page) throws IOException {
		MqttServerStartException failure = catchThrowableOfType(MqttServerStartException.class,
				() -> MqttServer.create().ip("0.0.0.0").port(0).start());
		assertThat(blocks(page, "text")).containsExactly(failure.getMessage() + "\n");
	}

	static List<Path> pages() throws IOException {
		List<Path> pages = new ArrayList<>(readmes());
		pages.add(ROOT.resolve("CONTRIBUTING.md"));
		pages.add(ROOT.resolve("CHANGELOG.md"));
		pages.add(ROOT.resolve("grafana/README.md"));
		pages.add(ROOT.resolve("mqtt-spring-boot-example/README.md"));
		pages.addAll(files(ROOT.resolve("docs"), ".md"));
		return pages;
	}

	static List<Path> readmes() {
		return List.of(ROOT.resolve("README.md"), ROOT.resolve("README.zh-CN.md"));
	}

	private static List<Path> files(Path folder, String ending) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
		}
	}

	static List<String> blocks(Path page, String language) throws IOException {
		return BLOCK.matcher(Files.readString(page))
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.toList();
	}

	/** All blocks of a page, without their remarks. */
	private static List<Map.Entry<String, String>> shown(String page) throws IOException {
		return BLOCK.matcher(Files.readString(ROOT.resolve(page)))
			.results()
			.map((MatchResult block) -> Map.entry(block.group(1), code(block.group(2))))
			.toList();
	}

	/** Code without indentation, empty lines and remarks. */
	private static String code(String text) {
		return text.lines()
			.map((line) -> line.replaceAll("\\s+(#|//) .*$", "").strip())
			.filter((line) -> !line.isEmpty() && !line.startsWith("// "))
			.collect(Collectors.joining("\n"));
	}

	private static List<PropertySource<?>> load(String yaml) throws IOException {
		return new YamlPropertySourceLoader().load("page",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
	}

	private static MqttServerProperties properties(List<PropertySource<?>> sources) {
		return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("mqtt.server",
				MqttServerProperties.class);
	}

	private static Set<String> knownKeys() throws IOException {
		String resource = "/META-INF/spring-configuration-metadata.json";
		try (InputStream metadata = MqttServerProperties.class.getResourceAsStream(resource)) {
			assertThat(metadata).isNotNull();
			return new JsonMapper().readTree(metadata)
				.get("properties")
				.valueStream()
				.map((property) -> property.get("name").asString())
				.collect(Collectors.toSet());
		}
	}

	private static List<String> keys(List<PropertySource<?>> sources) {
		return sources.stream()
			.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.toList();
	}

	/** The anchors that a page's headings have on GitHub. */
	private static List<String> anchors(Path page) throws IOException {
		return Files.readString(page)
			.lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> "#" + line.replaceAll("^#+ ", "")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-'))
			.toList();
	}

}
