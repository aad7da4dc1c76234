/**
 * The values an application and this project share: messages, topics, quality of service,
 * reason codes. Everything here is immutable and knows neither a socket nor a session.
 * Start reading at {@link io.mqttboot.MqttMessage}.
 */
@NullMarked
package io.mqttboot;

import org.jspecify.annotations.NullMarked;
