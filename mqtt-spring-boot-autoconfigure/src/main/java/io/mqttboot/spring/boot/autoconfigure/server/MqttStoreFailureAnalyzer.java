package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttSessionStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Says that a server has one store of a kind.
 */
class MqttStoreFailureAnalyzer extends AbstractFailureAnalyzer<NoUniqueBeanDefinitionException> implements Ordered {

	private static final Set<Class<?>> STORES = Set.of(MqttSessionStore.class, MqttMessageStore.class);

	/** Before the analysis of Spring Boot, which knows no stores. */
	@Override
	public int getOrder() {
		return -1;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause) {
		Class<?> type = cause.getBeanType();
		Collection<String> names = cause.getBeanNamesFound();
		if (type == null || names == null || !STORES.contains(type)) {
			return null;
		}
		String list = names.stream().sorted().map((name) -> "\t- " + name).collect(Collectors.joining("\n"));
		return new FailureAnalysis(
				"The MQTT server takes one bean of type %s, but %d were found:\n\n%s".formatted(type.getSimpleName(),
						names.size(), list),
				"Remove all but one of them, or mark the one to be used as @Primary.", cause);
	}

}
