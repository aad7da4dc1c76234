package io.mqttboot.spring.boot.autoconfigure.client;

import io.mqttboot.spring.MqttJsonMessageConverter;
import io.mqttboot.spring.MqttMessageConverters;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConverter;

/**
 * What becomes of objects that are sent and heard. No default candidate, for other kinds
 * of messaging have converters as well.
 */
final class MessageConverterConfigurations {

	static final String CONVERTER = "mqttMessageConverter";

	private MessageConverterConfigurations() {
	}

	/**
	 * Objects are JSON as the application writes it.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ JsonMapper.class, JacksonJsonMessageConverter.class })
	@ConditionalOnSingleCandidate(JsonMapper.class)
	static class Json {

		@Bean(name = CONVERTER, defaultCandidate = false)
		@ConditionalOnMissingBean(name = CONVERTER)
		MessageConverter jsonMessageConverter(JsonMapper mapper) {
			return MqttMessageConverters.create(new MqttJsonMessageConverter(mapper));
		}

	}

	/**
	 * Objects are JSON as Jackson writes it, if it is there at all.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Bean(name = CONVERTER, defaultCandidate = false)
		@ConditionalOnMissingBean(name = CONVERTER)
		MessageConverter plainMessageConverter() {
			return MqttMessageConverters.create();
		}

	}

}
