package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.mqttboot.client.MqttClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a client for each name under {@code mqtt.clients}, qualified by that name.
 * They take keys that they do not set from {@code mqtt.client}, but for its identifier,
 * which they make their own.
 */
final class NamedClients implements ImportBeanDefinitionRegistrar {

	static final String PREFIX = "mqtt.clients";

	private final Environment environment;

	NamedClients(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		for (String name : names(this.environment)) {
			String bean = MqttClientRegistry.beanName(name);
			if (!registry.containsBeanDefinition(bean)) {
				registry.registerBeanDefinition(bean, definition(name));
			}
		}
	}

	// what names no client is given that of mqtt.client
	private static RootBeanDefinition definition(String name) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(MqttClient.class);
		definition.setFactoryBeanName(ClientFactory.BEAN);
		definition.setUniqueFactoryMethodName("named");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
		definition.setFallback(true);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		return definition;
	}

	/** The names of the clients that are not switched off. */
	static Set<String> names(Environment environment) {
		Binder binder = Binder.get(environment);
		Map<String, Object> configured = binder.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
			.orElseGet(Map::of);
		Set<String> names = new LinkedHashSet<>(configured.keySet());
		if (names.contains(MqttClientRegistry.DEFAULT)) {
			throw new PropertyCheck(PREFIX + ".").invalid(MqttClientRegistry.DEFAULT, "…",
					"the client of this name is the one of 'mqtt.client'");
		}
		names.removeIf((name) -> !own(name, binder).isEnabled());
		return names;
	}

	static MqttClientProperties properties(String name, Environment environment, @Nullable String clientId) {
		Binder binder = Binder.get(environment);
		MqttClientProperties own = own(name, binder);
		MqttClientProperties all = binder.bindOrCreate("mqtt.client", MqttClientProperties.class);
		binder.bind(key(name), Bindable.ofInstance(all));
		// two clients of one identifier would throw each other out
		String inherited = (clientId != null) ? clientId + "-" + name : null;
		all.setClientId((own.getClientId() != null) ? own.getClientId() : inherited);
		// and so would two that are one device
		all.setAlibaba(own.getAlibaba());
		if (own.getServerUri().isEmpty()
				&& (own.getIp() != null || own.getPort() != null || own.getAlibaba().getRegion() != null)) {
			all.setServerUri(own.getServerUri());
		}
		return all;
	}

	private static MqttClientProperties own(String name, Binder binder) {
		return binder.bind(key(name), Bindable.of(MqttClientProperties.class)).orElseGet(MqttClientProperties::new);
	}

	private static ConfigurationPropertyName key(String name) {
		return ConfigurationPropertyName.adapt(PREFIX + "." + name, '.');
	}

}
