package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.mqttboot.spring.annotation.MqttListener;
import io.mqttboot.spring.annotation.MqttServerListener;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Beans with listener methods are created in an application that is initialized lazily,
 * too; and who subscribes for them.
 */
class ListenerMethodFilter implements LazyInitializationExcludeFilter {

	private final Map<Class<?>, Boolean> known = new ConcurrentHashMap<>();

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		return MqttListenerEndpointRegistry.class.isAssignableFrom(beanType)
				|| this.known.computeIfAbsent(beanType, ListenerMethodFilter::listens);
	}

	private static boolean listens(Class<?> type) {
		return !MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<Boolean>) (method) -> {
			MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
			boolean listener = annotations.isPresent(MqttListener.class)
					|| annotations.isPresent(MqttServerListener.class);
			return listener ? Boolean.TRUE : null;
		}).isEmpty();
	}

}
