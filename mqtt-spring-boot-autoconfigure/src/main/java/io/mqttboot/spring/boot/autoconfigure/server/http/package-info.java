/**
 * The HTTP API of the server: who may use it, and on which web stack. Start reading at
 * {@link io.mqttboot.spring.boot.autoconfigure.server.http.MqttServerHttpAutoConfiguration}.
 */
@NullMarked
package io.mqttboot.spring.boot.autoconfigure.server.http;

import org.jspecify.annotations.NullMarked;
