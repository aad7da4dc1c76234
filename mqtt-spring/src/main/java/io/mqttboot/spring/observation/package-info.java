/**
 * What Micrometer observes when messages are published and processed, and the names it
 * gives to it. Trace context travels in user properties of MQTT 5. Start reading at
 * {@link io.mqttboot.spring.observation.MqttObservation}.
 */
@NullMarked
package io.mqttboot.spring.observation;

import org.jspecify.annotations.NullMarked;
