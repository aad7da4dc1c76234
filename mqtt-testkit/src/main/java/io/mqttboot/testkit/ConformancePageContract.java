package io.mqttboot.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps a page of {@code docs} about the standard true and without holes: a test class of
 * the module that it is about implements it.
 */
public interface ConformancePageContract {

	/**
	 * Returns where the page is.
	 * @return the page
	 */
	Path page();

	/**
	 * Returns what the page should say.
	 * @return the clauses and their tests
	 */
	ClauseCoverage coverage();

	@Test
	default void every_id_that_a_test_names_exists() {
		assertThat(coverage().unknown()).isEmpty();
	}

	@Test
	default void every_clause_that_binds_has_a_test_or_a_reason_why_it_cannot_have_one() {
		assertThat(coverage().holes()).isEmpty();
	}

	@Test
	default void no_reason_is_left_where_there_is_a_test() {
		assertThat(coverage().needlessWaivers()).isEmpty();
	}

	@Test
	default void the_page_is_up_to_date() throws IOException {
		if (Boolean.getBoolean("conformance.write")) {
			coverage().writeTo(page());
		}
		assertThat(page()).as("write it anew with -Dconformance.write=true").exists();
		assertThat(Files.readString(page())).as("write it anew with -Dconformance.write=true")
			.isEqualTo(coverage().page());
	}

}
