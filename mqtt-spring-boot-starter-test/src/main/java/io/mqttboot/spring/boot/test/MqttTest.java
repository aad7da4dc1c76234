package io.mqttboot.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of an application's MQTT side alone: its clients, its template, its listeners
 * and JSON, with an {@link EmbeddedMqttBroker embedded broker}, and without web, data and
 * all other beans.
 * <p>
 * Of the application's components those are there that listen, see {@link #listeners};
 * what they need beside comes from {@code @MockitoBean}, {@code @Import} or
 * {@link #includeFilters}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(MqttTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(ListeningTypeExcludeFilter.class)
@AutoConfigureMqtt
@ImportAutoConfiguration
@EmbeddedMqttBroker
public @interface MqttTest {

	/**
	 * Properties in the form {@code key=value} that are added to the environment.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * The components that are in the context.
	 * @return their classes; none for every component that has a method with
	 * {@code @MqttListener} or is a listener of the client
	 */
	@AliasFor("listeners")
	Class<?>[] value() default {};

	/**
	 * The components that are in the context.
	 * @return their classes; none for every component that has a method with
	 * {@code @MqttListener} or is a listener of the client
	 */
	@AliasFor("value")
	Class<?>[] listeners() default {};

	/**
	 * Whether components are chosen as {@link #listeners} says.
	 * @return {@code false} for none but those of {@link #includeFilters}
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Filters for components that are in the context beside.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Filters for components that are not in the context.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations that are left out.
	 * @return their classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
