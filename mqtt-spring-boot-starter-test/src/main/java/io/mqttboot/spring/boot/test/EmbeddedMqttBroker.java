package io.mqttboot.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a test's application context a broker: a bean of type {@link MqttTestBroker},
 * which runs as long as the context lives, and whose address every client of the context
 * takes, whatever its properties say.
 * <p>
 * The broker belongs to the context, so tests that share a context share the broker, and
 * what one of them published stays until {@link MqttTestBroker#reset()}. When the context
 * is paused in the cache of test contexts the broker keeps its port; its clients leave
 * and come back. A server of the application itself, {@code mqtt.server.*}, is a broker
 * of its own and is not touched.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface EmbeddedMqttBroker {

	/**
	 * The port of the broker.
	 * @return the port, 0 for any free one
	 */
	int port() default 0;

}
