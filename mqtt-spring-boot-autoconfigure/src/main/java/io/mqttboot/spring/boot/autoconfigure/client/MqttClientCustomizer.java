package io.mqttboot.spring.boot.autoconfigure.client;

import io.mqttboot.client.MqttClientBuilder;

/**
 * Changes a client before it is built: after the properties and the application's beans
 * were applied, in the order of the customizer beans.
 */
@FunctionalInterface
public interface MqttClientCustomizer {

	/**
	 * Changes the client to be built.
	 * @param client its name: {@value MqttClientRegistry#DEFAULT}, or the name under
	 * {@code mqtt.clients}
	 * @param builder the builder of the client
	 */
	void customize(String client, MqttClientBuilder builder);

}
