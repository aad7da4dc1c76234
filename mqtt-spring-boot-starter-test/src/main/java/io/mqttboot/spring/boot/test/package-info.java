/**
 * A broker for tests, in the JVM of the test:
 * {@link io.mqttboot.spring.boot.test.MqttTestBroker} anywhere,
 * {@link io.mqttboot.spring.boot.test.EmbeddedMqttBroker} and
 * {@link io.mqttboot.spring.boot.test.MqttTest} where Spring makes the context. The
 * broker is the real one; between it and its clients stands a relay that can lose, delay
 * and cut.
 */
@NullMarked
package io.mqttboot.spring.boot.test;

import org.jspecify.annotations.NullMarked;
