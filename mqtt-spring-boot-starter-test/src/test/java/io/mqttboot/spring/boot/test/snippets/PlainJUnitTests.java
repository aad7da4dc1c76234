package io.mqttboot.spring.boot.test.snippets;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;
import io.mqttboot.spring.boot.test.MqttTestBroker;
import io.mqttboot.spring.boot.test.MqttTestPacket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainJUnitTests {

	@AutoClose
	final MqttTestBroker broker = MqttTestBroker.create().start();

	@AutoClose
	final MqttClient client = MqttClient.create().serverUri(this.broker.serverUri()).cleanStart(false).connect();

	@Test
	void an_acknowledgement_may_get_lost() {
		this.client.connectAndWait(Duration.ofSeconds(5));
		this.broker.loseNext(MqttTestPacket.PUBACK);
		this.client.publish("meter/7", "21.5", MqttQos.AT_LEAST_ONCE);
		this.broker.assertThat().received("meter/7").withPayload("21.5").within(Duration.ofSeconds(5));

		this.broker.dropConnections();
		this.broker.assertThat().received("meter/+").times(2).within(Duration.ofSeconds(5));
	}

	@Test
	void what_the_broker_publishes_arrives() throws Exception {
		CompletableFuture<String> answer = new CompletableFuture<>();
		this.client.subQos1("valve/#", (topic, payload) -> answer.complete(MqttPayload.text(payload)));
		this.broker.awaitSubscription("valve/#");
		this.broker.publish("valve/1", "open");
		assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("open");
	}

}
