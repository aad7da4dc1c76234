package io.mqttboot.server.interop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server in a process of its own, with its class path and nothing more: no Spring, no
 * Micrometer, no native transport, no logging backend.
 */
@Timeout(60)
class PlainMainTests {

	// what the POM of mqtt-server brings to a user
	private static final List<String> NEEDED = List.of("netty-buffer", "netty-codec-base", "netty-codec-http",
			"netty-codec-mqtt", "netty-common", "netty-handler", "netty-resolver", "netty-transport", "slf4j-api",
			"jspecify");

	private static final List<String> ABSENT = List.of("org.springframework.core.SpringVersion",
			"io.micrometer.core.instrument.MeterRegistry", "io.netty.channel.epoll.Epoll",
			"io.netty.channel.uring.IoUring", "ch.qos.logback.classic.Logger", "org.junit.jupiter.api.Test",
			"org.eclipse.paho.client.mqttv3.MqttClient");

	@Test
	void the_server_runs_in_a_plain_main() throws Exception {
		Process process = start();
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
			List<String> lines = new ArrayList<>();
			String port = readUntil("port ", output, lines);
			try (PahoMqtt3Client client = new PahoMqtt3Client("tcp://127.0.0.1:" + port, "plain")) {
				client.connect().subscribe("pong", 2).publish("ping", "hello", 2, false);
				client.inbox.receives(Received.live("pong", "pong", 1));
			}
			process.getOutputStream().close();
			readUntil("stopped", output, lines);
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the process ends by itself").isTrue();
			assertThat(process.exitValue()).as("%s", lines).isZero();
			assertThat(lines).contains("heard ping hello").noneMatch((line) -> line.contains("Exception"));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Process start() throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath(),
						PlainMain.class.getName()));
		command.addAll(ABSENT);
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	private static String classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(PlainMainTests::isNeeded)
			.collect(Collectors.joining(File.pathSeparator));
	}

	// our own modules stand there as folders or jars, this one's tests among them
	private static boolean isNeeded(String element) {
		String path = element.replace(File.separatorChar, '/');
		boolean ours = path.contains("mqtt-server/target") || path.contains("mqtt-protocol");
		String file = path.substring(path.lastIndexOf('/') + 1);
		return ours || NEEDED.stream().anyMatch((name) -> file.matches(name + "-[0-9].*\\.jar"));
	}

	private static String readUntil(String prefix, BufferedReader output, List<String> lines) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			lines.add(line);
			if (line.startsWith(prefix)) {
				return line.substring(prefix.length());
			}
		}
		throw new AssertionError("no line '" + prefix + "' but " + lines);
	}

}
