package io.mqttboot.spring;

import io.mqttboot.client.MqttClient;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;

/**
 * Looks for clients among beans.
 */
final class ClientBeans {

	private static final String SUFFIX = "MqttClient";

	// as meters and the actuator call it
	private static final String DEFAULT = "default";

	private static final String NAME = "mqttClient";

	private ClientBeans() {
	}

	static MqttClient only(BeanFactory beans) {
		try {
			MqttClient client = beans.getBeanProvider(MqttClient.class).getIfAvailable();
			if (client == null) {
				throw new IllegalArgumentException(
						"there is no bean of type " + MqttClient.class.getName() + " and no client was named");
			}
			return client;
		}
		catch (NoUniqueBeanDefinitionException ex) {
			if (beans.containsBean(NAME)) {
				return beans.getBean(NAME, MqttClient.class);
			}
			throw new IllegalArgumentException(
					"several MQTT clients could be meant: name one, or make one of them primary", ex);
		}
	}

	static MqttClient named(BeanFactory beans, String name) {
		for (String bean : new String[] { name + SUFFIX, name }) {
			if (beans.containsBean(bean) && beans.isTypeMatch(bean, MqttClient.class)) {
				return beans.getBean(bean, MqttClient.class);
			}
		}
		if (name.equals(DEFAULT)) {
			return only(beans);
		}
		throw new IllegalArgumentException("there is no MQTT client '" + name + "': no bean '" + name + SUFFIX
				+ "' or '" + name + "' of type " + MqttClient.class.getName());
	}

}
