/**
 * MQTT for a Spring application: sending by a template, topics with variables, and what a
 * message carries beside its payload. Start reading at
 * {@link io.mqttboot.spring.MqttOperations}.
 */
@NullMarked
package io.mqttboot.spring;

import org.jspecify.annotations.NullMarked;
