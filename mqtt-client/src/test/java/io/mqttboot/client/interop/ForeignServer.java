package io.mqttboot.client.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that others wrote, in a process of its own, on ports of 127.0.0.1 that it
 * keeps when it is started again.
 */
final class ForeignServer implements AutoCloseable {

	private static final int START_SECONDS = 120;

	private final List<String> command;

	private final String ready;

	private final int port;

	private final int webSocketPort;

	private final List<String> output = new ArrayList<>();

	private Process process;

	private ForeignServer(List<String> command, String ready, int port, int webSocketPort) {
		this.command = command;
		this.ready = ready;
		this.port = port;
		this.webSocketPort = webSocketPort;
		start();
	}

	/** Starts Mosquitto, which has to be on the path. */
	static ForeignServer mosquitto(Path home) throws IOException {
		int port = freePort();
		int webSocketPort = freePort();
		Path config = home.resolve("mosquitto.conf");
		Files.writeString(config, """
				user root
				allow_anonymous true
				persistence true
				persistence_location %s/
				listener %d 127.0.0.1
				listener %d 127.0.0.1
				protocol websockets
				""".formatted(home, port, webSocketPort));
		return new ForeignServer(List.of("mosquitto", "-c", config.toString()), " running", port, webSocketPort);
	}

	/** Starts HiveMQ CE with the class path that interop/servers has resolved. */
	static ForeignServer hivemq(Path home) {
		int port = freePort();
		int webSocketPort = freePort();
		String classPath = System.getProperty("hivemq.classpath");
		if (classPath == null) {
			throw new IllegalStateException("no hivemq.classpath; interop/servers sets it");
		}
		return new ForeignServer(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.nio=ALL-UNNAMED",
						"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
						"--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
						"--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED", "-cp", classPath, "HiveMqPeer",
						String.valueOf(port), String.valueOf(webSocketPort), home.toString()),
				"ready", port, webSocketPort);
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.port;
	}

	int webSocketPort() {
		return this.webSocketPort;
	}

	/** Starts the server again, and waits until it is ready. */
	void start() {
		CountDownLatch up = new CountDownLatch(1);
		try {
			this.process = new ProcessBuilder(this.command).redirectErrorStream(true).start();
			BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8);
			Thread reader = new Thread(() -> lines.lines().forEach((line) -> {
				synchronized (this.output) {
					this.output.add(line);
				}
				if (line.contains(this.ready)) {
					up.countDown();
				}
			}), "foreign-server");
			reader.setDaemon(true);
			reader.start();
			if (!up.await(START_SECONDS, TimeUnit.SECONDS)) {
				kill();
				synchronized (this.output) {
					throw new IllegalStateException("the server does not start: " + this.output);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	/** Ends the process without a warning, and waits for it. */
	void kill() {
		end(this.process.destroyForcibly());
	}

	/** Lets the process end in its own way, and waits for it. */
	void shutDown() {
		this.process.destroy();
		end(this.process);
	}

	private static void end(Process ending) {
		try {
			if (!ending.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
				ending.destroyForcibly();
				throw new IllegalStateException("the server does not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	@Override
	public void close() {
		kill();
	}

}
