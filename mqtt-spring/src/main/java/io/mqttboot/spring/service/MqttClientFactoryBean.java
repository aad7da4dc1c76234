package io.mqttboot.spring.service;

import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.EmbeddedValueResolverAware;
import org.springframework.util.StringValueResolver;

/**
 * The bean of an interface with {@link MqttExchange} methods, which sends through the
 * application's {@link MqttOperations}.
 *
 * @param <T> the interface
 */
public class MqttClientFactoryBean<T> implements FactoryBean<T>, BeanFactoryAware, EmbeddedValueResolverAware {

	private final Class<T> type;

	private final String client;

	private @Nullable BeanFactory beanFactory;

	private @Nullable StringValueResolver valueResolver;

	/**
	 * Creates the bean.
	 * @param type the interface
	 * @param client the name of the client, see {@link MqttClients}
	 */
	public MqttClientFactoryBean(Class<T> type, String client) {
		this.type = type;
		this.client = client;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setEmbeddedValueResolver(StringValueResolver resolver) {
		this.valueResolver = resolver;
	}

	@Override
	public T getObject() {
		BeanFactory beans = this.beanFactory;
		if (beans == null) {
			throw new IllegalStateException("no bean factory");
		}
		MqttOperations operations = beans.getBean(MqttOperations.class);
		MqttServiceProxyFactory.Builder builder = MqttServiceProxyFactory
			.builder(this.client.equals(MqttClients.ONLY) ? operations : operations.client(this.client));
		if (this.valueResolver != null) {
			builder.embeddedValueResolver(this.valueResolver);
		}
		return builder.build().createClient(this.type);
	}

	@Override
	public Class<T> getObjectType() {
		return this.type;
	}

}
