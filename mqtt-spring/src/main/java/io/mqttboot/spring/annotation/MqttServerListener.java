package io.mqttboot.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.MessageMappingReflectiveProcessor;

/**
 * The method handles messages of the server in this process: without a client, a
 * connection or an acknowledgement, and of whatever clients publish. All attributes may
 * hold {@code ${…}} and {@code #{…}}. Arguments and what is returned are those of
 * {@link MqttListener}; {@code @Header(MqttHeaders.PUBLISHER)} is the client that
 * published the message.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(MqttServerListeners.class)
@Reflective(MessageMappingReflectiveProcessor.class)
public @interface MqttServerListener {

	/**
	 * The topics.
	 * @return topics with variables, {@code devices/{id}/temp}, {@code sites/{*rest}}, or
	 * wildcards; {@code $share/…} and {@code $queue/…} included. An expression may give
	 * several
	 */
	@AliasFor("topics")
	String[] value() default {};

	/**
	 * The topics.
	 * @return as {@link #value}
	 */
	@AliasFor("value")
	String[] topics() default {};

	/**
	 * What tells the listener from others.
	 * @return the identifier, empty for the names of bean and method
	 */
	String id() default "";

	/**
	 * The highest quality of service.
	 * @return 0, 1 or 2, empty for what the container factory says
	 */
	String qos() default "";

	/**
	 * With whom the messages are shared: each comes to one of the group.
	 * @return the name of the group, empty for none
	 */
	String group() default "";

	/**
	 * Which messages come one after the other: {@code topic}, {@code subscription} or
	 * {@code none}.
	 * @return the ordering, empty for what the container factory says
	 */
	String ordering() default "";

	/**
	 * How many messages are handled at once.
	 * @return a number, empty for what the container factory says
	 */
	String concurrency() default "";

	/**
	 * Who is asked first about failures.
	 * @return the name of a bean of type
	 * {@link io.mqttboot.spring.listener.MqttListenerErrorHandler}, empty for nobody
	 */
	String errorHandler() default "";

	/**
	 * Who runs the method.
	 * @return the name of a bean of type {@link java.util.concurrent.Executor}, empty for
	 * what the container factory says
	 */
	String executor() default "";

	/**
	 * Whether the listener begins with the application.
	 * @return {@code true} or {@code false}
	 */
	String autoStartup() default "true";

	/**
	 * Who makes the container.
	 * @return the name of a bean of type
	 * {@link io.mqttboot.spring.listener.MqttListenerContainerFactory}, empty for
	 * {@code mqttListenerContainerFactory}, the only one, or one with nothing but
	 * defaults
	 */
	String containerFactory() default "";

}
