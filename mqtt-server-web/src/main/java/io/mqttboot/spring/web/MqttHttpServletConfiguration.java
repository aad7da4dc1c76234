package io.mqttboot.spring.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the HTTP API has of its own on the servlet stack: server-sent events.
 */
@Configuration(proxyBeanMethods = false)
public class MqttHttpServletConfiguration {

	@Bean
	ServletFeedController mqttHttpFeedController(Feeds feeds) {
		return new ServletFeedController(feeds);
	}

}
