package io.mqttboot.client;

import java.util.List;
import java.util.concurrent.Executor;

import io.mqttboot.client.spi.MqttClientAuthenticator;
import io.mqttboot.client.spi.MqttClientConnectionListener;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * What an application has put into a client.
 *
 * @param listeners are told when the connection comes and goes
 * @param handlerExecutor calls handlers, {@code null} for threads of the client's own
 * @param observer watches
 * @param credentials knows user name and password, {@code null} for the configured ones
 * @param authenticator does enhanced authentication, {@code null} for none
 */
record Parts(List<MqttClientConnectionListener> listeners, @Nullable Executor handlerExecutor,
		MqttClientObserver observer, @Nullable MqttCredentialsProvider credentials,
		@Nullable MqttClientAuthenticator authenticator) {
}
