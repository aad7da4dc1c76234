package io.mqttboot.server.internal.session;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of a server share.
 *
 * @param config how the server is set up
 * @param broker the crossing
 * @param observer who watches
 * @param sessionStore where sessions are kept, {@code null} for nowhere
 * @param messageStore where wills are kept, {@code null} for nowhere
 */
public record SessionContext(MqttServerConfig config, Broker broker, MqttServerObserver observer,
		@Nullable MqttSessionStore sessionStore, @Nullable MqttMessageStore messageStore) {

}
