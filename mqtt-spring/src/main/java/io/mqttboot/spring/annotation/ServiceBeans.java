package io.mqttboot.spring.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.mqttboot.spring.service.MqttClientFactoryBean;
import io.mqttboot.spring.service.MqttExchange;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The beans of interfaces.
 */
final class ServiceBeans implements ImportBeanDefinitionRegistrar, ResourceLoaderAware {

	private @Nullable ResourceLoader resourceLoader;

	@Override
	public void setResourceLoader(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		for (AnnotationAttributes each : metadata.getMergedRepeatableAnnotationAttributes(ImportMqttClients.class,
				ImportMqttClients.Several.class, false)) {
			List<Class<?>> types = new ArrayList<>(Arrays.asList(each.getClassArray("types")));
			for (String basePackage : each.getStringArray("basePackages")) {
				types.addAll(scan(basePackage));
			}
			types.forEach((type) -> register(type, each.getString("client"), registry));
		}
	}

	private List<Class<?>> scan(String basePackage) {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false) {

			@Override
			protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
				return definition.getMetadata().isInterface() && definition.getMetadata().isIndependent();
			}

		};
		scanner.setResourceLoader(this.resourceLoader);
		scanner.addIncludeFilter(new AnnotationTypeFilter(MqttExchange.class, true, true));
		ClassLoader classLoader = (this.resourceLoader != null) ? this.resourceLoader.getClassLoader() : null;
		List<Class<?>> types = new ArrayList<>();
		scanner.findCandidateComponents(basePackage)
			.forEach((candidate) -> types
				.add(ClassUtils.resolveClassName(String.valueOf(candidate.getBeanClassName()), classLoader)));
		return types;
	}

	private static void register(Class<?> type, String client, BeanDefinitionRegistry registry) {
		RootBeanDefinition definition = new RootBeanDefinition(MqttClientFactoryBean.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(MqttClientFactoryBean.class, type));
		definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, type);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, client);
		String name = client.isEmpty() ? type.getName() : type.getName() + "#" + client;
		if (!registry.containsBeanDefinition(name)) {
			registry.registerBeanDefinition(name, definition);
		}
	}

}
