package io.mqttboot.server.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paho's client for MQTT 3 with what the tests want of it: an inbox, the identifiers of
 * messages that wait for a manual acknowledgement, and a cable to pull. Uses only what
 * 1.2.0 has.
 */
final class PahoMqtt3Client implements MqttCallback, AutoCloseable {

	final MqttClient client;

	final MqttConnectOptions options = new MqttConnectOptions();

	final Inbox inbox = new Inbox();

	private final List<Integer> messageIds = new CopyOnWriteArrayList<>();

	private final Cable cable = new Cable();

	private final CountDownLatch lost = new CountDownLatch(1);

	PahoMqtt3Client(LoopbackBroker broker, String clientId) throws MqttException {
		this(broker.uri(), clientId);
		broker.closeLater(this);
	}

	PahoMqtt3Client(String uri, String clientId) throws MqttException {
		this.client = new MqttClient(uri, clientId, new MemoryPersistence());
		this.client.setCallback(this);
		this.client.setTimeToWait(Inbox.PATIENCE.toMillis());
		this.options.setSocketFactory(this.cable);
		this.options.setMaxInflight(1_000); // 1.2.0 counts a message longer than it waits
											// for
	}

	PahoMqtt3Client connect() throws MqttException {
		this.client.connect(this.options);
		return this;
	}

	PahoMqtt3Client subscribe(String filter, int qos) throws MqttException {
		this.client.subscribe(filter, qos);
		return this;
	}

	void publish(String topic, String text, int qos, boolean retained) throws MqttException {
		this.client.publish(topic, Received.bytes(text), qos, retained);
	}

	/** Acknowledges the oldest message that waits for it. */
	void acknowledge(int qos) throws MqttException {
		this.client.messageArrivedComplete(this.messageIds.remove(0), qos);
	}

	/** Ends the connection as a power cut would. */
	void pullTheCable() throws IOException {
		this.cable.pull();
	}

	void awaitLoss() throws InterruptedException {
		assertThat(this.lost.await(Inbox.PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("connection lost").isTrue();
	}

	@Override
	public void connectionLost(Throwable cause) {
		this.lost.countDown();
	}

	@Override
	public void messageArrived(String topic, MqttMessage message) {
		this.messageIds.add(message.getId());
		this.inbox.add(new Received(topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.getQos(),
				message.isRetained()));
	}

	@Override
	public void deliveryComplete(IMqttDeliveryToken token) {
		// publish() has waited for it
	}

	@Override
	public void close() throws MqttException {
		if (this.client.isConnected()) {
			this.client.disconnect();
		}
		this.client.close();
	}

}
