package io.mqttboot.spring.boot.autoconfigure.server.http;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.spring.web.MqttAudit;
import io.mqttboot.spring.web.MqttHttpGate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the HTTP API asks for before it is served, and what may be missing when it is not.
 */
class HttpSetupTests {

	private static final String[] SERVER = { "mqtt.server.port=0", "mqtt.server.websocket-enable=false" };

	private static final String[] BASIC = { "mqtt.server.http-enable=true", "mqtt.server.http-basic-auth.enable=true",
			"mqtt.server.http-basic-auth.username=admin", "mqtt.server.http-basic-auth.password=secret" };

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues(SERVER);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues(SERVER);

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues(SERVER);

	private static FailureAnalysis analysis(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		FailureAnalysis analysis = new HttpSetupFailureAnalyzer().analyze(failure);
		assertThat(analysis).isNotNull();
		assertThat(analysis.getAction()).isNotBlank();
		return analysis;
	}

	@Test
	void it_is_off_unless_it_is_switched_on() {
		this.servlet.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(MqttServer.class)
			.hasSingleBean(MqttAudit.class)
			.doesNotHaveBean(MqttHttpGate.class));
	}

	@Test
	void without_authentication_it_is_refused() {
		this.servlet.withPropertyValues("mqtt.server.http-enable=true")
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription())
				.contains("nothing authenticates its callers"));
		this.reactive.withPropertyValues("mqtt.server.http-enable=true")
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription())
				.contains("nothing authenticates its callers"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mqtt.server.http-basic-auth.username=", "mqtt.server.http-basic-auth.username=a:b",
			"mqtt.server.http-basic-auth.password=" })
	void a_user_that_is_none_is_refused_and_the_password_not_told(String key) {
		this.servlet.withPropertyValues(BASIC).withPropertyValues(key).run((context) -> {
			FailureAnalysis analysis = analysis(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("mqtt.server.http-basic-auth").doesNotContain("secret");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "base-path=api", "base-path=/api/", "batch-max=0", "page-max=0", "listeners-max=0",
			"listener-queue-max=0", "body-size-max=0" })
	void a_key_that_does_not_fit_is_refused(String key) {
		this.servlet.withPropertyValues(BASIC)
			.withPropertyValues("mqtt.server.http." + key)
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription())
				.contains("mqtt.server.http"));
	}

	@Test
	void an_application_without_a_web_stack_cannot_serve_it_and_says_so() {
		this.plain.withPropertyValues(BASIC)
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription())
				.contains("serves no HTTP"));
		this.plain.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MqttServer.class));
	}

	@Test
	void an_application_without_the_controllers_cannot_serve_it_and_says_so() {
		this.servlet.withClassLoader(new FilteredClassLoader("io.mqttboot.spring.web"))
			.withPropertyValues(BASIC)
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription())
				.contains("mqtt-server-web is not there"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web", "jakarta.servlet", "reactor.core", "org.reactivestreams",
			"io.mqttboot.spring.web", "org.springframework.security" })
	void an_application_that_does_not_serve_it_needs_none_of_its_libraries(String missing) {
		this.plain.withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MqttServer.class));
	}

	@Test
	void each_stack_serves_it_without_the_other_and_without_spring_security() {
		this.servlet
			.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive", "reactor.core",
					"org.springframework.security"))
			.withPropertyValues(BASIC)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MqttHttpGate.class));
		this.reactive
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet", "jakarta.servlet",
					"org.springframework.security"))
			.withPropertyValues(BASIC)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MqttHttpGate.class));
	}

	@Test
	void a_server_that_is_switched_off_has_no_api() {
		this.servlet.withPropertyValues(BASIC)
			.withPropertyValues("mqtt.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MqttHttpGate.class));
	}

	@Test
	void a_user_beside_spring_security_is_refused() {
		this.servlet.withPropertyValues(BASIC)
			.withBean("springSecurityFilterChain", Object.class)
			.run((context) -> assertThat(analysis(context.getStartupFailure()).getDescription())
				.contains("Spring Security guards the application"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MqttServerAutoConfiguration.class, MqttServerAuditAutoConfiguration.class,
			MqttServerHttpAutoConfiguration.class })
	static class Application {

	}

}
