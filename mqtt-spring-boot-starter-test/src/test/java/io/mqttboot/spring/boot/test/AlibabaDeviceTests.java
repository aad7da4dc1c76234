package io.mqttboot.spring.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttAlibabaCredentials;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a broker sees of a device of Alibaba Cloud.
 */
class AlibabaDeviceTests {

	@Test
	void a_device_introduces_itself_anew_at_each_connection() throws Exception {
		List<String> seen = new CopyOnWriteArrayList<>();
		MqttAlibabaCredentials device = MqttAlibabaCredentials.of("pk", "device", "secret")
			.withId("12345")
			.withSignMethod(MqttAlibabaCredentials.SignMethod.HMAC_SHA1)
			.withTimestamp(789);
		String clientId = "12345|securemode=3,signmethod=hmacsha1,timestamp=789|";
		try (MqttTestBroker broker = MqttTestBroker
			.create(0,
					(server) -> server
						.authHandler((id, userName, password) -> seen.add(id + " " + userName + " " + password)))
			.start();
				MqttClient client = MqttClient.create()
					.serverUri(broker.serverUri())
					.credentialsProvider(device)
					.connect()) {
			broker.awaitConnected(clientId, Duration.ofSeconds(10));
			broker.dropConnections();
			broker.awaitConnected(clientId, Duration.ofSeconds(10));
			assertThat(client.connected().get(10, TimeUnit.SECONDS).clientId()).isEqualTo(clientId);
		}
		assertThat(seen).hasSize(2).containsOnly(clientId + " device&pk FAFD82A3D602B37FB0FA8B7892F24A477F851A14");
	}

}
