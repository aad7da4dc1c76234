package io.mqttboot.client.internal.connection;

import java.util.concurrent.Executor;

import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a connection asks of the application, and where.
 *
 * @param observer is told of packets, on the loop
 * @param credentials knows user name and password, {@code null} for the configured ones
 * @param authenticator does enhanced authentication, {@code null} for none
 * @param executor calls what may block, with a thread for each call
 */
public record Callouts(MqttClientObserver observer, @Nullable MqttCredentialsProvider credentials,
		@Nullable MqttClientAuthenticator authenticator, Executor executor) {
}
