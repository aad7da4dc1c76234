package io.mqttboot.spring.boot.autoconfigure.server.http;

import io.mqttboot.spring.web.MqttHttpConfiguration;
import io.mqttboot.spring.web.MqttHttpGate;
import io.mqttboot.spring.web.MqttHttpReactiveConfiguration;
import io.mqttboot.spring.web.MqttReactiveGate;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The HTTP API on the reactive stack.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ MqttHttpConfiguration.class, Flux.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Import({ HttpBeans.class, MqttHttpConfiguration.class, MqttHttpReactiveConfiguration.class })
class ReactiveHttpConfiguration {

	@Bean
	MqttReactiveGate mqttReactiveGate(MqttHttpGate gate) {
		return new MqttReactiveGate(gate);
	}

}
