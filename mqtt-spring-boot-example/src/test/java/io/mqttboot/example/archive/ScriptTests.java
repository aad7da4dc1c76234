package io.mqttboot.example.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.mqttboot.example.archive.BrokerHome.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code bin/start.sh} and {@code bin/stop.sh}, with a script in the place of Java.
 */
class ScriptTests {

	// Fails, is slow or does not listen when it is told to; otherwise it serves until it
	// is stopped.
	private static final String JAVA = """
			#!/bin/sh
			if [ "$1" = -version ]; then
				echo "Picked up JAVA_TOOL_OPTIONS: -Dversion=1" >&2
				echo "openjdk version \\"${FAKE_VERSION:-17.0.15}\\" 2025-04-15" >&2
				exit 0
			fi
			out=$(dirname "$0")/..
			pwd >"$out/directory"
			printf '%s\\n' "$@" >"$out/arguments"
			for argument; do
				case $argument in
					--spring.pid.file=*) ready=${argument#*=} ;;
					--logging.file.name=*) echo "$FAKE_LOG" >>"${argument#*=}" ;;
				esac
			done
			echo "$FAKE_CONSOLE"
			[ -z "$FAKE_FAILS" ] || exit 7
			if [ -n "$FAKE_DEAF" ]; then
				trap '' TERM
			else
				trap 'rm -f "$ready"; exit 143' TERM
			fi
			[ -n "$FAKE_SLOW" ] || echo $$ >"$ready"
			while :; do
				sleep 0.1
			done
			""";

	// what the scripts call
	private static final List<String> TOOLS = List.of("sh", "cat", "date", "dirname", "head", "mkdir", "nohup",
			"readlink", "rm", "sed", "sleep", "tail", "tr", "wc");

	@TempDir
	Path directory = Path.of("");

	private Path javaHome = Path.of("");

	private BrokerHome home;

	@BeforeEach
	void lay_out() throws IOException {
		this.directory = this.directory.toRealPath();
		this.javaHome = this.directory.resolve("jdk");
		executable(Files.createDirectories(this.javaHome.resolve("bin")).resolve("java"), JAVA);
		this.home = BrokerHome.ofScripts(this.directory, this.javaHome);
	}

	@AfterEach
	void end() {
		this.home.close();
	}

	@Test
	void a_start_returns_when_the_broker_serves_and_a_stop_when_it_has_ended() throws Exception {
		Outcome start = this.home.start();
		ProcessHandle broker = this.home.broker();
		assertThat(start).isEqualTo(new Outcome(0, "The broker serves, as process " + broker.pid() + ". Its log is "
				+ this.home.resolve("logs/broker.log") + ".\n"));
		assertThat(this.home.read("run/broker.ready").strip()).isEqualTo(Long.toString(broker.pid()));
		assertThat(this.home.stop()).isEqualTo(new Outcome(0, "The broker has stopped.\n"));
		assertThat(this.home.processes()).isEmpty();
		assertThat(this.home.resolve("run")).isEmptyDirectory();
	}

	@Test
	void a_second_start_is_refused_and_disturbs_nothing() throws Exception {
		this.home.start();
		ProcessHandle broker = this.home.broker();
		assertThat(this.home.start())
			.isEqualTo(new Outcome(3, "start.sh: the broker runs already, as process " + broker.pid() + "\n"));
		assertThat(this.home.start("--foreground").code()).isEqualTo(3);
		assertThat(this.home.broker()).isEqualTo(broker);
		assertThat(broker.isAlive()).isTrue();
		assertThat(this.home.stop().code()).isZero();
	}

	@Test
	void a_number_that_now_is_another_process_stops_nobody() throws Exception {
		Files.createDirectories(this.home.resolve("run"));
		Files.writeString(this.home.resolve("run/broker.pid"), ProcessHandle.current().pid() + "\n");
		assertThat(this.home.stop()).isEqualTo(new Outcome(0, "The broker is not running.\n"));
		Files.writeString(this.home.resolve("run/broker.pid"), ProcessHandle.current().pid() + "\n");
		assertThat(this.home.start().code()).isZero();
	}

