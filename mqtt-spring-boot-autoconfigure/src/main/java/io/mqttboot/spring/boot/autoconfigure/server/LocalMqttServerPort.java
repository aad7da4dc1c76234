package io.mqttboot.spring.boot.autoconfigure.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Value;

/**
 * Injects the port that the server's TCP listener is bound to, the same as
 * {@code @Value("${local.mqtt.server.port}")}. Known once the server has started: in
 * tests, in event listeners, in lazy beans.
 */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Value("${local.mqtt.server.port}")
public @interface LocalMqttServerPort {

}
