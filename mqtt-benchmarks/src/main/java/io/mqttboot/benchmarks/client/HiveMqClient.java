package io.mqttboot.benchmarks.client;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;

/**
 * HiveMQ's client, as it comes.
 */
final class HiveMqClient implements LibraryClient {

	private static final int PATIENCE_SECONDS = 10;

	private final Mqtt3AsyncClient client;

	HiveMqClient(int port, String clientId) throws Exception {
		this.client = MqttClient.builder()
			.useMqttVersion3()
			.serverHost("127.0.0.1")
			.serverPort(port)
			.identifier(clientId)
			.buildAsync();
		this.client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	private static MqttQos qos(int qos) {
		return Objects.requireNonNull(MqttQos.fromCode(qos), "qos");
	}

	@Override
	public void subscribe(String filter, int qos, LongConsumer arrived) throws Exception {
		this.client.subscribeWith()
			.topicFilter(filter)
			.qos(qos(qos))
			.callback((publish) -> arrived.accept(Payload.sequence(publish.getPayloadAsBytes())))
			.send()
			.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable done) {
		this.client.publishWith().topic(topic).payload(payload).qos(qos(qos)).send().thenRun(done);
	}

	@Override
	public void close() {
		this.client.disconnect();
	}

}
