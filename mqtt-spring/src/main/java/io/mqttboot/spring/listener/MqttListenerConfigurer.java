package io.mqttboot.spring.listener;

/**
 * A bean that adds listeners made by hand, or something to all listener methods. Any
 * number of them, in their order.
 */
@FunctionalInterface
public interface MqttListenerConfigurer {

	/**
	 * Adds what it wants, before the listeners of the application are registered.
	 * @param registrar takes it
	 */
	void configure(MqttListenerRegistrar registrar);

}
