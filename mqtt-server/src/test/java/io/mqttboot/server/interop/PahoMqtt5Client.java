package io.mqttboot.server.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Paho's client for MQTT 5 with what the tests want of it: an inbox, messages that wait
 * for a manual acknowledgement, the way it was disconnected, and a cable to pull.
 */
final class PahoMqtt5Client implements MqttCallback, AutoCloseable {

	final MqttClient client;

	final MqttConnectionOptions options = new MqttConnectionOptions();

	final Inbox inbox = new Inbox();

	final List<MqttMessage> messages = new CopyOnWriteArrayList<>();

	private final Cable cable = new Cable();

	private final CompletableFuture<MqttDisconnectResponse> disconnected = new CompletableFuture<>();

	PahoMqtt5Client(LoopbackBroker broker, String clientId) throws MqttException {
		this.client = new MqttClient(broker.uri(), clientId, new MemoryPersistence());
		this.client.setCallback(this);
		this.client.setTimeToWait(Inbox.PATIENCE.toMillis());
		this.options.setSocketFactory(this.cable);
		broker.closeLater(this);
	}

	PahoMqtt5Client connect() throws MqttException {
		this.client.connect(this.options);
		return this;
	}

	boolean connectAndFindSession() throws MqttException {
		return this.client.connectWithResult(this.options).getSessionPresent();
	}

	PahoMqtt5Client subscribe(String filter, int qos) throws MqttException {
		this.client.subscribe(filter, qos);
		return this;
	}

	void publish(String topic, String text, int qos, boolean retained) throws MqttException {
		this.client.publish(topic, Received.bytes(text), qos, retained);
	}

	/** Acknowledges the oldest message that waits for it. */
	void acknowledge() throws MqttException {
		MqttMessage message = this.messages.remove(0);
		this.client.messageArrivedComplete(message.getId(), message.getQos());
	}

	/** Ends the connection as a power cut would. */
	void pullTheCable() throws IOException {
		this.cable.pull();
	}

	MqttDisconnectResponse awaitDisconnected() {
		return this.disconnected.orTimeout(Inbox.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	@Override
	public void disconnected(MqttDisconnectResponse response) {
		this.disconnected.complete(response);
	}

	@Override
	public void mqttErrorOccurred(MqttException exception) {
		this.disconnected.completeExceptionally(exception);
	}

	@Override
	public void messageArrived(String topic, MqttMessage message) {
		this.messages.add(message);
		this.inbox.add(new Received(topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.getQos(),
				message.isRetained()));
	}

	@Override
	public void deliveryComplete(IMqttToken token) {
		// publish() has waited for it
	}

	@Override
	public void connectComplete(boolean reconnect, String serverUri) {
		// connect() has waited for it
	}

	@Override
	public void authPacketArrived(int reasonCode, MqttProperties properties) {
		// no test authenticates in steps
	}

	@Override
	public void close() throws MqttException {
		if (this.client.isConnected()) {
			this.client.disconnect();
		}
		this.client.close();
	}

}
