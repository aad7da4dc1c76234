package io.mqttboot.server.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.awaitility.Awaitility;

/**
 * A {@link SmallServer} in a process of its own.
 */
final class ChildServer implements AutoCloseable {

	private final Process process;

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final int port;

	/**
	 * Starts it.
	 * @param limits shell commands that limit the process
	 * @param options of the JVM
	 */
	ChildServer(String limits, String options) {
		String java = System.getProperty("java.home") + "/bin/java";
		String command = limits + " exec " + java + " " + options + " -cp \"$CHILD_CLASS_PATH\" "
				+ SmallServer.class.getName();
		ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
		builder.environment().put("CHILD_CLASS_PATH", System.getProperty("java.class.path"));
		try {
			this.process = builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread reader = new Thread(this::read, "child-output");
		reader.setDaemon(true);
		reader.start();
		this.port = Integer.parseInt(value(await((line) -> line.contains("port=")), "port="));
	}

	private void read() {
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				this.lines.add(line);
			}
		}
		catch (IOException ex) {
			this.lines.add("the output ended: " + ex);
		}
	}

	private String await(Predicate<String> wanted) {
		Awaitility.await()
			.atMost(java.time.Duration.ofSeconds(30))
			.failFast("the server ended", () -> !this.process.isAlive())
			.until(() -> this.lines.stream().anyMatch(wanted));
		return this.lines.stream().filter(wanted).reduce((first, second) -> second).orElseThrow();
	}

	private static String value(String line, String key) {
		return line.substring(line.indexOf(key) + key.length()).trim();
	}

	int port() {
		return this.port;
	}

	/** Returns what it logged. */
	List<String> lines() {
		return this.lines;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** Returns what it has counted: drops, refusals, connections. */
	String counted() {
		return answer("", "counted=");
	}

	/** Returns the bytes that a collection leaves. */
	long memory() {
		return Long.parseLong(answer("memory", "memory="));
	}

	private String answer(String question, String key) {
		long before = this.lines.stream().filter((line) -> line.contains(key)).count();
		try {
			this.process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Awaitility.await()
			.atMost(java.time.Duration.ofSeconds(20))
			.until(() -> this.lines.stream().filter((line) -> line.contains(key)).count() > before);
		return value(await((line) -> line.contains(key)), key);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
