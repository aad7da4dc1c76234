package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.Objects;

import io.mqttboot.server.MqttServerStartException;
import io.mqttboot.server.MqttServerStartException.Kind;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttSessionStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

class FailureAnalysisTests {

	@ParameterizedTest
	@CsvSource({ "PORT_IN_USE, mqtt.server.port", "ADDRESS, mqtt.server.ip",
			"PUBLIC_WITHOUT_AUTHENTICATION, MqttServerAuthHandler", "STORE, MqttSessionStore",
			"TRANSPORT, mqtt.server.transport" })
	void a_server_that_does_not_start_says_which_property_or_bean_helps(Kind kind, String help) {
		FailureAnalysis analysis = analyze(
				new IllegalStateException(new MqttServerStartException(kind, "what is wrong", "what to do", null)));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("what is wrong");
		assertThat(analysis.getAction()).contains(help);
	}

	@ParameterizedTest
	@ValueSource(classes = { MqttSessionStore.class, MqttMessageStore.class })
	void two_stores_of_a_kind_are_named(Class<?> type) {
		FailureAnalysis analysis = analyze(
				new NoUniqueBeanDefinitionException(type, List.of("redisStore", "fileStore")));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains(type.getSimpleName(), "- fileStore", "- redisStore");
		assertThat(analysis.getAction()).contains("@Primary");
	}

	@Test
	void two_beans_of_another_kind_are_left_to_others() {
		assertThat(analyze(new NoUniqueBeanDefinitionException(String.class, List.of("a", "b")))).isNull();
	}

	static @Nullable FailureAnalysis analyze(Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation(FailureAnalysisTests.class.getClassLoader())
			.load(FailureAnalyzer.class, (factory, implementation, ex) -> {
			})
			.stream()
			.filter((analyzer) -> analyzer.getClass().getName().startsWith("io.mqttboot."))
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
