package io.mqttboot.spring.boot.test;

import java.io.IOException;
import java.util.Set;

import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.client.spi.MqttClientMessageListener;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Leaves components out of a {@link MqttTest} that do not listen.
 */
final class ListeningTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<MqttTest> {

	private static final String LISTENER = "io.mqttboot.spring.annotation.MqttListener";

	private static final Class<?>[] ALL = {};

	private final Set<Class<?>> listeners;

	ListeningTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.listeners = Set.of(getAnnotation().getValue("listeners", Class[].class).orElse(ALL));
	}

	@Override
	protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
		return super.defaultInclude(reader, factory)
				|| (this.listeners.isEmpty() && reader.getAnnotationMetadata().hasAnnotatedMethods(LISTENER));
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return this.listeners.isEmpty() ? Set.of(MqttClientMessageListener.class, MqttClientConnectionListener.class)
				: Set.of();
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return this.listeners;
	}

}
