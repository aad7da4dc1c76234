package io.mqttboot.spring.boot.autoconfigure.server.http;

import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * {@link AutoConfiguration Auto-configuration} of the HTTP API, where
 * {@code mqtt.server.http-enable} is {@code true}. It is served to those whom Spring
 * Security knows, or to the user of {@code mqtt.server.http-basic-auth.*}, and never
 * without one of the two.
 */
@AutoConfiguration(after = { MqttServerAutoConfiguration.class, MqttServerAuditAutoConfiguration.class }, afterName = {
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration" })
// last, so that what Spring Boot makes up for Spring Security keeps its own order
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(MqttServer.class)
@ConditionalOnBean(MqttServer.class)
@ConditionalOnBooleanProperty("mqtt.server.http-enable")
@Import({ ServletHttpConfiguration.class, ServletHttpSecurityConfiguration.class, ReactiveHttpConfiguration.class,
		ReactiveHttpSecurityConfiguration.class })
public final class MqttServerHttpAutoConfiguration {

	/**
	 * There is nothing that serves HTTP.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnNotWebApplication
	static class WithoutWebConfiguration {

		WithoutWebConfiguration() {
			throw new HttpSetupException("'mqtt.server.http-enable' is true, and the application serves no HTTP",
					"Add spring-boot-starter-webmvc or spring-boot-starter-webflux, or remove the key.");
		}

	}

	/**
	 * The starter brings the controllers; somebody has left them out.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("io.mqttboot.spring.web.MqttHttpConfiguration")
	static class WithoutControllersConfiguration {

		WithoutControllersConfiguration() {
			throw new HttpSetupException("'mqtt.server.http-enable' is true, and mqtt-server-web is not there",
					"Add io.mqttboot:mqtt-server-web, or remove the key.");
		}

	}

}
