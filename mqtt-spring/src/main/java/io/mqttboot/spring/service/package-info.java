/**
 * Interfaces as clients: each method publishes, or asks and waits for the answer. Start
 * reading at {@link io.mqttboot.spring.service.MqttExchange}.
 */
@NullMarked
package io.mqttboot.spring.service;

import org.jspecify.annotations.NullMarked;
