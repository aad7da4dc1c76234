package io.mqttboot.spring.boot.autoconfigure.snippets;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The interceptors of the page of extensions.
 */
@Configuration(proxyBeanMethods = false)
class InterceptingBeans {

	@Bean
	MqttPublishInterceptor plausible() {
		return (publisher, message) -> (message.payloadBytes() > 0) ? message : null;
	}

	@Bean
	MqttSubscribeInterceptor modest() {
		return (client, request) -> request.withQos(MqttQos.AT_MOST_ONCE);
	}

	@Bean
	MqttDeliveryInterceptor addressed() {
		return (clientId, message) -> MqttMessage.of(message.topic(),
				MqttPayload.text(message.payload()) + " for " + clientId, message.qos(), message.retain());
	}

}
