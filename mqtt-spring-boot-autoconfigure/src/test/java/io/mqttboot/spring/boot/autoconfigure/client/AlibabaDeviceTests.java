package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.server.MqttServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that is a device of Alibaba Cloud.
 */
class AlibabaDeviceTests {

	private static final String HOST = "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com";

	// nobody connects: the context is never started
	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
		.withPropertyValues("mqtt.client.alibaba.product-key=pk", "mqtt.client.alibaba.device-name=device",
				"mqtt.client.alibaba.device-secret=secret");

	@Test
	void it_introduces_itself_with_a_signature() {
		List<String> seen = new CopyOnWriteArrayList<>();
		MqttServer server = MqttServer.create()
			.port(0)
			.authHandler((clientId, userName, password) -> seen.add(clientId + " " + userName + " " + password))
			.start();
		try {
			this.runner
				.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:" + server.port(),
						"mqtt.client.alibaba.sign-method=hmac-sha1")
				.run((context) -> Awaitility.await().untilAsserted(() -> assertThat(seen).hasSize(1)));
		}
		finally {
			server.stop();
		}
		assertThat(seen.get(0))
			.matches("device\\|securemode=3,signmethod=hmacsha1,timestamp=\\d+\\| device&pk [0-9A-F]{40}");
	}

	@Test
	void a_region_says_where_it_connects_and_ssl_how() {
		ApplicationContextRunner quiet = this.runner.withPropertyValues("mqtt.client.alibaba.region=cn-shanghai",
				"mqtt.client.proxy.uri=http://127.0.0.1:1");
		quiet.run((context) -> assertThat(context.getBean(MqttClient.class).config().serverUris())
			.containsExactly(MqttServerUri.of("tcp://" + HOST + ":1883")));
		quiet.withPropertyValues("mqtt.client.ssl.enabled=true")
			.run((context) -> assertThat(context.getBean(MqttClient.class).config().serverUris())
				.containsExactly(MqttServerUri.of("ssl://" + HOST + ":1883")));
		quiet.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:1")
			.run((context) -> assertThat(context.getBean(MqttClient.class).config().serverUris())
				.containsExactly(MqttServerUri.tcp("127.0.0.1", 1)));
	}

	@Test
	void a_further_client_is_a_device_of_its_own_or_none() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
			.withPropertyValues("mqtt.client.server-uri=tcp://127.0.0.1:1", "mqtt.client.proxy.uri=http://127.0.0.1:1",
					"mqtt.client.alibaba.product-key=common", "mqtt.client.alibaba.device-name=common",
					"mqtt.client.alibaba.device-secret=secret", "mqtt.clients.near.client-id=near",
					"mqtt.clients.cloud.alibaba.product-key=pk", "mqtt.clients.cloud.alibaba.device-name=device",
					"mqtt.clients.cloud.alibaba.device-secret=secret", "mqtt.clients.cloud.alibaba.region=cn-shanghai")
			.run((context) -> {
				MqttClientRegistry clients = context.getBean(MqttClientRegistry.class);
				assertThat(clients.get("near").config().serverUris())
					.containsExactly(MqttServerUri.tcp("127.0.0.1", 1));
				assertThat(clients.get("cloud").config().serverUris())
					.containsExactly(MqttServerUri.of("tcp://" + HOST + ":1883"));
				assertThat(NamedClients.properties("near", context.getEnvironment(), null).getAlibaba().getProductKey())
					.isNull();
			});
	}

	@Test
	void what_is_missing_is_named_and_no_secret_is_shown() {
		for (String key : List.of("product-key", "device-name", "device-secret")) {
			this.runner.withPropertyValues("mqtt.client.alibaba." + key + "=")
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOf(ClientPropertyException.class)
					.hasMessageContaining("mqtt.client.alibaba." + key)
					.hasMessageNotContaining("=secret"));
		}
	}

}
