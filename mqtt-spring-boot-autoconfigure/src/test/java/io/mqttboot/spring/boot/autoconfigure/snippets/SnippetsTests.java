package io.mqttboot.spring.boot.autoconfigure.snippets;

import io.mqttboot.client.MqttClient;
import io.mqttboot.server.MqttServer;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientAutoConfiguration;
import io.mqttboot.spring.boot.autoconfigure.server.MqttServerAutoConfiguration;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The beans that the documentation shows make servers and clients that work.
 */
class SnippetsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MqttServerAutoConfiguration.class))
		.withUserConfiguration(BrokerBeans.class, Alarms.Siren.class, Alarms.Doors.class)
		.withPropertyValues("mqtt.server.port=0", "mqtt.server.websocket-port=0");

	@Test
	void an_application_with_all_beans_of_the_documentation_serves_clients() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			try (WirePeer house = client(context.getBean(MqttServer.class))) {
				house.subscribes("alarm/house", 0);
				context.getBean(Alarms.Siren.class).sound();
				house.receives(Packets.publish("alarm/house", "fire"));
			}
		});
	}

	@Test
	void an_application_with_all_beans_for_clients_has_a_client() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MqttClientAutoConfiguration.class))
			.withUserConfiguration(ClientBeans.class)
			.run((context) -> assertThat(context.getBean(MqttClient.class).config().handlerThreads()).isEqualTo(1));
	}

	private static WirePeer client(MqttServer server) {
		WirePeer peer = WirePeer.connect(server.port());
		peer.connects(Packets.connect("house").userName("device").password("secret"));
		return peer;
	}

}
