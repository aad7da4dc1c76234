package io.mqttboot.spring.boot.autoconfigure.snippets;

import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttSharedStrategy;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttInMemoryMessageStore;
import io.mqttboot.server.spi.MqttInMemorySessionStore;
import io.mqttboot.server.spi.MqttMessageListener;
import io.mqttboot.server.spi.MqttMessageStore;
import io.mqttboot.server.spi.MqttServerAuthHandler;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSessionStore;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerCustomizer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One bean of each kind. */
@Configuration(proxyBeanMethods = false)
class BrokerBeans {

	private static final Logger logger = LoggerFactory.getLogger(BrokerBeans.class);

	@Bean
	MqttServerAuthHandler passwords() {
		return (clientId, userName, password) -> "device".equals(userName) && "secret".equals(password);
	}

	@Bean
	MqttMessageListener messages() {
		return (clientId, topic, qos, payload) -> logger.info("{} {}: {}", clientId, topic, MqttPayload.text(payload));
	}

	@Bean
	MqttConnectStatusListener presence() {
		return new MqttConnectStatusListener() {

			@Override
			public void online(String clientId, @Nullable String userName) {
				logger.info("{} is online", clientId);
			}

			@Override
			public void offline(String clientId, @Nullable String userName, String reason) {
				logger.info("{} is offline: {}", clientId, reason);
			}

		};
	}

	@Bean
	MqttAuthenticator noGuests() {
		return (request) -> CompletableFuture.completedFuture(request.clientId().startsWith("guest-")
				? new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, "no guests")
				: new MqttAuthResult.Abstained());
	}

	@Bean
	MqttServerObserver drops() {
		return new MqttServerObserver() {

			@Override
			public void messageDropped(MqttDropCause cause) {
				// on an event loop: count it, do not wait
			}

		};
	}

	@Bean
	MqttSessionStore sessions() {
		return new MqttInMemorySessionStore();
	}

	@Bean
	MqttMessageStore retained() {
		return new MqttInMemoryMessageStore();
	}

	@Bean
	MqttServerCustomizer manyTopics() {
		return (builder) -> builder.configure((config) -> config.sharedStrategy(MqttSharedStrategy.LEAST_INFLIGHT));
	}

}
