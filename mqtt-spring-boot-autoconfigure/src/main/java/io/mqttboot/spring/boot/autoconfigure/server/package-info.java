/**
 * Auto-configuration of the server:
 * {@link io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration} builds
 * it from {@code mqtt.server.*} and the application's beans,
 * {@link io.mqttboot.spring.boot.autoconfigure.server.MqttServerLifecycle} starts and
 * stops it. Engines know nothing of Spring; this package is all wiring.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server;

import org.jspecify.annotations.NullMarked;
