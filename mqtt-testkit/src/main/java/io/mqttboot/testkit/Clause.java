package io.mqttboot.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The normative statements of the standard that a test proves, for example
 * {@code MQTT-3.1.4-3} (of MQTT 5.0) or {@code 3.1.1:MQTT-3.1.4-2} (of MQTT 3.1.1).
 */
@Documented
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface Clause {

	/**
	 * Returns the statements.
	 * @return their ids, those of MQTT 3.1.1 with the prefix {@code 3.1.1:}
	 */
	String[] value();

}
