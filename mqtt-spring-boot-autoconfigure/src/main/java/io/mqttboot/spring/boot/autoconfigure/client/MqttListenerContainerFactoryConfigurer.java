package io.mqttboot.spring.boot.autoconfigure.client;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.listener.MqttDeadLetterRecoverer;
import io.mqttboot.spring.listener.MqttListenerContainerFactory;
import io.mqttboot.spring.listener.MqttMessageRecoverer;
import io.mqttboot.spring.observation.MqttProcessContext;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Sets up a container factory as {@code mqtt.listener.*} and the beans of the application
 * say: for those who make a factory of their own.
 */
public final class MqttListenerContainerFactoryConfigurer {

	private static final Duration MILLISECOND = Duration.ofMillis(1);

	private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

	private final MqttListenerProperties properties;

	private final MessageConverter converter;

	private final @Nullable Executor executor;

	private final BeanFactory beans;

	MqttListenerContainerFactoryConfigurer(MqttListenerProperties properties, MessageConverter converter,
			@Nullable Executor executor, BeanFactory beans) {
		this.properties = properties;
		this.converter = converter;
		this.executor = executor;
		this.beans = beans;
	}

	/**
	 * Sets up a factory.
	 * @param factory the factory, before it makes its first container
	 */
	public void configure(MqttListenerContainerFactory factory) {
		PropertyCheck check = new PropertyCheck(MqttListenerProperties.PREFIX);
		factory.setConcurrency(check.within("concurrency", this.properties.getConcurrency(), 0, 10_000));
		factory.setOrdering(this.properties.getOrdering());
		factory.setAckMode(this.properties.getAckMode());
		factory.setRefuseFailed(this.properties.isRefuseFailed());
		factory.setLogContext(this.properties.isLogContext());
		factory.setGracePeriod(
				check.atLeast("shutdown.grace-period", this.properties.getShutdown().getGracePeriod(), Duration.ZERO));
		factory.setRetryPolicy(retryPolicy(check));
		factory.setExecutor(this.executor);
		factory.setMessageConverter(this.converter);
		this.beans.getBeanProvider(MqttOperations.class).ifUnique(factory::setOperations);
		MqttMessageRecoverer recoverer = recoverer(check);
		if (recoverer != null) {
			factory.setRecoverer(recoverer);
		}
		this.beans.getBeanProvider(ObservationRegistry.class).ifUnique(factory::setObservationRegistry);
		factory.setObservationConvention(convention().getIfAvailable());
	}

	private RetryPolicy retryPolicy(PropertyCheck check) {
		MqttListenerProperties.Retry retry = this.properties.getRetry();
		Duration initial = check.atLeast("retry.initial-delay", retry.getInitialDelay(), MILLISECOND);
		return RetryPolicy.builder()
			.maxRetries(check.within("retry.max-attempts", retry.getMaxAttempts(), 1, 1_000) - 1)
			.delay(initial)
			.multiplier(2)
			.maxDelay(check.atLeast("retry.max-delay", retry.getMaxDelay(), initial))
			.build();
	}

	// a bean of the application wins over the property
	private @Nullable MqttMessageRecoverer recoverer(PropertyCheck check) {
		MqttMessageRecoverer own = this.beans.getBeanProvider(MqttMessageRecoverer.class).getIfAvailable();
		String topic = this.properties.getDeadLetter().getTopic();
		if (own != null || topic == null) {
			return own;
		}
		MqttOperations operations = this.beans.getBeanProvider(MqttOperations.class).getIfUnique();
		if (operations == null) {
			throw check.invalid("dead-letter.topic", topic, "there is no one MqttOperations bean to publish with");
		}
		return check.read("dead-letter.topic", topic, (template) -> {
			MqttTopicFilter.checkTopicName(VARIABLE.matcher(template).replaceAll("_"));
			return new MqttDeadLetterRecoverer(operations, template);
		});
	}

	private ObjectProvider<ObservationConvention<MqttProcessContext>> convention() {
		return this.beans.getBeanProvider(
				ResolvableType.forClassWithGenerics(ObservationConvention.class, MqttProcessContext.class));
	}

}
