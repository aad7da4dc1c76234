package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

import io.mqttboot.spring.boot.autoconfigure.server.http.HttpApplication.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is let in to the HTTP API: by its own user, by Spring Security, and by chains of
 * the application.
 */
class HttpAuthenticationTests {

	private static final String[] ADMIN = { "spring.security.user.name=olga", "spring.security.user.password=pw",
			"spring.security.user.roles=MQTT_ADMIN" };

	private static final String[] CUSTOMER = { "spring.security.user.name=paul", "spring.security.user.password=pw",
			"spring.security.user.roles=CUSTOMER" };

	private static final String BODY = "{\"topic\":\"t\",\"payload\":\"x\"}";

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void who_fails_too_often_waits_also_with_the_right_password(WebApplicationType stack) {
		try (HttpApplication api = new HttpApplication(stack,
				HttpApplication.with(HttpApplication.BASIC, "mqtt.server.auth.attempts.max=3"))) {
			assertThat(api.get("stats").status()).isEqualTo(200);
			api.as("admin:wrong");
			assertThat(List.of(api.get("stats").status(), api.get("stats").status(), api.get("stats").status()))
				.containsOnly(401);
			assertThat(api.as("admin:a:secret").get("stats")).satisfies((reply) -> {
				assertThat(reply.status()).isEqualTo(429);
				assertThat(reply.code()).isEqualTo(104);
			});
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_user_of_spring_security_needs_the_authority_and_no_token_against_forgery(WebApplicationType stack) {
		try (HttpApplication api = new HttpApplication(stack, ADMIN).as("olga:pw")) {
			assertThat(api.get("stats").status()).isEqualTo(200);
			assertThat(api.post("mqtt/publish", BODY)).extracting((reply) -> reply.response().body())
				.asString()
				.startsWith("{\"code\":1,");
			assertThat(api.post("mqtt/publish", "{\"topic\":\"secret/1\"}").status()).isEqualTo(403);
			assertThat(api
				.send(api.request("/api/v1/mqtt/publish")
					.header("Content-Type", "text/plain")
					.POST(BodyPublishers.ofString(BODY)))
				.status()).isEqualTo(403);
			unknown(api.as(""));
			unknown(api.as("olga:wrong"));
		}
		try (HttpApplication api = new HttpApplication(stack, CUSTOMER).as("paul:pw")) {
			Reply reply = api.get("stats");
			assertThat(reply.status()).isEqualTo(403);
			assertThat(reply.code()).isEqualTo(104);
		}
	}

	private static void unknown(HttpApplication api) {
		for (Reply reply : List.of(api.get("stats"), api.post("mqtt/publish", BODY))) {
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.contentType()).startsWith("application/problem+json");
			assertThat(reply.code()).isEqualTo(104);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void the_authority_is_a_key_and_may_be_none(WebApplicationType stack) {
		try (HttpApplication api = new HttpApplication(stack,
				HttpApplication.with(CUSTOMER, "mqtt.server.http.authority="))) {
			assertThat(api.as("paul:pw").get("stats").status()).isEqualTo(200);
			assertThat(api.as("").get("stats").status()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void the_rest_of_the_application_stays_as_guarded_as_it_was(WebApplicationType stack) {
		try (HttpApplication api = new HttpApplication(stack, ApplicationWithPage.class, ADMIN)) {
			assertThat(api.as("").send(api.request("/page").GET()).status()).isEqualTo(401);
			assertThat(api.send(api.request("/page").POST(BodyPublishers.noBody())).status()).isBetween(401, 403);
			assertThat(api.as("olga:pw").send(api.request("/page").GET()).status()).isEqualTo(200);
			// its token against forgery is still asked for
			assertThat(api.send(api.request("/page").POST(BodyPublishers.noBody())).status()).isIn(401, 403);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_chain_of_the_application_that_lets_everybody_in_lets_nobody_in_here(WebApplicationType stack) {
		try (HttpApplication api = new HttpApplication(stack, open(stack), ADMIN)) {
			assertThat(api.as("").get("stats").status()).isEqualTo(401);
			assertThat(api.as("").send(api.request("/page").GET()).status()).isEqualTo(200);
			assertThat(api.as("olga:pw").get("stats").status()).isEqualTo(200);
		}
	}

	private static Class<?> open(WebApplicationType stack) {
		return (stack == WebApplicationType.SERVLET) ? OpenServlet.class : OpenReactive.class;
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void a_chain_of_the_application_for_these_paths_decides_before_ours(WebApplicationType stack) {
		Class<?> strict = (stack == WebApplicationType.SERVLET) ? StrictServlet.class : StrictReactive.class;
		try (HttpApplication api = new HttpApplication(stack, strict, ADMIN)) {
			assertThat(api.as("olga:pw").get("stats").status()).isEqualTo(403);
			assertThat(api.get("clients").status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void the_api_is_served_where_it_is_put(WebApplicationType stack) {
		try (HttpApplication api = new HttpApplication(stack,
				HttpApplication.with(HttpApplication.BASIC, "mqtt.server.http.base-path=/broker/api"))) {
			assertThat(api.get("stats").status()).isEqualTo(404);
			assertThat(api.send(api.request("/broker/api/stats").GET()).status()).isEqualTo(200);
			assertThat(api.send(api.request("/broker/api/openapi.json").GET()).json().toString())
				.contains("\"url\":\"/broker/api\"");
			assertThat(api.as("").send(api.request("/broker/api/stats").GET()).status()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void nothing_is_served_unless_it_is_switched_on(WebApplicationType stack) {
		try (HttpApplication api = new HttpApplication(stack,
				HttpApplication.with(HttpApplication.BASIC, "mqtt.server.http-enable=false"))) {
			assertThat(api.get("stats").status()).isEqualTo(404);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ HttpApplication.Application.class, Page.class })
	static class ApplicationWithPage {

	}

	@RestController
	static class Page {

		@GetMapping("/page")
		String page() {
			return "hello";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ApplicationWithPage.class)
	static class OpenServlet {

		@Bean
		SecurityFilterChain open(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ApplicationWithPage.class)
	static class OpenReactive {

		@Bean
		SecurityWebFilterChain open(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ApplicationWithPage.class)
	static class StrictServlet {

		@Bean
		SecurityFilterChain strict(HttpSecurity http) {
			return http.securityMatcher("/api/**")
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/api/v1/stats").denyAll().anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ApplicationWithPage.class)
	static class StrictReactive {

		@Bean
		SecurityWebFilterChain strict(ServerHttpSecurity http) {
			return http
				.authorizeExchange(
						(exchanges) -> exchanges.pathMatchers("/api/v1/stats").denyAll().anyExchange().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
