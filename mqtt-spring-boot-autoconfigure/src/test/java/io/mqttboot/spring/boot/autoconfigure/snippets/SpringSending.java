package io.mqttboot.spring.boot.autoconfigure.snippets;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.annotation.ImportMqttClients;
import io.mqttboot.spring.service.MqttExchange;

import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Payload;

/** The sending half of docs/spring.md. */
class SpringSending {

	record Command(String name) {
	}

	record Question(String text) {
	}

	record Answer(String text) {
	}

	void send(MqttTemplate mqtt, String id, Command command) {
		mqtt.send("hello"); // the default topic
		mqtt.send("a/b", 1, command);
		mqtt.send("a/b", 1, true, command);
		CompletableFuture<MqttPublishResult> result = mqtt.topic("devices/{id}/cmd", id)
			.qos(1)
			.retained()
			.expiry(Duration.ofMinutes(5))
			.contentType("application/json")
			.property("source", "ui")
			.payload(command)
			.send();
		result.thenAccept((delivered) -> delivered.state());
	}

	Answer ask(MqttTemplate mqtt, String id, Question question) {
		Answer answer = mqtt.topic("devices/{id}/rpc", id)
			.payload(question)
			.timeout(Duration.ofSeconds(3))
			.request(Answer.class);
		return answer;
	}

	Answer askBefore5(MqttTemplate mqtt, String id, Question question) {
		Answer answer = mqtt.topic("devices/{id}/rpc", id)
			.payload(question)
			.replyTopic("devices/{id}/rpc/reply")
			.correlateBy("/requestId")
			.request(Answer.class);
		return answer;
	}

	@MqttExchange("devices/{id}")
	interface DeviceApi {

		@MqttExchange("cmd")
		void command(@DestinationVariable String id, @Payload Command command);

		@MqttExchange(value = "cfg", qos = "1", retained = "true")
		CompletableFuture<MqttPublishResult> configure(@DestinationVariable String id, Command command);

		@MqttExchange(value = "rpc", timeout = "3s")
		Answer ask(@DestinationVariable String id, Question question);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportMqttClients(types = DeviceApi.class, client = "edge")
	static class Clients {

	}

}
