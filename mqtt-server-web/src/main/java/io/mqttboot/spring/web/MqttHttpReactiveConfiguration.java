package io.mqttboot.spring.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the HTTP API has of its own on the reactive stack: server-sent events.
 */
@Configuration(proxyBeanMethods = false)
public class MqttHttpReactiveConfiguration {

	@Bean
	ReactiveFeedController mqttHttpFeedController(Feeds feeds) {
		return new ReactiveFeedController(feeds);
	}

}
