package io.mqttboot.spring.annotation;

import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;
import io.mqttboot.spring.listener.MqttSubscriptions;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * The beans that listeners need, once.
 */
final class ListenerBeans implements ImportBeanDefinitionRegistrar {

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		register(registry, EnableMqtt.REGISTRY_BEAN_NAME, new RootBeanDefinition(MqttListenerEndpointRegistry.class));
		RootBeanDefinition processor = new RootBeanDefinition(MqttListenerAnnotationBeanPostProcessor.class);
		processor.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
		register(registry, EnableMqtt.PROCESSOR_BEAN_NAME, processor);
		RootBeanDefinition subscriptions = new RootBeanDefinition(MqttSubscriptions.class);
		subscriptions.getConstructorArgumentValues()
			.addIndexedArgumentValue(0, new RuntimeBeanReference(EnableMqtt.REGISTRY_BEAN_NAME));
		register(registry, EnableMqtt.SUBSCRIPTIONS_BEAN_NAME, subscriptions);
	}

	private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
		if (!registry.containsBeanDefinition(name)) {
			registry.registerBeanDefinition(name, definition);
		}
	}

}
