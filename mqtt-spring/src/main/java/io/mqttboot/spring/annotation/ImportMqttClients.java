package io.mqttboot.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes beans of interfaces whose methods are
 * {@link io.mqttboot.spring.service.MqttExchange}s. They send through the bean of type
 * {@link io.mqttboot.spring.MqttOperations}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportMqttClients.Several.class)
@Import(ServiceBeans.class)
public @interface ImportMqttClients {

	/**
	 * The interfaces.
	 * @return as {@link #types}
	 */
	@AliasFor("types")
	Class<?>[] value() default {};

	/**
	 * The interfaces.
	 * @return interfaces with {@code @MqttExchange} methods
	 */
	@AliasFor("value")
	Class<?>[] types() default {};

	/**
	 * Packages in which all interfaces with {@code @MqttExchange} on their type are
	 * meant.
	 * @return the names of packages
	 */
	String[] basePackages() default {};

	/**
	 * The client through which they send.
	 * @return its name, see {@link io.mqttboot.spring.MqttClients}, empty for the one
	 * that is meant where none is named
	 */
	String client() default "";

	/**
	 * Several of them on one type.
	 */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Import(ServiceBeans.class)
	@interface Several {

		/**
		 * All of them.
		 * @return the imports
		 */
		ImportMqttClients[] value();

	}

}
