package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.util.Map;

import io.mqttboot.spring.web.MqttHttpConfiguration;
import io.mqttboot.spring.web.MqttHttpGate;
import io.mqttboot.spring.web.MqttReactiveGate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;

/**
 * Has Spring Security find out who calls, where the application has no chain of its own
 * for that, as {@link ServletHttpSecurityConfiguration} does. An application without any
 * chain gets the one that Spring Security would have made: it makes none where there is
 * one already.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ MqttHttpConfiguration.class, ServerHttpSecurity.class, SecurityWebFilterChain.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean({ ServerHttpSecurity.class, MqttHttpGate.class })
@ConditionalOnMissingBean(
		type = "org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository")
class ReactiveHttpSecurityConfiguration {

	private static final String OURS = "mqttHttpSecurityWebFilterChain";

	private static final String OTHERWISE = "mqttHttpOtherSecurityWebFilterChain";

	// Forged requests are the gate's to refuse, which every request passes.
	@Bean(OURS)
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityWebFilterChain mqttHttpSecurityWebFilterChain(ServerHttpSecurity http, MqttHttpGate gate,
			ConfigurableListableBeanFactory beans) {
		return http
			.securityMatcher((exchange) -> gate.guards(exchange.getRequest().getPath().pathWithinApplication())
					? isTaken(beans, exchange).flatMap((taken) -> taken ? MatchResult.notMatch() : MatchResult.match())
					: MatchResult.notMatch())
			.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.httpBasic((basic) -> basic
				.authenticationEntryPoint((exchange, failure) -> MqttReactiveGate.unknown(exchange)))
			.exceptionHandling((handling) -> handling
				.authenticationEntryPoint((exchange, failure) -> MqttReactiveGate.unknown(exchange)))
			.csrf((csrf) -> csrf.disable())
			.requestCache((cache) -> cache.disable())
			.build();
	}

	private static Mono<Boolean> isTaken(ConfigurableListableBeanFactory beans, ServerWebExchange exchange) {
		return Flux.fromIterable(others(beans).entrySet())
			.filter((each) -> !MadeUp.isBySpringBoot(beans, each.getKey()))
			.filterWhen((each) -> each.getValue().matches(exchange))
			.hasElements();
	}

	private static Map<String, SecurityWebFilterChain> others(ConfigurableListableBeanFactory beans) {
		Map<String, SecurityWebFilterChain> all = beans.getBeansOfType(SecurityWebFilterChain.class);
		all.remove(OURS);
		all.remove(OTHERWISE);
		return all;
	}

	@Bean(OTHERWISE)
	@Order(Ordered.LOWEST_PRECEDENCE)
	SecurityWebFilterChain mqttHttpOtherSecurityWebFilterChain(ServerHttpSecurity http,
			ConfigurableListableBeanFactory beans) {
		return http
			.securityMatcher((exchange) -> others(beans).isEmpty() ? MatchResult.match() : MatchResult.notMatch())
			.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.httpBasic(Customizer.withDefaults())
			.formLogin(Customizer.withDefaults())
			.build();
	}

}
