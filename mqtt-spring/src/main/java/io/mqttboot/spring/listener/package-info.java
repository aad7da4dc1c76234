/**
 * Listeners: what they are, the containers that keep them subscribed, retry, dead
 * letters, and subscriptions made at run time. Start reading at
 * {@link io.mqttboot.spring.listener.MqttListenerEndpoint}, then
 * {@link io.mqttboot.spring.listener.MqttListenerContainer}.
 */
@NullMarked
package io.mqttboot.spring.listener;

import org.jspecify.annotations.NullMarked;
