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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The generated part of the page.
 */
class ReportTests {

	private final Results results = new Results();

	private final Report report = new Report(this.results, List.of(new ToldScenario("pairs-q0", List.of(Figure.CPU))),
			"relay");

	private void aRun() {
		this.results.series("pairs-q0", "relay").add(new RunResult(Map.of(Figure.CPU, 0.2), Faults.NONE));
	}

	@Test
	void a_page_of_its_own_is_made_where_there_is_none(@TempDir Path folder) throws IOException {
		aRun();
		this.report.write(new Page(folder.resolve("page.md"), "a command"), "nine rounds\n");
		assertThat(folder.resolve("page.md")).content()
			.contains("nine rounds", "### Title of pairs-q0", "(images/pairs-q0.svg)", "| relay | 1.00");
		assertThat(folder.resolve("images/pairs-q0.svg")).isNotEmptyFile();
	}

	@Test
	void what_stands_around_the_generated_part_stays(@TempDir Path folder) throws IOException {
		Path page = folder.resolve("page.md");
		this.report.write(new Page(page, "a command"), "one run\n");
		Files.writeString(page, "before\n" + Files.readString(page) + "after\n");
		this.report.write(new Page(page, "a command"), "two runs\n");
		assertThat(page).content()
			.startsWith("before\n")
			.endsWith("after\n")
			.contains("two runs")
			.doesNotContain("one run");
	}

	@Test
	void a_page_without_a_place_for_it_is_left_alone() {
		Page page = new Page(Path.of("page.md"), "a command");
		assertThatIllegalArgumentException().isThrownBy(() -> page.replace("nothing", "generated"));
	}

	@Test
	void each_command_writes_its_own_part(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("page.md");
		Page one = new Page(file, "one command");
		Page two = new Page(folder.resolve("other.md"), "another command");
		one.write("one");
		two.write("two");
		Files.writeString(file, Files.readString(file) + Files.readString(two.file()));
		one.write("three");
		assertThat(file).content().contains("three", "two").doesNotContain("one\n\n<!--");
	}

	@Test
	void who_takes_no_part_is_named_with_the_reason() {
		this.results.missing("hivemq", "there is no network");
		assertThat(this.report.markdown("")).contains("`hivemq` was not run: there is no network.");
	}

	@Test
	void what_nobody_finished_has_no_picture() {
		this.results.series("pairs-q0", "relay").failed("did not start");
		assertThat(this.report.markdown("")).contains("no result", "1 × did not start").doesNotContain(".svg");
	}

}
