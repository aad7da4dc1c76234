package io.mqttboot.spring.boot.autoconfigure.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in a process of its own that has nothing but what the starter brings.
 */
class StandaloneApplicationTests {

	private static final Pattern STARTER = Pattern
		.compile(".*(/test-classes" + "|/mqtt-(protocol|server|spring-boot-autoconfigure)(-[^/]*|/target/classes)"
				+ "|/netty-[^/]*|/spring-boot(-autoconfigure|-starter|-starter-logging)?-[0-9][^/]*"
				+ "|/spring-(core|beans|context|aop|expression)-[^/]*|/micrometer-(commons|observation)-[^/]*"
				+ "|/(slf4j|jul-to-slf4j|logback|log4j-to-slf4j|log4j-api|commons-logging|jspecify|snakeyaml"
				+ "|jakarta.annotation-api)[^/]*)");

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void it_stays_up_without_a_web_server_and_goes_when_it_is_told(boolean virtualThreads) throws Exception {
		Process process = start("--spring.threads.virtual.enabled=" + virtualThreads);
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			String line = next(out, "main returned, port=");
			try (WirePeer peer = WirePeer.connect(Integer.parseInt(line.substring(line.indexOf('=') + 1)))) {
				peer.connects(Packets.connect("a"));
				process.destroy();
				peer.isDisconnected(0x8B);
			}
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void a_failed_start_is_explained_and_ends_the_process() throws Exception {
		Process process = start("--mqtt.server.ip=0.0.0.0");
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			next(out, "APPLICATION FAILED TO START");
			next(out, "nothing authenticates clients");
			next(out, "'mqtt.server.auth.anonymous' to 'always'");
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isNotZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void a_bad_value_is_explained_by_its_key() throws Exception {
		Process process = start("--mqtt.server.limits.receive-max=70000");
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			next(out, "APPLICATION FAILED TO START");
			next(out, "mqtt.server.limits.receive-max");
			next(out, "must be at most 65535");
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Process start(String... args) throws IOException {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		ProcessBuilder builder = new ProcessBuilder(java, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath(),
				Application.class.getName());
		builder.command().addAll(List.of(args));
		return builder.redirectErrorStream(true).start();
	}

	/** What the starter brings, and these tests. */
	static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> STARTER.matcher(entry).matches())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static String next(BufferedReader out, String text) throws IOException {
		StringBuilder read = new StringBuilder();
		String line;
		while ((line = out.readLine()) != null) {
			if (line.contains(text)) {
				return line;
			}
			read.append(line).append('\n');
		}
		throw new AssertionError("'" + text + "' was never said, but:\n" + read);
	}

	/**
	 * The application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.setDefaultProperties(Map.of("mqtt.server.port", "0", "mqtt.server.websocket-port", "0"));
			int port = application.run(args).getEnvironment().getRequiredProperty("local.mqtt.server.port", int.class);
			System.out.println("main returned, port=" + port);
		}

	}

}
