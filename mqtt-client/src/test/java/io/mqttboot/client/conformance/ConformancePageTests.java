package io.mqttboot.client.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.mqttboot.testkit.ClauseCoverage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/conformance-client.md} true and without holes. Only the client's own
 * tests count: what is shared with the server is proved anew from this side.
 */
class ConformancePageTests {

	private static final Path PAGE = Path.of("..", "docs", "conformance-client.md");

	private static final ClauseCoverage COVERAGE = ClauseCoverage.ofClient(Path.of("target", "test-classes"));

	@Test
	void every_id_that_a_test_names_exists() {
		assertThat(COVERAGE.unknown()).isEmpty();
	}

	@Test
	void every_clause_that_binds_a_client_has_a_test_or_a_reason_why_it_cannot_have_one() {
		assertThat(COVERAGE.holes()).isEmpty();
	}

	@Test
	void no_reason_is_left_where_there_is_a_test() {
		assertThat(COVERAGE.needlessWaivers()).isEmpty();
	}

	@Test
	void the_page_is_up_to_date() throws IOException {
		if (Boolean.getBoolean("conformance.write")) {
			COVERAGE.writeTo(PAGE);
		}
		assertThat(PAGE).as("write it anew with -Dconformance.write=true").exists();
		assertThat(Files.readString(PAGE)).as("write it anew with -Dconformance.write=true").isEqualTo(COVERAGE.page());
	}

}
