/**
 * How a server is set up: immutable records and the builders that make them. Start
 * reading at {@link io.mqttboot.server.config.MqttServerConfig}.
 */
@NullMarked
package io.mqttboot.server.config;

import org.jspecify.annotations.NullMarked;
