package io.mqttboot.spring.boot.autoconfigure.client.compose;

import java.lang.reflect.Constructor;
import java.util.Map;

import io.mqttboot.spring.boot.autoconfigure.client.MqttConnectionDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class MqttDockerComposeConnectionDetailsFactoryTests {

	@ParameterizedTest
	@ValueSource(strings = { "eclipse-mosquitto:2", "eclipse-mosquitto", "emqx:5.8", "emqx/emqx:5.8",
			"emqx/emqx-enterprise:5", "hivemq/hivemq4:4.40", "hivemq/hivemq-ce", "vernemq/vernemq:2", "flashmq/flashmq",
			"docker.io/library/eclipse-mosquitto:2" })
	void a_broker_is_known_by_its_image(String image) throws Exception {
		assertThat(details(service(image, Map.of()))).isInstanceOfSatisfying(MqttConnectionDetails.class, (found) -> {
			assertThat(found.getServerUri()).isEqualTo("tcp://192.0.2.1:31883");
			assertThat(found.getUsername()).isNull();
			assertThat(found.getPassword()).isNull();
			assertThat(found.getSslBundle()).isNull();
		});
	}

	@Test
	void another_image_is_known_by_its_label() throws Exception {
		Map<String, String> labels = Map.of("org.springframework.boot.service-connection", "eclipse-mosquitto");
		assertThat(details(service("example.org/our/broker:1", labels))).isInstanceOf(MqttConnectionDetails.class);
	}

	@Test
	void another_image_is_left_to_others() throws Exception {
		assertThat(connections(service("example.org/our/broker:1", Map.of()))).isEmpty();
	}

	private static ConnectionDetails details(RunningService service) throws Exception {
		return connections(service).values().iterator().next();
	}

	private static Map<Class<?>, ConnectionDetails> connections(RunningService service) throws Exception {
		Constructor<DockerComposeConnectionSource> constructor = DockerComposeConnectionSource.class
			.getDeclaredConstructor(RunningService.class, Environment.class);
		DockerComposeConnectionSource source = BeanUtils.instantiateClass(constructor, service, new MockEnvironment());
		return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
	}

	private static RunningService service(String image, Map<String, String> labels) {
		ConnectionPorts ports = mock(ConnectionPorts.class);
		given(ports.get(1883)).willReturn(31_883);
		RunningService service = mock(RunningService.class);
		given(service.image()).willReturn(ImageReference.of(image));
		given(service.labels()).willReturn(labels);
		given(service.env()).willReturn(Map.of());
		given(service.host()).willReturn("192.0.2.1");
		given(service.ports()).willReturn(ports);
		return service;
	}

}
