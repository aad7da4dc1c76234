package io.mqttboot.spring.boot.autoconfigure.client;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.mqttboot.MqttPayload;
import io.mqttboot.client.spi.MqttClientMessageListener;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.MqttTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in a process of its own that has nothing but what the starter brings.
 */
class StandaloneClientTests {

	private static final Pattern STARTER = Pattern.compile(".*(/mqtt-spring-boot-autoconfigure/target/classes"
			+ "|/test-classes|/mqtt-(protocol|client|spring)-[^/]*|/mqtt-(protocol|client|spring)/target/classes"
			+ "|/netty-[^/]*|/spring-boot(-autoconfigure|-starter|-starter-logging)?-[0-9][^/]*"
			+ "|/spring-(core|beans|context|aop|expression|messaging)-[^/]*|/micrometer-(commons|observation)-[^/]*"
			+ "|/(slf4j|jul-to-slf4j|logback|log4j-to-slf4j|log4j-api|commons-logging|jspecify|snakeyaml"
			+ "|jakarta.annotation-api)[^/]*)");

	private final MqttServer server = MqttServer.create().port(0).start();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void one_that_listens_stays_up_and_goes_when_it_is_told() throws Exception {
		Process process = start("--mqtt.consumer.consumerTopics=question", "--mqtt.client.clientId=alone");
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			next(out, "main returned");
			Awaitility.await().until(() -> this.server.statistics().subscriptions() == 1);
			this.server.publishAll("question", "why");
			next(out, "heard why");
			process.destroy();
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void one_that_only_publishes_ends_when_it_has() throws Exception {
		Process process = start("--say=hello", "--mqtt.producer.defaultTopic=said");
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			next(out, "said hello ACKNOWLEDGED");
			next(out, "main returned");
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void a_failed_start_is_explained_and_ends_the_process() throws Exception {
		int port = this.server.port();
		this.server.stop();
		Process process = start("--mqtt.client.failFast=true", "--mqtt.client.serverURI=tcp://127.0.0.1:" + port);
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			next(out, "APPLICATION FAILED TO START");
			next(out, "MQTT client 'default' cannot connect to tcp://127.0.0.1:");
			next(out, "'mqtt.client.fail-fast' to 'false'");
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isNotZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void a_bad_value_is_explained_by_its_key_and_its_place() throws Exception {
		Process process = start("--mqtt.client.keepAliveInterval=70000");
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			next(out, "APPLICATION FAILED TO START");
			next(out, "'mqtt.client.keep-alive-interval' is '70000'");
			next(out, "commandLineArgs");
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Process start(String... args) throws IOException {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		ProcessBuilder builder = new ProcessBuilder(java, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath(),
				Application.class.getName());
		builder.command().add("--mqtt.client.port=" + Math.max(1, this.server.port()));
		builder.command().addAll(List.of(args));
		return builder.redirectErrorStream(true).start();
	}

	private static String classPath() {
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

		public static void main(String[] args) throws Exception {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			ConfigurableApplicationContext context = application.run(args);
			String say = context.getEnvironment().getProperty("say");
			if (say != null) {
				System.out.println("said " + say + " "
						+ context.getBean(MqttTemplate.class).send(say).get(10, TimeUnit.SECONDS).state());
			}
			System.out.println("main returned");
		}

		@Bean
		@ConditionalOnProperty("mqtt.consumer.consumer-topics")
		MqttClientMessageListener listener() {
			return (topic, qos, payload, acknowledgment) -> System.out.println("heard " + MqttPayload.text(payload));
		}

	}

}
