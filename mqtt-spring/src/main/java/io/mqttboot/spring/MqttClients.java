package io.mqttboot.spring;

import java.util.LinkedHashMap;
import java.util.Map;

import io.mqttboot.client.MqttClient;

import org.springframework.beans.factory.BeanFactory;

/**
 * The clients of an application by their names, as {@code mqtt.clients} and listeners use
 * them.
 */
@FunctionalInterface
public interface MqttClients {

	/** The name of the client that is meant where none is named. */
	String ONLY = "";

	/**
	 * Returns a client.
	 * @param name its name, {@link #ONLY} for the one that is meant where none is named
	 * @return the client
	 * @throws IllegalArgumentException if there is none of that name
	 */
	MqttClient client(String name);

	/**
	 * Finds clients among beans: {@code edge} is the bean {@code edgeMqttClient} or the
	 * bean {@code edge}; without a name, and as {@code default}, it is the primary or
	 * only bean of that type, or else the bean {@code mqttClient}.
	 * @param beans where to look
	 * @return what looks there, each time
	 */
	static MqttClients of(BeanFactory beans) {
		return (name) -> {
			if (name.isEmpty()) {
				return ClientBeans.only(beans);
			}
			return ClientBeans.named(beans, name);
		};
	}

	/**
	 * Takes clients from a map.
	 * @param clients the clients by their names
	 * @return what looks there
	 */
	static MqttClients of(Map<String, MqttClient> clients) {
		Map<String, MqttClient> all = new LinkedHashMap<>(clients);
		return (name) -> {
			MqttClient client = all.get(name);
			if (client == null) {
				throw new IllegalArgumentException("there is no MQTT client '" + name + "', only " + all.keySet());
			}
			return client;
		};
	}

}
