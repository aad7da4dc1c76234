package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.mqttboot.client.MqttClient;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The clients of the application by their names: {@value #DEFAULT} is the one of
 * {@code mqtt.client}, the others have the names under {@code mqtt.clients}, and an
 * {@link MqttClient} bean of the application has the name of its bean.
 */
public final class MqttClientRegistry {

	/** Name of the client of {@code mqtt.client}. */
	public static final String DEFAULT = "default";

	static final String DEFAULT_BEAN = "mqttClient";

	private static final String BEAN_SUFFIX = "MqttClient";

	private final SingletonSupplier<Map<String, MqttClient>> clients;

	MqttClientRegistry(ListableBeanFactory beans) {
		this.clients = SingletonSupplier.of(() -> find(beans));
	}

	/**
	 * Returns a client.
	 * @param name its name
	 * @return the client
	 * @throws IllegalArgumentException if there is none of this name
	 */
	public MqttClient get(String name) {
		MqttClient client = asMap().get(name);
		if (client == null) {
			throw new IllegalArgumentException(
					"there is no MQTT client '%s', only %s".formatted(name, asMap().keySet()));
		}
		return client;
	}

	/**
	 * Returns all clients.
	 * @return the clients by their names, not to be changed
	 */
	public Map<String, MqttClient> asMap() {
		return this.clients.obtain();
	}

	/** The bean that a client of this name is. */
	static String beanName(String client) {
		return client + BEAN_SUFFIX;
	}

	private static Map<String, MqttClient> find(ListableBeanFactory beans) {
		Map<String, MqttClient> clients = new LinkedHashMap<>();
		beans.getBeansOfType(MqttClient.class).forEach((bean, client) -> clients.put(name(bean), client));
		return Collections.unmodifiableMap(clients);
	}

	private static String name(String bean) {
		if (bean.equals(DEFAULT_BEAN)) {
			return DEFAULT;
		}
		return (bean.endsWith(BEAN_SUFFIX) && !bean.equals(BEAN_SUFFIX))
				? bean.substring(0, bean.length() - BEAN_SUFFIX.length()) : bean;
	}

}
