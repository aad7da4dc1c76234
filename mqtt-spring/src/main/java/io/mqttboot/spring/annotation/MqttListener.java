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
 * The method handles the messages of topics. All attributes may hold {@code ${…}} and
 * {@code #{…}}.
 * <p>
 * Arguments: a {@code @DestinationVariable} for each variable of the topic, a
 * {@code @Header} of {@link io.mqttboot.spring.MqttHeaders} or a user property, the
 * payload as what a converter makes of it ({@code @Payload}, or the argument that is
 * nothing else; with {@code @Valid} or {@code @Validated} it is validated), a
 * {@link io.mqttboot.MqttMessage}, an {@link io.mqttboot.client.spi.MqttAcknowledgment},
 * a Spring {@code Message}. What the method returns is the answer: it goes to the
 * response topic of the message with its correlation data, or else to the topic of
 * {@code @SendTo}. A {@link java.util.concurrent.CompletionStage} is waited for without a
 * thread.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(MqttListeners.class)
@Reflective(MessageMappingReflectiveProcessor.class)
public @interface MqttListener {

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
	 * The client that subscribes.
	 * @return its name, see {@link io.mqttboot.spring.MqttClients}, empty for the one
	 * that is meant where none is named
	 */
	String client() default "";

	/**
	 * When messages are acknowledged: {@code auto} after success, {@code received} before
	 * the call, {@code manual} by the method.
	 * @return the mode, empty for what the container factory says
	 */
	String ackMode() default "";

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
