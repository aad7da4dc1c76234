package io.mqttboot.spring.boot.autoconfigure.server.dashboard;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard is served alike on both web stacks, or the application does not start and
 * says why.
 */
class MqttDashboardAutoConfigurationTests {

	@ParameterizedTest
	@EnumSource(Stack.class)
	void the_page_says_where_it_is_and_which_files_it_takes(Stack stack) {
		run(stack, (client) -> {
			client.get()
				.uri("/mqtt-dashboard")
				.exchange()
				.expectStatus()
				.isTemporaryRedirect()
				.expectHeader()
				.location("mqtt-dashboard/");
			client.get()
				.uri("/mqtt-dashboard/")
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.contentType("text/html;charset=UTF-8")
				.expectBody(String.class)
				.value((page) -> assertThat(page).contains("app.js", "lib/preact.js", "content=\"../api/v1/\""));
		});
	}

	@ParameterizedTest
	@EnumSource(Stack.class)
	void the_page_follows_the_api_to_another_path(Stack stack) {
		run(stack,
				(client) -> client.get()
					.uri("/mqtt-dashboard/index.html")
					.exchange()
					.expectBody(String.class)
					.value((page) -> assertThat(page).contains("content=\"../ops/mqtt/\"").doesNotContain("api/v1")),
				"mqtt.server.http.base-path=/ops/mqtt");
	}

	@ParameterizedTest
	@EnumSource(Stack.class)
	void nothing_but_its_own_files_may_run_in_it_and_nobody_may_frame_it(Stack stack) {
		run(stack,
				(client) -> client.get()
					.uri("/mqtt-dashboard/")
					.exchange()
					.expectHeader()
					.value("Content-Security-Policy",
							(policy) -> assertThat(policy)
								.contains("default-src 'none'", "script-src 'self';", "style-src 'self';",
										"connect-src 'self'", "frame-ancestors 'none'")
								.doesNotContain("unsafe", "*"))
					.expectHeader()
					.valueEquals("X-Content-Type-Options", "nosniff")
					.expectHeader()
					.valueEquals("X-Frame-Options", "DENY")
					.expectHeader()
					.valueEquals("Referrer-Policy", "no-referrer"));
	}

	@ParameterizedTest
	@EnumSource(Stack.class)
	void a_file_that_a_browser_has_is_not_sent_again(Stack stack) {
		run(stack, (client) -> {
			FluxExchangeResult<byte[]> first = client.get()
				.uri("/mqtt-dashboard/lib/chart.js")
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
				.expectHeader()
				.valueEquals("Cache-Control", "no-cache")
				.returnResult(byte[].class);
			String tag = first.getResponseHeaders().getETag();
			assertThat(tag).isNotNull();
			client.get()
				.uri("/mqtt-dashboard/lib/chart.js")
				.header("If-None-Match", tag)
				.exchange()
				.expectStatus()
				.isNotModified();
		});
	}

	@ParameterizedTest
	@EnumSource(Stack.class)
	void nothing_else_of_the_class_path_is_shown(Stack stack) {
		run(stack, (client) -> {
			for (String name : new String[] { "../health/package-info.class", "%2e%2e/application.yml", "lib/other.js",
					"nothing.js", "lib/", "META-INF/spring.factories" }) {
				client.get()
					.uri(URI.create("/mqtt-dashboard/" + name))
					.exchange()
					.expectStatus()
					.value((status) -> assertThat(status).as(name).isIn(400, 404));
			}
		});
	}

	@ParameterizedTest
	@EnumSource(Stack.class)
	void who_did_not_come_through_the_gate_gets_nothing(Stack stack) {
		run(stack,
				(client) -> client.get()
					.uri("/mqtt-dashboard/")
					.header("Stranger", "yes")
					.exchange()
					.expectStatus()
					.isNotFound());
	}

