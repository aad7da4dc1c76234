package io.mqttboot.spring.boot.autoconfigure.server.http;

import io.mqttboot.spring.web.MqttHttpConfiguration;
import io.mqttboot.spring.web.MqttHttpGate;
import io.mqttboot.spring.web.MqttHttpServletConfiguration;
import io.mqttboot.spring.web.MqttServletGate;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The HTTP API on the servlet stack.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ MqttHttpConfiguration.class, DispatcherServlet.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({ HttpBeans.class, MqttHttpConfiguration.class, MqttHttpServletConfiguration.class })
class ServletHttpConfiguration {

	// the filters of Spring Security are at -100
	private static final int BEHIND_SECURITY = -90;

	@Bean
	FilterRegistrationBean<MqttServletGate> mqttServletGate(MqttHttpGate gate) {
		FilterRegistrationBean<MqttServletGate> registration = new FilterRegistrationBean<>(new MqttServletGate(gate));
		registration.setOrder(BEHIND_SECURITY);
		return registration;
	}

}
