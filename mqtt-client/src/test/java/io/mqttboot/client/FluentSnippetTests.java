package io.mqttboot.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.MqttServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documents' piece of code for the client, with the names of ours.
 */
class FluentSnippetTests {

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private final MqttServer server = MqttServer.create()
		.port(0)
		.authHandler((clientId, userName, password) -> "name".equals(userName) && "name".equals(password))
		.start();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void the_documents_client_connects_subscribes_publishes_and_stops() throws Exception {
		MqttClient client = MqttClient.create()
			.ip("127.0.0.1")
			.port(this.server.port())
			.username("name")
			.password("name")
			.version(MqttVersion.MQTT_5)
			.clientId("xxxxxx")
			.connect();

		client.subQos0("/test/#", (topic, payload) -> this.heard.add(topic + " " + MqttPayload.text(payload)));
		client.publish("/test/client", ByteBuffer.wrap("你好".getBytes(StandardCharsets.UTF_8)));
		assertThat(next()).isEqualTo("/test/client 你好");

		client.disconnect();
		client.reconnect();
		client.publish("/test/client", ByteBuffer.wrap("again".getBytes(StandardCharsets.UTF_8)));
		assertThat(next()).isEqualTo("/test/client again");

		client.unSubscribe("/test/#").get(10, TimeUnit.SECONDS);
		client.subQos1("/other", (topic, payload) -> this.heard.add(topic));
		client.publish("/test/client", "nobody hears it");
		client.publish("/other", "after it");
		assertThat(next()).isEqualTo("/other");

		client.stop();
		assertThat(client.isConnected()).isFalse();
	}

	private String next() throws InterruptedException {
		return this.heard.poll(10, TimeUnit.SECONDS);
	}

}
