package io.mqttboot.spring.boot.autoconfigure.server.http;

import io.mqttboot.spring.web.MqttHttpConfiguration;
import io.mqttboot.spring.web.MqttHttpGate;
import io.mqttboot.spring.web.MqttServletGate;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Has Spring Security find out who calls, where the application has no chain of its own
 * for that. One that it has comes before this, however this is ordered: it is not
 * loosened.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ MqttHttpConfiguration.class, HttpSecurity.class, SecurityFilterChain.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean({ HttpSecurity.class, MqttHttpGate.class })
class ServletHttpSecurityConfiguration {

	private static final String OURS = "mqttHttpSecurityFilterChain";

	// Forged requests are the gate's to refuse, which every request passes.
	@Bean(OURS)
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain mqttHttpSecurityFilterChain(HttpSecurity http, MqttHttpGate gate,
			ConfigurableListableBeanFactory beans) throws Exception {
		return http
			.securityMatcher((request) -> gate.guards(MqttServletGate.pathOf(request)) && !isTaken(beans, request))
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
				.permitAll()
				.anyRequest()
				.authenticated())
			.httpBasic((basic) -> basic
				.authenticationEntryPoint((request, response, failure) -> MqttServletGate.unknown(response)))
			.csrf((csrf) -> csrf.disable())
			.requestCache((cache) -> cache.disable())
			.build();
	}

	private static boolean isTaken(ConfigurableListableBeanFactory beans, HttpServletRequest request) {
		return beans.getBeansOfType(SecurityFilterChain.class)
			.entrySet()
			.stream()
			.anyMatch((each) -> !each.getKey().equals(OURS) && !MadeUp.isBySpringBoot(beans, each.getKey())
					&& each.getValue().matches(request));
	}

}
