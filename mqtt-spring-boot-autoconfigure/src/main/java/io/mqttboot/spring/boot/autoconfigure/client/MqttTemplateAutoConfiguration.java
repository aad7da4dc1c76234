package io.mqttboot.spring.boot.autoconfigure.client;

import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.observation.MqttPublishContext;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.converter.MessageConverter;

/**
 * {@link AutoConfiguration Auto-configuration} of the template, which sends as
 * {@code mqtt.producer.*} says, and of the converter of payloads.
 */
@AutoConfiguration(after = MqttClientAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnClass(MqttTemplate.class)
@Import({ MessageConverterConfigurations.Json.class, MessageConverterConfigurations.Plain.class })
public final class MqttTemplateAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MqttClients mqttClients(BeanFactory beanFactory) {
		return MqttClients.of(beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(MqttClient.class)
	MqttTemplate mqttTemplate(MqttClients clients, MqttProducerProperties properties,
			@Qualifier(MessageConverterConfigurations.CONVERTER) MessageConverter converter,
			ObjectProvider<ObservationRegistry> observations,
			ObjectProvider<ObservationConvention<MqttPublishContext>> convention) {
		PropertyCheck check = new PropertyCheck(MqttProducerProperties.PREFIX);
		String topic = properties.getDefaultTopic();
		if (topic != null) {
			check.read("default-topic", topic, MqttTopicFilter::checkTopicName);
		}
		return MqttTemplate.builder(clients)
			.defaultTopic(topic)
			.defaultQos(check.qos("default-qos", properties.getDefaultQos()))
			.defaultRetained(properties.isDefaultRetained())
			.messageConverter(converter)
			.observationRegistry(observations.getIfUnique(() -> ObservationRegistry.NOOP))
			.observationConvention(convention.getIfAvailable())
			.build();
	}

}
