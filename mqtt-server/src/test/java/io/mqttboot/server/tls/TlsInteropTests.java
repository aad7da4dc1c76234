package io.mqttboot.server.tls;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerTls;
import io.mqttboot.server.config.MqttTlsKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HiveMQ's client over TLS and over secure WebSocket, on a server without a plain port.
 */
@Tag("tls")
@Timeout(60)
class TlsInteropTests {

	private final Pki pki = new Pki("authority");

	private final MqttTlsKeys keys = this.pki.keys(this.pki.issue("CN=server", "localhost"));

	private final MqttServerTls tls = MqttServerTls.of(() -> this.keys);

	private final MqttServer server = MqttServer.create()
		.configure((config) -> config.listeners(List.of(MqttListenerConfig.tcp("127.0.0.1", 0).withTls(this.tls),
				MqttListenerConfig.webSocket("127.0.0.1", 0).withTls(this.tls))))
		.start();

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private Mqtt5ClientBuilder client(int port) throws Exception {
		return MqttClient.builder()
			.useMqttVersion5()
			.serverHost("localhost")
			.serverPort(port)
			.sslConfig()
			.trustManagerFactory(this.pki.authority().toTrustManagerFactory())
			.applySslConfig();
	}

	@Test
	void messages_go_from_a_secure_socket_to_a_secure_web_socket() throws Exception {
		assertThat(this.server.port()).isEqualTo(-1);
		Mqtt5AsyncClient publisher = client(this.server.securePort()).buildAsync();
		Mqtt5AsyncClient subscriber = client(this.server.secureWebSocketPort()).webSocketConfig()
			.serverPath("mqtt")
			.applyWebSocketConfig()
			.buildAsync();
		publisher.connect().get(10, TimeUnit.SECONDS);
		subscriber.connect().get(10, TimeUnit.SECONDS);
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		subscriber.subscribeWith()
			.topicFilter("a/#")
			.callback((publish) -> received.add(new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8)))
			.send()
			.get(10, TimeUnit.SECONDS);
		byte[] large = "x".repeat(8_000).getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 20; i++) {
			publisher.publishWith().topic("a/b").payload(large).send().get(10, TimeUnit.SECONDS);
		}
		for (int i = 0; i < 20; i++) {
			assertThat(received.poll(10, TimeUnit.SECONDS)).hasSize(8_000);
		}
		publisher.disconnect().get(10, TimeUnit.SECONDS);
		subscriber.disconnect().get(10, TimeUnit.SECONDS);
	}

}
