package io.mqttboot.spring.boot.autoconfigure.snippets;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.mqttboot.MqttMessage;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.spring.MqttConnectingLifecycle;
import io.mqttboot.spring.MqttHeaders;
import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.annotation.EnableMqtt;
import io.mqttboot.spring.annotation.MqttListener;
import io.mqttboot.spring.annotation.MqttServerListener;
import io.mqttboot.spring.listener.MqttDeadLetterRecoverer;
import io.mqttboot.spring.listener.MqttListenerConfigurer;
import io.mqttboot.spring.listener.MqttListenerEndpoint;
import io.mqttboot.spring.listener.MqttListenerErrorHandler;
import io.mqttboot.spring.listener.MqttMessageRecoverer;
import io.mqttboot.spring.listener.MqttSubscription;
import io.mqttboot.spring.listener.MqttSubscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;

/** The listeners of docs/spring.md. */
class SpringListening {

	private static final Logger logger = LoggerFactory.getLogger(SpringListening.class);

	record Reading(double celsius) {
	}

	record JobState(String text) {
	}

	/** Listens. */
	@Component
	static class Sensors {

		@MqttListener("devices/{id}/temp")
		void temperature(@DestinationVariable UUID id, @Validated Reading reading) {
			logger.info("{} is at {} degrees", id, reading.celsius());
		}

		@MqttListener(topics = "sites/{site}/{*rest}", group = "billing", qos = "1", concurrency = "16")
		CompletableFuture<Void> any(@DestinationVariable String rest, MqttMessage message) {
			return store(rest, message); // acknowledged when this completes
		}

		@MqttListener(topics = "firmware/#", ackMode = "manual")
		void firmware(byte[] chunk, MqttAcknowledgment acknowledgment, @Header(MqttHeaders.RETAINED) boolean retained) {
			logger.info("{} bytes, retained: {}", chunk.length, retained);
			acknowledgment.acknowledge(); // here or later, on any thread
		}

		@MqttListener("rpc/{id}/sum")
		int sum(int[] numbers) {
			return IntStream.of(numbers).sum();
		}

		@MqttListener("devices/{id}/rpc")
		@SendTo("devices/{id}/rpc/reply")
		Map<String, Object> answer(Map<String, Object> request) {
			return Map.of("requestId", request.get("requestId"), "done", true);
		}

		private CompletableFuture<Void> store(String rest, MqttMessage message) {
			return CompletableFuture.runAsync(() -> logger.info("{}: {} bytes", rest, message.payloadBytes()));
		}

	}

	/** Listens without a socket. */
	@Component
	static class Presence {

		@MqttServerListener("devices/{id}/state")
		void state(@DestinationVariable String id, String state,
				@Header(name = MqttHeaders.PUBLISHER, required = false) String publisher) {
			logger.info("{} says that {} is {}", publisher, id, state);
		}

	}

	/** Subscribes for a while. */
	@Component
	static class Jobs {

		private final MqttSubscriptions subscriptions;

		Jobs(MqttSubscriptions subscriptions) {
			this.subscriptions = subscriptions;
		}

		void watch(Runnable work) {
			try (MqttSubscription jobs = this.subscriptions.subscribe("jobs/{id}/state", JobState.class,
					(state, variables) -> logger.info("{}: {}", variables.get("id"), state.text()))) {
				work.run();
			}
		}

	}

	/** What happens to messages that fail, and a listener made by hand. */
	@Configuration(proxyBeanMethods = false)
	static class Failures {

		@Bean
		MqttMessageRecoverer deadLetters(MqttTemplate template) {
			return new MqttDeadLetterRecoverer(template, "dlt/{topic}");
		}

		@Bean
		MqttListenerErrorHandler firmwareErrors() {
			return (received, failure) -> {
				if (failure instanceof IllegalArgumentException) {
					return null; // handled
				}
				throw failure; // retry and recovery follow
			};
		}

		@Bean
		MqttListenerConfigurer byHand() {
			return (registrar) -> registrar
				.register(MqttListenerEndpoint.builder("audit").topics("audit/{who}").handler((received) -> {
					logger.info("{}: {}", received.variables().get("who"), received.message());
					return null;
				}).build());
		}

	}

	/** Without Spring Boot. */
	@Configuration(proxyBeanMethods = false)
	@EnableMqtt
	static class MqttBeans {

		@Bean(destroyMethod = "stop")
		MqttClient mqttClient() {
			return MqttClient.create().serverUri("tcp://127.0.0.1:1883").clientId("monitor").build();
		}

		@Bean
		MqttConnectingLifecycle connecting(MqttClient client) {
			return new MqttConnectingLifecycle(client);
		}

		@Bean
		MqttTemplate mqttTemplate(MqttClient client) {
			return MqttTemplate.builder(client).defaultTopic("testtopic/test1").build();
		}

	}

}
