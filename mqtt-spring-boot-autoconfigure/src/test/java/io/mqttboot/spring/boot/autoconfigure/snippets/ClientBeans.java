package io.mqttboot.spring.boot.autoconfigure.snippets;

import io.mqttboot.spring.boot.autoconfigure.client.MqttClientCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application with a client may register. */
@Configuration(proxyBeanMethods = false)
class ClientBeans {

	@Bean
	MqttClientCustomizer lessMemory() {
		return (client, builder) -> builder.configure((config) -> config.handlerThreads(1));
	}

}
