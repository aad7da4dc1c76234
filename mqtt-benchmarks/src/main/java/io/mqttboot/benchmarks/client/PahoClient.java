package io.mqttboot.benchmarks.client;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Paho's client, with room in flight for what the loop has on its way: as it comes it
 * refuses the eleventh message.
 */
final class PahoClient implements LibraryClient {

	private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

	private static final int IN_FLIGHT_MAX = 1_000;

	private final MqttAsyncClient client;

	PahoClient(int port, String clientId) throws MqttException {
		this.client = new MqttAsyncClient("tcp://127.0.0.1:" + port, clientId, new MemoryPersistence());
		MqttConnectOptions options = new MqttConnectOptions();
		options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
		options.setMaxInflight(IN_FLIGHT_MAX);
		this.client.connect(options).waitForCompletion(PATIENCE_MILLIS);
	}

	@Override
	public void subscribe(String filter, int qos, LongConsumer arrived) throws MqttException {
		this.client.subscribe(filter, qos, (topic, message) -> arrived.accept(Payload.sequence(message.getPayload())))
			.waitForCompletion(PATIENCE_MILLIS);
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable done) throws MqttException {
		this.client.publish(topic, payload, qos, false, null, new IMqttActionListener() {

			@Override
			public void onSuccess(IMqttToken token) {
				done.run();
			}

			@Override
			public void onFailure(IMqttToken token, Throwable cause) {
				throw new IllegalStateException("a message was not published", cause);
			}

		});
	}

	@Override
	public void close() throws MqttException {
		this.client.disconnect(0).waitForCompletion(PATIENCE_MILLIS);
		this.client.close();
	}

}
