package io.mqttboot.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of log messages lists every line that the server writes at info and above, and
 * each has an identifier of its own.
 */
class LogMessagesPageTests {

	private static final List<Path> SOURCES = List.of(Path.of("src/main/java"),
			Path.of("../mqtt-server-web/src/main/java"),
			Path.of("../mqtt-spring-boot-autoconfigure/src/main/java/io/mqttboot/spring/boot/autoconfigure/server"));

	private static final Pattern WRITTEN = Pattern
		.compile("(?:logger\\.(info|warn|error)\\(|\\blog\\(logger,|String line =)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern IDENTIFIER = Pattern.compile("(MQTT-\\d{4}) (.+)");

	private static final Pattern ROW = Pattern.compile("\\| `(MQTT-\\d{4})` \\| (\\w+) \\| `([^`]+)` \\| .+ \\|");

	@Test
	void every_line_at_info_and_above_has_an_identifier() throws IOException {
		assertThat(written()).hasSizeGreaterThan(40).allMatch((line) -> IDENTIFIER.matcher(line.text()).matches());
	}

	@Test
	void an_identifier_means_one_line() throws IOException {
		Map<String, String> texts = new HashMap<>();
		for (Line line : written()) {
			String known = texts.putIfAbsent(line.id(), line.words());
			assertThat(known).isIn(null, line.words());
		}
		assertThat(new HashSet<>(texts.values())).hasSameSizeAs(texts.values());
	}

	@Test
	void the_page_lists_every_line_as_it_begins_with_its_highest_level() throws IOException {
		Set<String> listed = new HashSet<>();
		List<Line> written = written();
		Matcher rows = ROW.matcher(Files.readString(Path.of("../docs/log-messages.md")));
		while (rows.find()) {
			String id = rows.group(1);
			String level = rows.group(2);
			String words = rows.group(3);
			assertThat(listed.add(id)).as(id).isTrue();
			assertThat(written).filteredOn((line) -> line.id().equals(id))
				.as(id)
				.isNotEmpty()
				.allMatch((line) -> line.words().startsWith(words))
				.anyMatch((line) -> line.level().equals(level));
		}
		assertThat(written).allMatch((line) -> listed.contains(line.id()));
	}

	private static List<Line> written() throws IOException {
		List<Line> lines = new ArrayList<>();
		for (Path root : SOURCES) {
			try (Stream<Path> files = Files.walk(root)) {
				for (Path file : files.filter((each) -> each.toString().endsWith(".java")).toList()) {
					Matcher found = WRITTEN.matcher(Files.readString(file));
					while (found.find()) {
						lines.add(new Line((found.group(1) != null) ? found.group(1) : "info", found.group(2)));
					}
				}
			}
		}
		return lines;
	}

	private record Line(String level, String text) {

		String id() {
			return this.text.substring(0, Math.min(this.text.length(), "MQTT-0000".length()));
		}

		String words() {
			return this.text.substring(Math.min(this.text.length(), "MQTT-0000 ".length()));
		}

	}

}
