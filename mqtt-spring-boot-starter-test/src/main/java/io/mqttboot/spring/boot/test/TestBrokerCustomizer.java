package io.mqttboot.spring.boot.test;

import io.mqttboot.spring.boot.autoconfigure.client.MqttConnectionDetails;

import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Puts a broker into an application context, before its own beans. Two that are equal
 * make contexts that may be shared.
 *
 * @param port the port, 0 for any free one
 */
record TestBrokerCustomizer(int port) implements ContextCustomizer {

	static final String BROKER = "mqttTestBroker";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
		registry.registerBeanDefinition(BROKER,
				BeanDefinitionBuilder.rootBeanDefinition(Broker.class, "start")
					.addConstructorArgValue(this.port)
					.setDestroyMethodName("close")
					.getBeanDefinition());
		registry.registerBeanDefinition(BROKER + "ConnectionDetails",
				BeanDefinitionBuilder.rootBeanDefinition(BrokerConnectionDetails.class)
					.addConstructorArgReference(BROKER)
					.setPrimary(true)
					.getBeanDefinition());
	}

	/** Makes the bean, also when bean definitions were written down ahead of time. */
	static final class Broker {

		private Broker() {
		}

		static MqttTestBroker start(int port) {
			return MqttTestBroker.create(port, (server) -> {
			}).start();
		}

	}

	/**
	 * Sends every client of the context to the broker.
	 *
	 * @param broker the broker
	 */
	record BrokerConnectionDetails(MqttTestBroker broker) implements MqttConnectionDetails {

		@Override
		public String getServerUri() {
			return this.broker.serverUri();
		}

	}

}
