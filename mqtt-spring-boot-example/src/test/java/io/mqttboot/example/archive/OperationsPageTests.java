package io.mqttboot.example.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/operations.md} names files, keys, meters, alerts and settings that exist.
 */
class OperationsPageTests {

	private static final Path DOCS = Path.of("../docs");

	private static final Pattern KEY = Pattern.compile("`((?:mqtt|management|server|spring|logging)\\.[a-z][\\w.-]+)`");

	private static final Pattern VARIABLE = Pattern.compile("\\bMQTT_[A-Z_]+\\b");

	private static final Pattern METER = Pattern.compile("\\bmqtt_[a-z_]+");

	private static final Pattern ALERT = Pattern.compile("`(Mqtt(?!\\w*Store`)[A-Z]\\w+)`");

	private static final Pattern FILE = Pattern.compile("`((?:bin|config|deploy)/[\\w.-]+)`");

	private static final Pattern SETTING = Pattern.compile("`((?:net|fs)\\.[a-z_.0-9-]+)`");

	private static final Pattern LINE = Pattern.compile("^\\| `([^`]+)` \\| (?:info|warn|error) \\|",
			Pattern.MULTILINE);

	private static final Pattern FIGURE = Pattern.compile("\\*\\*([\\d,]+) B\\*\\*");

	private final String page;

	OperationsPageTests() throws IOException {
		this.page = Files.readString(DOCS.resolve("operations.md"));
	}

	@Test
	void every_key_exists() throws IOException {
		Keys keys = Keys.read();
		assertThat(found(KEY)).contains("mqtt.server.shutdown.grace-period").allMatch(keys::has);
	}

	@Test
	void every_variable_is_one_of_the_scripts_or_a_key() throws IOException {
		Keys keys = Keys.read();
		String scripts = Files.readString(BrokerHome.DIST.resolve("bin/environment.sh"));
		assertThat(VARIABLE.matcher(this.page).results().map((result) -> result.group())).isNotEmpty()
			.allMatch((name) -> scripts.contains("${" + name + ":-")
					|| keys.has(name.toLowerCase(Locale.ROOT).replace('_', '.')));
	}

	@Test
	void every_meter_is_on_its_page() throws IOException {
		String meters = Files.readString(DOCS.resolve("metrics.md"));
		assertThat(METER.matcher(this.page).results().map((result) -> result.group())).isNotEmpty()
			.allMatch((meter) -> meters.contains("`" + meter + "`"));
	}

	@Test
	void every_alert_is_a_rule() throws IOException {
		String rules = Files.readString(Path.of("../grafana/prometheus/alerts.yml"));
		assertThat(found(ALERT)).allMatch((alert) -> rules.contains("alert: " + alert + "\n"));
	}

	@Test
	void every_file_is_in_the_archive_and_every_file_for_deployment_is_named() throws IOException {
		assertThat(found(FILE)).allSatisfy((file) -> assertThat(BrokerHome.DIST.resolve(file)).isRegularFile());
		try (Stream<Path> files = Files.list(BrokerHome.DIST.resolve("deploy"))) {
			assertThat(files).allSatisfy((file) -> assertThat(this.page).contains("deploy/" + file.getFileName()));
		}
	}

	@Test
	void every_setting_of_the_kernel_is_explained() throws IOException {
		assertThat(found(SETTING)).containsAll(DeploymentTests.kernelSettings());
	}

	@Test
	void every_figure_that_was_measured_stands_where_it_is_kept() throws IOException {
		String measured = Files.readString(DOCS.resolve("performance.md"));
		assertThat(found(FIGURE)).allMatch(measured::contains);
	}

	@Test
	void every_line_of_the_log_is_written_somewhere() throws IOException {
		StringBuilder sources = new StringBuilder();
		try (Stream<Path> files = Files.walk(Path.of("../mqtt-server/src/main/java"))) {
			for (Path file : files.filter((each) -> each.toString().endsWith(".java")).toList()) {
				sources.append(Files.readString(file));
			}
		}
		assertThat(found(LINE)).hasSizeGreaterThan(9).allMatch((line) -> sources.indexOf(line) >= 0);
	}

	/** What a pattern finds, at least once. */
	private List<String> found(Pattern pattern) {
		List<String> found = pattern.matcher(this.page).results().map((result) -> result.group(1)).distinct().toList();
		assertThat(found).isNotEmpty();
		return found;
	}

}
