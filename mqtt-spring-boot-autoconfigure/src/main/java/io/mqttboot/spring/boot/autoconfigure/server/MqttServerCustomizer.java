package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.MqttServerBuilder;

/**
 * Changes the server before it is built: after the properties and the application's beans
 * were applied, in the order of the customizer beans.
 */
@FunctionalInterface
public interface MqttServerCustomizer {

	/**
	 * Changes the server to be built.
	 * @param builder the builder of the server
	 */
	void customize(MqttServerBuilder builder);

}
