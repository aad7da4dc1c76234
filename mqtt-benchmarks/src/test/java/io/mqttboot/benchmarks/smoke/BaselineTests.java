package io.mqttboot.benchmarks.smoke;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What fails a build, and what does not.
 */
class BaselineTests {

	private final Baseline baseline = new Baseline(
			Map.of("pairs-q0.ratio", 1.2, "AckEncode.success.bytes", 0.0, "TopicMatch.exact.score", 1.0));

	@Test
	void a_ratio_beyond_one_and_a_half_times_the_stored_one_is_worse() {
		assertThat(this.baseline.worse(Map.of("pairs-q0.ratio", 1.79))).isEmpty();
		assertThat(this.baseline.worse(Map.of("pairs-q0.ratio", 1.81))).containsExactly("pairs-q0.ratio");
	}

	@Test
	void where_nothing_was_allocated_an_object_is_worse() {
		assertThat(this.baseline.worse(Map.of("AckEncode.success.bytes", 31.9))).isEmpty();
		assertThat(this.baseline.worse(Map.of("AckEncode.success.bytes", 40.0)))
			.containsExactly("AckEncode.success.bytes");
	}

	@Test
	void a_time_fails_nothing() {
		assertThat(this.baseline.worse(Map.of("TopicMatch.exact.score", 100.0))).isEmpty();
	}

	@Test
	void what_is_new_fails_nothing_and_is_said_to_be_new() {
		Map<String, Double> measured = Map.of("pairs-q2.ratio", 9.0);
		assertThat(this.baseline.worse(measured)).isEmpty();
		assertThat(this.baseline.words(measured)).contains("pairs-q2.ratio", "9.00", "nothing is stored");
	}

	@Test
	void what_is_written_is_read_again(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("baseline.properties");
		this.baseline.write(file);
		assertThat(Baseline.read(file).words(Map.of("pairs-q0.ratio", 1.3))).contains("1.30", "stored 1.20",
				"at most 1.80");
		assertThat(Baseline.read(folder.resolve("none")).worse(Map.of("pairs-q0.ratio", 1.3))).isEmpty();
	}

}
