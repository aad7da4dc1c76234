/**
 * The MQTT broker engine. {@link io.mqttboot.server.MqttServer} is the way in: it builds,
 * starts and stops a broker and lets the application publish, subscribe and look. What an
 * application may plug in is in {@code spi}, how it is set up in {@code config};
 * everything under {@code internal} is the engine's own.
 */
@NullMarked
package io.mqttboot.server;

import org.jspecify.annotations.NullMarked;
