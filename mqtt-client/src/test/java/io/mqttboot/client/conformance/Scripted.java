package io.mqttboot.client.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.connection.ManualClient;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;

/**
 * A client, and the test as its server: exact packets in, exact packets out. The peer
 * refuses packets that are not well formed, those with wrong flags among them.
 */
abstract class Scripted {

	protected final List<String> heard = new ArrayList<>();

	protected ManualClient client;

	protected ManualClient start(MqttVersion version, UnaryOperator<MqttClientConfig.Builder> set) {
		this.client = new ManualClient((config) -> set.apply(config.version(version).cleanStart(false)));
		return this.client;
	}

	protected WirePeer serve(MqttVersion version) {
		start(version, (config) -> config);
		return this.client.serve();
	}

	/** A server that the client has subscribed to all topics of. */
	protected WirePeer listening(MqttVersion version) {
		start(version, (config) -> config);
		this.client.subscribe("#", MqttQos.EXACTLY_ONCE,
				(topic, qos, payload, ack) -> this.heard.add(MqttPayload.text(payload)), false);
		WirePeer server = this.client.serve();
		return server.send(Packets.suback(server.receive(Subscribe.class).id(), 2));
	}

	/** The connection breaks, and another one finds the session. */
	protected WirePeer resume() {
		this.client.cut();
		this.client.advance(java.time.Duration.ofSeconds(8));
		WirePeer server = this.client.accept();
		server.receive(Connect.class);
		return server.send(Packets.connack().sessionPresent(true));
	}

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
	}

}
