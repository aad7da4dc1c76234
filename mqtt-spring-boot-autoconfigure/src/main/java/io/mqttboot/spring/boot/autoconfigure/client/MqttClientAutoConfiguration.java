package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.concurrent.Executor;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.client.spi.MqttClientMessageListener;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} of the clients: that of
 * {@code mqtt.client.*}, unless {@code mqtt.client.enabled} is {@code false}, and those
 * under {@code mqtt.clients}. Connects them when the application has started, and lets
 * them go when it stops.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass(MqttClient.class)
@Conditional(OnClientCondition.class)
@EnableConfigurationProperties({ MqttClientProperties.class, MqttProducerProperties.class,
		MqttConsumerProperties.class })
@Import({ MqttClientExecutorConfiguration.class, NamedClients.class })
@ImportRuntimeHints(MqttClientRuntimeHints.class)
public final class MqttClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MqttConnectionDetails mqttConnectionDetails(MqttClientProperties properties, ObjectProvider<SslBundles> bundles) {
		return new PropertiesConnectionDetails(new PropertyCheck(MqttClientProperties.PREFIX), properties,
				bundles.getIfAvailable());
	}

	@Bean
	ConnectionEvents mqttConnectionEvents(ObjectProvider<MqttClientConnectionListener> listeners,
			ApplicationEventPublisher publisher) {
		return new ConnectionEvents(listeners, publisher);
	}

	@Bean(ClientFactory.BEAN)
	ClientFactory mqttClientFactory(MqttClientProperties properties, MqttProducerProperties producer,
			MqttConnectionDetails details,
			@Qualifier(MqttClientExecutorConfiguration.HANDLER_EXECUTOR) ObjectProvider<Executor> handlerExecutor,
			ConnectionEvents events, BeanFactory beanFactory, Environment environment) {
		return new ClientFactory(properties, producer, details, handlerExecutor.getIfAvailable(), events, beanFactory,
				environment);
	}

	@Bean(MqttClientRegistry.DEFAULT_BEAN)
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "mqtt.client.enabled", matchIfMissing = true)
	MqttClient mqttClient(ClientFactory factory) {
		return factory.common();
	}

	@Bean
	MqttClientRegistry mqttClientRegistry(ListableBeanFactory beanFactory) {
		return new MqttClientRegistry(beanFactory);
	}

	@Bean
	ConsumerTopics mqttConsumerTopics(MqttConsumerProperties properties,
			ObjectProvider<MqttClientMessageListener> listeners, ObjectProvider<MqttClient> client) {
		return new ConsumerTopics(properties, listeners, client);
	}

	@Bean
	@ConditionalOnMissingBean
	MqttClientLifecycle mqttClientLifecycle(MqttClientRegistry clients, ClientFactory factory) {
		return new MqttClientLifecycle(clients, factory::terms);
	}

	@Bean
	ClientStart mqttClientStart(MqttClientRegistry clients, ClientFactory factory, ConnectionEvents events,
			ConsumerTopics topics, ObjectProvider<Listening> listening) {
		return new ClientStart(clients, (client) -> factory.terms(client).first(), () -> {
			events.resolve();
			topics.subscribe();
		}, () -> listening.stream().anyMatch(Listening::isHeard));
	}

	/** Nobody asks for the clients of an application that is initialized lazily. */
	@Bean
	static LazyInitializationExcludeFilter mqttClientLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(MqttClientLifecycle.class, ClientStart.class);
	}

}