	@ParameterizedTest
	@EnumSource(Stack.class)
	void it_is_off_unless_it_is_switched_on(Stack stack) {
		stack.runner()
			.withPropertyValues("mqtt.server.dashboard.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DashboardFiles.class));
	}

	@ParameterizedTest
	@EnumSource(Stack.class)
	void without_the_api_the_start_fails_and_says_so(Stack stack) {
		stack.runner()
			.withPropertyValues("mqtt.server.http-enable=false")
			.run((context) -> fails(context, "'mqtt.server.http-enable' to true"));
	}

	@Test
	void without_a_web_server_the_start_fails_and_says_so() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues(PROPERTIES)
			.run((context) -> fails(context, "'spring-boot-starter-webmvc'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "io/mqttboot/server/dashboard/index.html",
			"META-INF/maven/org.webjars.npm/preact/pom.properties" })
	void without_its_files_the_start_fails_and_says_so(String missing) {
		Stack.SERVLET.runner()
			.withClassLoader(new FilteredClassLoader(new ClassPathResource(missing)))
			.run((context) -> fails(context, "'io.mqttboot:mqtt-server-dashboard'"));
	}

	@Test
	void a_native_image_keeps_the_files() {
		RuntimeHints hints = new RuntimeHints();
		new MqttDashboardAutoConfiguration.Hints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.resource().forResource("io/mqttboot/server/dashboard/app.js")).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("META-INF/resources/webjars/preact/10.28.0/dist/preact.min.umd.js")).accepts(hints);
	}

	private static void fails(ApplicationContextAssertProvider<?> context, String action) {
		assertThat(context.getStartupFailure()).rootCause()
			.isInstanceOfSatisfying(DashboardSetupException.class,
					(failure) -> assertThat(new DashboardSetupFailureAnalyzer().analyze(failure).getAction())
						.contains(action));
	}

	private static void run(Stack stack, Consumer<WebTestClient> test, String... properties) {
		stack.runner().withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(stack.client(context.getSourceApplicationContext()));
		});
	}

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(MqttServerAutoConfiguration.class,
			MqttDashboardAutoConfiguration.class);

	private static final String[] PROPERTIES = { "mqtt.server.port=0", "mqtt.server.websocket-port=0",
			"mqtt.server.http-enable=true", "mqtt.server.dashboard.enabled=true" };

	/** What serves it. */
	enum Stack {

		SERVLET {

			@Override
			AbstractApplicationContextRunner<?, ?, ?> runner() {
				return new WebApplicationContextRunner().withUserConfiguration(Mvc.class)
					.withConfiguration(CONFIGURATIONS)
					.withPropertyValues(PROPERTIES);
			}

			@Override
			WebTestClient client(ConfigurableApplicationContext context) {
				return MockMvcWebTestClient.bindToApplicationContext((WebApplicationContext) context)
					.filter((request, response, chain) -> {
						if (((HttpServletRequest) request).getHeader("Stranger") == null) {
							request.setAttribute(DashboardFiles.CALLER, "operator");
						}
						chain.doFilter(request, response);
					})
					.build();
			}

		},

		REACTIVE {

			@Override
			AbstractApplicationContextRunner<?, ?, ?> runner() {
				return new ReactiveWebApplicationContextRunner().withUserConfiguration(Flux.class)
					.withConfiguration(CONFIGURATIONS)
					.withPropertyValues(PROPERTIES);
			}

			@Override
			WebTestClient client(ConfigurableApplicationContext context) {
				return WebTestClient.bindToApplicationContext(context).webFilter((exchange, chain) -> {
					if (!exchange.getRequest().getHeaders().containsHeader("Stranger")) {
						exchange.getAttributes().put(DashboardFiles.CALLER, "operator");
					}
					return chain.filter(exchange);
				}).build();
			}

		};

		abstract AbstractApplicationContextRunner<?, ?, ?> runner();

		abstract WebTestClient client(ConfigurableApplicationContext context);

		@EnableWebMvc
		private static final class Mvc {

		}

		@EnableWebFlux
		private static final class Flux {

		}

	}

}
