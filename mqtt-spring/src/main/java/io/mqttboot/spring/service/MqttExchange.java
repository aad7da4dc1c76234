package io.mqttboot.spring.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * The method of an interface publishes; on the interface itself, what begins the topics
 * of all methods and what they have in common. All attributes may hold {@code ${…}}.
 * <p>
 * A method that returns nothing publishes, as does one that returns a
 * {@code CompletableFuture<MqttPublishResult>}. One that returns anything else asks, and
 * waits for the answer; in a {@code CompletableFuture} it does not wait. Arguments: a
 * {@code @DestinationVariable} for each variable of the topic, any number of
 * {@code @Header}s, which become user properties, and the payload: {@code @Payload}, or
 * the argument that is nothing else.
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(ExchangeReflectiveProcessor.class)
public @interface MqttExchange {

	/**
	 * The topic; that of a method follows that of its interface.
	 * @return a topic with variables, {@code devices/{id}}, or some levels of one
	 */
	String value() default "";

	/**
	 * The quality of service.
	 * @return 0, 1 or 2, empty for the default
	 */
	String qos() default "";

	/**
	 * Whether the server keeps the message for later subscribers.
	 * @return {@code true} or {@code false}, empty for the default
	 */
	String retained() default "";

	/**
	 * How long the message is worth anything.
	 * @return a duration, {@code 5m}, empty for ever
	 */
	String expiry() default "";

	/**
	 * What the payload is.
	 * @return a content type, empty for what the converter says
	 */
	String contentType() default "";

	/**
	 * How long to wait for the answer.
	 * @return a duration, {@code 3s}, empty for the default
	 */
	String timeout() default "";

	/**
	 * Where the answer comes for those who know no response topics.
	 * @return a topic with variables of the method's topic, not of the interface's alone;
	 * empty for a response topic
	 */
	String replyTopic() default "";

	/**
	 * What is equal in a request and its answer, both JSON.
	 * @return a JSON pointer, empty for nothing
	 */
	String correlateBy() default "";

}
