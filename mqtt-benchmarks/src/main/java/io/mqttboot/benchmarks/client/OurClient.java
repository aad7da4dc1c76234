package io.mqttboot.benchmarks.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.client.MqttClient;

/**
 * Our client, as it comes.
 */
final class OurClient implements LibraryClient {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final MqttClient client;

	OurClient(int port, String clientId) {
		this.client = MqttClient.create().ip("127.0.0.1").port(port).clientId(clientId).build();
		this.client.connectAndWait(PATIENCE);
	}

	@Override
	public void subscribe(String filter, int qos, LongConsumer arrived) throws Exception {
		this.client.subscribe(filter, MqttQos.of(qos), (topic, payload) -> arrived.accept(Payload.sequence(payload)))
			.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable done) {
		this.client.publish(MqttMessage.of(topic, payload, MqttQos.of(qos), false)).thenRun(done);
	}

	@Override
	public void close() {
		this.client.stop();
	}

}
