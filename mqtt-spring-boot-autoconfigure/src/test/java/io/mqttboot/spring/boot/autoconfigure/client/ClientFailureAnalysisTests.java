package io.mqttboot.spring.boot.autoconfigure.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

class ClientFailureAnalysisTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(MqttClientAutoConfiguration.class);

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void a_bad_property_is_named_with_the_place_where_it_stands() {
		this.environment.getPropertySources()
			.addFirst(new OriginTrackedMapPropertySource("file",
					Map.of("mqtt.client.serverURI", OriginTrackedValue.of("x://y", new Line7()))));
		this.runner.withPropertyValues("mqtt.client.serverURI=x://y").run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).startsWith("'mqtt.client.server-uri' is 'x://y': ")
				.endsWith("It stands in line 7.");
			assertThat(analysis.getAction()).isEqualTo("Change 'mqtt.client.server-uri'.");
		});
	}

	@Test
	void a_bad_filter_is_named() {
		this.runner.withPropertyValues("mqtt.consumer.consumerTopics=a/#/b").run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).startsWith("'mqtt.consumer.consumer-topics' is 'a/#/b': ");
		});
	}

	@Test
	void a_missing_server_is_explained_to_a_client_that_fails_fast() {
		this.runner
			.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:1", "mqtt.client.fail-fast=true",
					"mqtt.client.username=u", "mqtt.client.password=hidden-word")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription())
					.contains("MQTT client 'default' cannot connect to tcp://127.0.0.1:1")
					.doesNotContain("hidden-word");
				assertThat(analysis.getAction()).contains("'mqtt.client.fail-fast' to 'false'");
			});
	}

	@Test
	void two_clients_of_one_identifier_are_named() {
		this.runner
			.withPropertyValues("mqtt.client.client-id=same", "mqtt.clients.other.client-id=same",
					"mqtt.client.server-uri=tcp://127.0.0.1:1")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'default'", "'other'", "'same'");
				assertThat(analysis.getAction()).contains("'client-id'");
			});
	}

	@Test
	void files_that_another_client_has_open_are_explained(@TempDir Path directory) {
		ApplicationContextRunner stored = this.runner.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:1",
				"mqtt.client.client-id=stays", "mqtt.producer.offline.store=file",
				"mqtt.producer.offline.directory=" + directory);
		stored.run((first) -> {
			assertThat(first).hasNotFailed();
			stored.run((second) -> {
				FailureAnalysis analysis = analyze(second.getStartupFailure());
				assertThat(analysis.getDescription()).contains(directory.toString());
				assertThat(analysis.getAction()).contains("'mqtt.producer.offline.directory'");
			});
		});
	}

	private FailureAnalysis analyze(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		return SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
			.load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, this.environment),
					(factory, implementation, ex) -> {
					})
			.stream()
			.filter((analyzer) -> analyzer.getClass().getName().startsWith("io.mqttboot."))
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	private static final class Line7 implements Origin {

		@Override
		public String toString() {
			return "line 7";
		}

	}

}
