package io.mqttboot.spring.boot.autoconfigure.snippets;

import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.micrometer.core.instrument.MeterRegistry;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.config.MqttClientTls;
import io.mqttboot.client.config.MqttProxy;
import io.mqttboot.client.metrics.MicrometerClientObserver;
import io.mqttboot.client.spi.MqttCredentials;

/** All that a client can be told about its way, without Spring. */
final class PlainConnecting {

	private PlainConnecting() {
	}

	static MqttClient connect(Supplier<SSLContext> keys, Supplier<String> token, MeterRegistry registry) {
		return MqttClient.create()
			.serverUri("mqtts://broker-1.example,mqtts://broker-2.example")
			.version(MqttVersion.MQTT_5)
			.clientId("edge-1")
			.configure((config) -> config.tls(MqttClientTls.of(keys).withProtocols(List.of("TLSv1.3")))
				.proxy(MqttProxy.of("http://proxy.example:3128").withCredentials("edge", "secret")))
			.credentialsProvider((uri) -> MqttCredentials.of("edge-1", token.get()))
			.observer(new MicrometerClientObserver(registry, "edge"))
			.connect();
	}

}
