package io.mqttboot.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ClauseCoverageTests {

	@TempDir
	private Path directory;

	@Test
	void annotations_are_read_from_classes_that_are_not_loaded() throws IOException, URISyntaxException {
		ClauseCoverage coverage = coverage(Sample.class);
		assertThat(coverage.page())
			.contains("| MQTT-3.12.4-1 | PINGREQ is answered with PINGRESP | `Sample#a_ping_is_answered` |");
		assertThat(coverage.holes()).noneMatch((hole) -> hole.startsWith("MQTT-3.12.4-1 "))
			.anyMatch((hole) -> hole.startsWith("3.1.1:MQTT-3.12.4-1 "));
	}

	@Test
	void an_annotation_of_the_class_counts_as_well() throws IOException, URISyntaxException {
		assertThat(coverage(Sample.class).page()).contains("| `Sample` |");
	}

	@Test
	void an_id_that_no_standard_has_is_reported() throws IOException, URISyntaxException {
		assertThat(coverage(Sample.class).unknown()).containsExactly("MQTT-3.12.4-99 [Sample#a_ping_is_answered]");
	}

	@Test
	void what_binds_only_a_client_is_no_hole() {
		assertThat(ClauseCoverage.ofServer(this.directory).holes())
			.noneMatch((hole) -> hole.startsWith("MQTT-3.1.2-20 "));
	}

	private ClauseCoverage coverage(Class<?> type) throws IOException, URISyntaxException {
		String name = type.getName().replace('.', '/') + ".class";
		Path source = Path.of(type.getClassLoader().getResource(name).toURI());
		Path target = this.directory.resolve(name);
		Files.createDirectories(target.getParent());
		Files.copy(source, target);
		return ClauseCoverage.ofServer(this.directory, this.directory.resolve("missing"));
	}

	@Clause("MQTT-6.0.0-4")
	private static final class Sample {

		@Clause({ "MQTT-3.12.4-1", "MQTT-3.12.4-99" })
		void a_ping_is_answered() {
		}

	}

}
