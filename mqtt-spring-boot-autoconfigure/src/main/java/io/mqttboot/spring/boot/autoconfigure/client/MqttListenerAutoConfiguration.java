package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.concurrent.Executor;

import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.annotation.EnableMqtt;
import io.mqttboot.spring.listener.MqttListenerContainerFactory;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.messaging.converter.MessageConverter;

/**
 * {@link AutoConfiguration Auto-configuration} of listener methods, which are set up by
 * {@code mqtt.listener.*}: for clients, and for the server of the same application.
 */
@AutoConfiguration(after = MqttTemplateAutoConfiguration.class,
		afterName = "io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration")
@ConditionalOnClass(EnableMqtt.class)
@Conditional(MqttListenerAutoConfiguration.SomethingToHear.class)
@EnableConfigurationProperties(MqttListenerProperties.class)
@EnableMqtt
public final class MqttListenerAutoConfiguration {

	@Bean
	MqttListenerContainerFactoryConfigurer mqttListenerContainerFactoryConfigurer(MqttListenerProperties properties,
			@Qualifier(MessageConverterConfigurations.CONVERTER) MessageConverter converter,
			@Qualifier(MqttClientExecutorConfiguration.HANDLER_EXECUTOR) ObjectProvider<Executor> executor,
			BeanFactory beanFactory) {
		return new MqttListenerContainerFactoryConfigurer(properties, converter, executor.getIfAvailable(),
				beanFactory);
	}

	@Bean(MqttListenerEndpointRegistry.FACTORY_BEAN_NAME)
	@ConditionalOnMissingBean(name = MqttListenerEndpointRegistry.FACTORY_BEAN_NAME)
	MqttListenerContainerFactory mqttListenerContainerFactory(MqttClients clients,
			MqttListenerContainerFactoryConfigurer configurer) {
		MqttListenerContainerFactory factory = new MqttListenerContainerFactory(clients);
		configurer.configure(factory);
		return factory;
	}

	@Bean
	Listening mqttListenerMethods(MqttListenerEndpointRegistry registry) {
		return () -> !registry.containers().isEmpty();
	}

	/** Nobody asks for what only listens. */
	@Bean
	static LazyInitializationExcludeFilter mqttListenerLazyInitializationExcludeFilter() {
		return new ListenerMethodFilter();
	}

	/**
	 * There is a client, or a server.
	 */
	static class SomethingToHear extends AnyNestedCondition {

		SomethingToHear() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		/** There is a client. */
		@ConditionalOnBean(MqttClient.class)
		static class Client {

		}

		/** There is a server. */
		@ConditionalOnBean(type = "io.mqttboot.server.MqttServer")
		static class Server {

		}

	}

}
