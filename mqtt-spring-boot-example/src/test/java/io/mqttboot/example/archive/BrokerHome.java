package io.mqttboot.example.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The folder that a broker runs in: what was unpacked, or the scripts with something in
 * the place of Java. Whatever was started in it ends with it.
 */
final class BrokerHome implements AutoCloseable {

	/** What the archive is made of, beside the jar and the licence. */
	static final Path DIST = Path.of("src/dist");

	private static final String JAR = "lib/mqtt-spring-boot-example.jar";

	private static final long SECONDS_MAX = 300;

	private final Path path;

	private final Map<String, String> environment = new HashMap<>();

	private BrokerHome(Path path) {
		this.path = path;
	}

	/** Unpacks an archive, as its reader does. */
	static BrokerHome unpack(Path archive, Path directory) throws IOException, InterruptedException {
		Outcome outcome = run(directory, Map.of(),
				List.of("tar", "-xzf", archive.toAbsolutePath().toString(), "-C", directory.toString()));
		assertThat(outcome.code()).as(outcome.output()).isZero();
		Path home = directory.resolve(archive.getFileName().toString().replaceAll("\\.tar\\.gz$", ""));
		return new BrokerHome(home.toRealPath()).with("JAVA_HOME", System.getProperty("java.home"))
			.with("START_TIMEOUT", "240");
	}

	/** The scripts, without the broker. */
	static BrokerHome ofScripts(Path directory, Path javaHome) throws IOException {
		Path home = Files.createDirectories(directory.resolve("a home")).toRealPath();
		Files.createDirectories(home.resolve("bin"));
		try (Stream<Path> scripts = Files.list(DIST.resolve("bin"))) {
			for (Path script : scripts.toList()) {
				Path copy = Files.copy(script, home.resolve("bin").resolve(script.getFileName()));
				assertThat(copy.toFile().setExecutable(true)).isTrue();
			}
		}
		Files.createDirectories(home.resolve("lib"));
		Files.createFile(home.resolve(JAR));
		return new BrokerHome(home).with("JAVA_HOME", javaHome.toString());
	}

	BrokerHome with(String name, String value) {
		this.environment.put(name, value);
		return this;
	}

	Path resolve(String file) {
		return this.path.resolve(file);
	}

	String read(String file) throws IOException {
		return Files.readString(resolve(file));
	}

	Outcome start(String... arguments) throws IOException, InterruptedException {
		return run(Stream.concat(Stream.of(resolve("bin/start.sh").toString()), Stream.of(arguments)).toList());
	}

	Outcome stop(String... arguments) throws IOException, InterruptedException {
		return run(Stream.concat(Stream.of(resolve("bin/stop.sh").toString()), Stream.of(arguments)).toList());
	}

	/** Runs a command somewhere else, with the environment of this home. */
	Outcome run(List<String> command) throws IOException, InterruptedException {
		return run(Objects.requireNonNull(this.path.getParent()), this.environment, command);
	}

	/** Begins a command, and does not wait for its end. */
	Process begin(String... command) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.path.toFile())
			.redirectErrorStream(true)
			.redirectOutput(resolve("begun.log").toFile());
		builder.environment().remove("JAVA_OPTS");
		builder.environment().putAll(this.environment);
		return builder.start();
	}

	/** The process that the scripts know of. */
	ProcessHandle broker() throws IOException {
		return ProcessHandle.of(Long.parseLong(read("run/broker.pid").strip())).orElseThrow();
	}

	/**
	 * Whatever runs here, whoever started it. What has ended and was not yet asked how
	 * has no command line any more.
	 */
	List<ProcessHandle> processes() {
		return ProcessHandle.allProcesses()
			.filter((process) -> process.info().commandLine().orElse("").contains(this.path.toString()))
			.toList();
	}

	@Override
	public void close() {
		Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
			processes().forEach(ProcessHandle::destroyForcibly);
			return processes().isEmpty();
		});
	}

	private static Outcome run(Path directory, Map<String, String> environment, List<String> command)
			throws IOException, InterruptedException {
		// not a pipe: what is started in the background must not hold it open
		Path output = Files.createTempFile("outcome", ".log");
		try {
			ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().remove("JAVA_OPTS");
			builder.environment().putAll(environment);
			Process process = builder.start();
			if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new AssertionError(command + " does not end: " + Files.readString(output));
			}
			return new Outcome(process.exitValue(), Files.readString(output));
		}
		finally {
			Files.delete(output);
		}
	}

	/**
	 * How a command ended.
	 *
	 * @param code its exit code
	 * @param output what it said
	 */
	record Outcome(int code, String output) {

	}

}
