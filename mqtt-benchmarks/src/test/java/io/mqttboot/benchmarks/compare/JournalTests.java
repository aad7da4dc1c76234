package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A comparison that goes on where an earlier one ended.
 */
class JournalTests {

	@TempDir
	private Path folder;

	private Path file() {
		return this.folder.resolve("results.txt");
	}

	private void measured() throws IOException {
		Files.writeString(this.file(),
				String.join("\t", "1", "relay", "the relay", "pairs-q0",
						new RunResult(Map.of(Figure.CPU, 0.25), new Faults(0, 0, 0)).line()) + "\n"
						+ String.join("\t", "1", "mica", "mica", "pairs-q0", "failed it hangs") + "\n");
	}

	@Test
	void what_was_measured_counts() throws IOException {
		measured();
		Results results = new Results();
		Journal journal = Journal.open(file(), true, results);
		assertThat(List.of(journal.has(1, "relay", "pairs-q0"), journal.has(1, "mica", "pairs-q0"),
				journal.has(2, "relay", "pairs-q0"), journal.has(1, "relay", "pairs-q1")))
			.containsExactly(true, true, false, false);
		assertThat(results.series("pairs-q0", "relay").median(Figure.CPU)).isEqualTo(0.25);
		assertThat(results.series("pairs-q0", "mica").failures()).isEqualTo(1);
		assertThat(results.title("relay")).isEqualTo("the relay");
	}

	@Test
	void a_comparison_that_begins_anew_forgets_it() throws IOException {
		measured();
		Results results = new Results();
		Journal journal = Journal.open(file(), false, results);
		assertThat(journal.has(1, "relay", "pairs-q0")).isFalse();
		assertThat(results.of("pairs-q0")).isEmpty();
		assertThat(file()).doesNotExist();
	}

}