	@Test
	void a_broker_that_was_killed_is_started_again() throws Exception {
		this.home.start();
		this.home.broker().destroyForcibly();
		Awaitility.await().until(() -> this.home.processes().isEmpty());
		assertThat(this.home.resolve("run/broker.ready")).exists();
		assertThat(this.home.start().code()).isZero();
		assertThat(this.home.broker().isAlive()).isTrue();
	}

	@Test
	void in_the_foreground_it_takes_the_place_of_the_shell() throws Exception {
		this.home.with("FAKE_CONSOLE", "to the standard output");
		Process process = this.home.begin(this.home.resolve("bin/start.sh").toString(), "--foreground", "--a=b");
		Awaitility.await().until(() -> Files.exists(this.home.resolve("run/broker.ready")));
		assertThat(this.home.broker().pid()).isEqualTo(process.pid());
		assertThat(this.home.read("begun.log")).isEqualTo("to the standard output\n");
		assertThat(this.home.resolve("logs")).doesNotExist();
		assertThat(arguments()).contains("--a=b").noneMatch((each) -> each.startsWith("--logging"));
		process.destroy();
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isEqualTo(143);
	}

	@Test
	void a_container_that_is_restarted_may_have_the_number_that_it_had() throws Exception {
		Files.createDirectories(this.home.resolve("run"));
		this.home.begin("sh", "-c", "echo $$ >run/broker.pid && exec bin/start.sh console");
		Awaitility.await().until(() -> Files.exists(this.home.resolve("run/broker.ready")));
		assertThat(this.home.stop().code()).isZero();
	}

	@Test
	void it_finds_its_home_from_anywhere_and_through_links() throws Exception {
		Path first = Files.createSymbolicLink(this.directory.resolve("first"), this.home.resolve("bin/start.sh"));
		Files.createSymbolicLink(this.directory.resolve("second"), first.getFileName());
		assertThat(this.home.run(List.of("./second")).code()).isZero();
		assertThat(Files.readString(this.javaHome.resolve("directory")).strip())
			.isEqualTo(this.home.resolve("").toString());
		Path folder = Files.createSymbolicLink(this.directory.resolve("folder"), this.home.resolve("bin"));
		assertThat(this.home.run(List.of(folder.resolve("start.sh").toString())).code()).isEqualTo(3);
		assertThat(this.home.run(List.of("sh", "folder/stop.sh")).output()).isEqualTo("The broker has stopped.\n");
	}

	@Test
	void flags_of_the_caller_come_after_ours_and_arguments_reach_the_application() throws Exception {
		this.home.with("JAVA_OPTS", "-Xmx1g -XX:-ExitOnOutOfMemoryError").start("--mqtt.server.name=A B");
		assertThat(arguments()).containsSubsequence("-XX:+ExitOnOutOfMemoryError", "-Xmx1g",
				"-XX:-ExitOnOutOfMemoryError", "-jar", this.home.resolve("lib/mqtt-spring-boot-example.jar").toString(),
				"--mqtt.server.name=A B");
	}

	@Test
	void log_and_process_id_may_lie_elsewhere() throws Exception {
		Path logs = this.directory.resolve("log");
		this.home.with("MQTT_LOG_DIR", logs.toString())
			.with("MQTT_RUN_DIR", this.directory.resolve("run").toString())
			.start();
		assertThat(arguments()).contains("--logging.file.name=" + logs.resolve("broker.log"));
		assertThat(this.directory.resolve("run/broker.pid")).exists();
		assertThat(this.home.stop()).isEqualTo(new Outcome(0, "The broker has stopped.\n"));
	}

	@Test
	void a_folder_that_cannot_be_made_is_told() throws Exception {
		Files.createFile(this.directory.resolve("file"));
		Outcome start = this.home.with("MQTT_LOG_DIR", this.directory.resolve("file/logs").toString()).start();
		assertThat(start.code()).isEqualTo(1);
		assertThat(start.output()).contains("/file/logs cannot be made");
	}

