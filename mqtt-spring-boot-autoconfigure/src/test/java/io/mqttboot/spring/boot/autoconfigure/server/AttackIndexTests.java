package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The index of attacks in the page about security: every class of them has a row, and
 * every test that a row names exists.
 */
class AttackIndexTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*$", Pattern.MULTILINE);

	private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests|Fuzz))(?:\\.(\\w+))?`");

	@Test
	void every_class_of_attacks_has_a_row() throws IOException {
		List<Integer> classes = new ArrayList<>(IntStream.rangeClosed(1, 24).boxed().toList());
		classes.add(27);
		assertThat(index()).containsOnlyKeys(classes);
	}

	@Test
	void every_test_that_is_named_exists() throws IOException {
		Map<String, String> sources = sources();
		for (Map.Entry<Integer, String> row : index().entrySet()) {
			assertThat(TEST.matcher(row.getValue()).results()).as("class %d", row.getKey())
				.isNotEmpty()
				.allSatisfy((test) -> {
					assertThat(sources).containsKey(test.group(1));
					if (test.group(2) != null) {
						assertThat(sources.get(test.group(1))).contains("\tvoid " + test.group(2) + "(");
					}
				});
		}
	}

	private static Map<Integer, String> index() throws IOException {
		Map<Integer, String> rows = new TreeMap<>();
		ROW.matcher(Files.readString(ROOT.resolve("docs/security.md")))
			.results()
			.forEach((row) -> rows.put(Integer.valueOf(row.group(1)), row.group()));
		return rows;
	}

	/** The sources of all tests, by the name of their class. */
	private static Map<String, String> sources() throws IOException {
		Map<String, String> sources = new TreeMap<>();
		for (Path module : modules()) {
			for (String kind : List.of("test", "fuzz")) {
				Path folder = module.resolve("src").resolve(kind).resolve("java");
				if (Files.isDirectory(folder)) {
					collect(folder, sources);
				}
			}
		}
		return sources;
	}

	private static List<Path> modules() throws IOException {
		try (Stream<Path> folders = Files.list(ROOT)) {
			return folders.filter((folder) -> folder.getFileName().toString().startsWith("mqtt-")).toList();
		}
	}

	private static void collect(Path folder, Map<String, String> sources) throws IOException {
		List<Path> files;
		try (Stream<Path> all = Files.walk(folder)) {
			files = all.filter((file) -> file.toString().endsWith(".java")).toList();
		}
		for (Path file : files) {
			// modules may have classes of one name
			sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
		}
	}

}
