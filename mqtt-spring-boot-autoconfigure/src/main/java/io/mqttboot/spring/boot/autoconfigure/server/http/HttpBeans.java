package io.mqttboot.spring.boot.autoconfigure.server.http;

import java.util.List;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.web.MqttBasicUser;
import io.mqttboot.spring.web.MqttHttpCounts;
import io.mqttboot.spring.web.MqttHttpGate;
import io.mqttboot.spring.web.MqttHttpSettings;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What both web stacks need.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ MqttServerHttpProperties.class, MqttServerHttpBasicAuthProperties.class })
class HttpBeans {

	// who looks for these is loaded only where Spring Security is
	private static final String SERVLET_SECURITY = "springSecurityFilterChain";

	private static final String REACTIVE_SECURITY = "org.springframework.security.config.annotation.web.reactive.WebFluxSecurityConfiguration.WebFilterChainFilter";

	private static final String DASHBOARD = "/mqtt-dashboard";

	@Bean
	MqttHttpSettings mqttHttpSettings(MqttServerHttpProperties properties) {
		try {
			return new MqttHttpSettings(properties.getBasePath(), List.of(DASHBOARD),
					properties.getBodySizeMax().toBytes(), properties.getBatchMax(), properties.getPageMax(),
					properties.getListenersMax(), properties.getListenerQueueMax());
		}
		catch (IllegalArgumentException ex) {
			throw new HttpSetupException("'mqtt.server.http.*' does not fit: " + ex.getMessage(), "Mend the key.");
		}
	}

	@Bean
	MqttHttpCounts mqttHttpCounts() {
		return new MqttHttpCounts();
	}

	@Bean
	@ConditionalOnMissingBean
	MqttHttpGate mqttHttpGate(MqttHttpSettings settings, MqttServerHttpProperties properties,
			MqttServerHttpBasicAuthProperties basic, MqttServer server, BeanFactory beans) {
		boolean secured = beans.containsBean(SERVLET_SECURITY) || beans.containsBean(REACTIVE_SECURITY);
		if (secured && basic.isEnable()) {
			throw new HttpSetupException(
					"'mqtt.server.http-basic-auth.enable' is true, and Spring Security guards the application",
					"Remove 'mqtt.server.http-basic-auth', and give the authority of 'mqtt.server.http.authority' to "
							+ "a user of Spring Security; or remove Spring Security.");
		}
		if (secured) {
			return MqttHttpGate.secured(settings, properties.getAuthority());
		}
		if (!basic.isEnable()) {
			throw new HttpSetupException("'mqtt.server.http-enable' is true, and nothing authenticates its callers",
					"Add Spring Security, or set 'mqtt.server.http-basic-auth.enable', '.username' and '.password'.");
		}
		return MqttHttpGate.of(settings, user(basic), server.config().attempts());
	}

	private static MqttBasicUser user(MqttServerHttpBasicAuthProperties basic) {
		try {
			return new MqttBasicUser((basic.getUsername() != null) ? basic.getUsername() : "",
					(basic.getPassword() != null) ? basic.getPassword() : "");
		}
		catch (IllegalArgumentException ex) {
			throw new HttpSetupException("'mqtt.server.http-basic-auth' is of no use: " + ex.getMessage(),
					"Set 'mqtt.server.http-basic-auth.username' and '.password'.");
		}
	}

}
