package io.mqttboot.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Lets beans have {@link MqttListener} and {@link MqttServerListener} methods, and adds
 * the beans {@link io.mqttboot.spring.listener.MqttListenerEndpointRegistry} and
 * {@link io.mqttboot.spring.listener.MqttSubscriptions}. Clients are beans of the
 * application; one that is not told to connect before the context starts misses nothing
 * that a session has for it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import(ListenerBeans.class)
public @interface EnableMqtt {

	/** The name of the bean that finds listener methods. */
	String PROCESSOR_BEAN_NAME = "io.mqttboot.spring.annotation.listenerAnnotationProcessor";

	/** The name of the bean that has all listeners. */
	String REGISTRY_BEAN_NAME = "mqttListenerEndpointRegistry";

	/** The name of the bean that subscribes at run time. */
	String SUBSCRIPTIONS_BEAN_NAME = "mqttSubscriptions";

}