	@ParameterizedTest
	@CsvSource({ "1.8.0_392, 8", "11.0.2, 11", "16, 16" })
	void a_java_that_is_too_old_is_refused(String version, String major) throws Exception {
		assertThat(this.home.with("FAKE_VERSION", version).start()).isEqualTo(new Outcome(4, "start.sh: "
				+ this.javaHome.resolve("bin/java") + " is Java " + major + "; it takes Java 17 or newer\n"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "17", "25.0.3", "26-ea" })
	void a_newer_java_is_taken(String version) throws Exception {
		assertThat(this.home.with("FAKE_VERSION", version).start().code()).isZero();
	}

	@Test
	void a_java_home_without_java_is_told() throws Exception {
		assertThat(this.home.with("JAVA_HOME", "/nowhere").start())
			.isEqualTo(new Outcome(4, "start.sh: JAVA_HOME is /nowhere, and there is no bin/java in it\n"));
	}

	@Test
	void without_java_home_the_path_is_searched() throws Exception {
		Path tools = Files.createDirectories(this.directory.resolve("tools"));
		for (String tool : TOOLS) {
			Outcome where = this.home.run(List.of("sh", "-c", "command -v " + tool));
			executable(tools.resolve(tool), "#!/bin/sh\nexec " + where.output().strip() + " \"$@\"\n");
		}
		this.home.with("JAVA_HOME", "").with("PATH", tools.toString());
		assertThat(this.home.start()).isEqualTo(new Outcome(4,
				"start.sh: no Java found: set JAVA_HOME, or put java on the PATH; it takes Java 17 or newer\n"));
		Files.copy(this.javaHome.resolve("bin/java"), tools.resolve("java"), StandardCopyOption.COPY_ATTRIBUTES);
		assertThat(this.home.start().code()).isZero();
	}

	@Test
	void a_start_that_fails_shows_what_was_said_this_time() throws Exception {
		this.home.with("FAKE_LOG", "from before").start();
		this.home.stop();
		Outcome start = this.home.with("FAKE_LOG", "the port is taken")
			.with("FAKE_CONSOLE", "no such flag")
			.with("FAKE_FAILS", "yes")
			.start();
		assertThat(start.code()).isEqualTo(1);
		assertThat(start.output()).contains("exit code 7", "no such flag", "the port is taken")
			.doesNotContain("from before");
		assertThat(this.home.resolve("run")).isEmptyDirectory();
	}

	@Test
	void a_start_that_takes_too_long_goes_on_and_says_so() throws Exception {
		Outcome start = this.home.with("FAKE_SLOW", "yes").with("START_TIMEOUT", "1").start();
		assertThat(start.code()).isEqualTo(5);
		assertThat(start.output()).contains("goes on starting as process " + this.home.broker().pid());
		assertThat(this.home.start().code()).isEqualTo(3);
		assertThat(this.home.stop().code()).isZero();
	}

	@Test
	void a_stop_that_takes_too_long_kills_only_when_told_to() throws Exception {
		this.home.with("FAKE_DEAF", "yes").with("STOP_TIMEOUT", "1").start();
		ProcessHandle broker = this.home.broker();
		Outcome patient = this.home.stop();
		assertThat(patient.code()).isEqualTo(5);
		assertThat(patient.output()).contains("as process " + broker.pid(), "--force");
		assertThat(broker.isAlive()).isTrue();
		Outcome forced = this.home.stop("--force");
		assertThat(forced.code()).isEqualTo(1);
		assertThat(forced.output()).contains("was killed");
		assertThat(this.home.processes()).doesNotContain(broker);
		assertThat(this.home.resolve("run")).isEmptyDirectory();
	}

	@Test
	void what_is_no_argument_is_refused() throws Exception {
		assertThat(this.home.start("foreground").code()).isEqualTo(2);
		assertThat(this.home.stop("--now").code()).isEqualTo(2);
		assertThat(this.home.with("START_TIMEOUT", "1m").start().code()).isEqualTo(2);
		assertThat(this.home.with("STOP_TIMEOUT", "").with("START_TIMEOUT", "").start().code()).isZero();
		assertThat(this.home.start("--help")).satisfies((help) -> {
			assertThat(help.code()).isZero();
			assertThat(help.output()).startsWith("bin/start.sh [--foreground]").contains("exit code");
		});
	}

	private static void executable(Path path, String script) throws IOException {
		Files.writeString(path, script);
		assertThat(path.toFile().setExecutable(true)).isTrue();
	}

	private List<String> arguments() throws IOException {
		return Files.readAllLines(this.javaHome.resolve("arguments"));
	}

}
