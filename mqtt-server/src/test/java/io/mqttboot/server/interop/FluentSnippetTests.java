package io.mqttboot.server.interop;

import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.mqttboot.MqttPayload;
import io.mqttboot.server.MqttServer;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documents' piece of code for the server, with the names of ours.
 */
class FluentSnippetTests {

	private final Inbox heard = new Inbox();

	@Test
	void the_documents_server_starts_listens_publishes_and_stops() throws Exception {
		int port = freePort();
		MqttServer mqttServer = MqttServer.create()
			.ip("127.0.0.1")
			.port(port)
			.readBufferSize(512)
			.authHandler((clientId, userName, password) -> true)
			.messageListener((clientId, topic, qos, payload) -> this.heard
				.add(new Received(clientId + ":" + topic, MqttPayload.text(payload), qos.value(), false)))
			.debug()
			.start();
		try {
			assertThat(mqttServer.port()).isEqualTo(port);
			talk(mqttServer);
		}
		finally {
			mqttServer.stop();
		}
		assertThat(mqttServer.isRunning()).isFalse();
	}

	private void talk(MqttServer mqttServer) throws MqttException {
		try (PahoMqtt3Client one = new PahoMqtt3Client(uri(mqttServer), "one");
				PahoMqtt3Client two = new PahoMqtt3Client(uri(mqttServer), "two")) {
			one.connect().subscribe("/test/#", 1);
			two.connect().subscribe("/test/all", 1);

			ByteBuffer hello = ByteBuffer.wrap("你好".getBytes(StandardCharsets.UTF_8));
			assertThat(mqttServer.publish("one", "/test/123", hello)).isTrue();
			assertThat(mqttServer.publish("two", "/test/123", hello)).as("not subscribed").isFalse();
			assertThat(mqttServer.publish("nobody", "/test/123", hello)).isFalse();
			assertThat(mqttServer.publishAll("/test/all", hello)).isTrue();
			assertThat(mqttServer.publishAll("/elsewhere", hello)).isFalse();
			assertThat(hello.remaining()).as("the caller's buffer is left alone").isEqualTo(6);

			one.inbox.receives(Received.live("/test/123", "你好", 1), Received.live("/test/all", "你好", 1));
			two.inbox.receives(Received.live("/test/all", "你好", 1));
			two.publish("/test/answer", "again", 2, false);
			this.heard.receives(Received.live("two:/test/answer", "again", 2));
		}
	}

	private static String uri(MqttServer server) {
		return "tcp://127.0.0.1:" + server.port();
	}

	private static int freePort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
