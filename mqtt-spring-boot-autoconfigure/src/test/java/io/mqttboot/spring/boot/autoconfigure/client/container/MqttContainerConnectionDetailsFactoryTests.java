package io.mqttboot.spring.boot.autoconfigure.client.container;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.mqttboot.spring.boot.autoconfigure.client.MqttConnectionDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class MqttContainerConnectionDetailsFactoryTests {

	@ParameterizedTest
	@ValueSource(strings = { "eclipse-mosquitto:2", "emqx:5.8", "emqx/emqx:5.8", "emqx/emqx-enterprise:5",
			"hivemq/hivemq4:4.40", "hivemq/hivemq-ce", "vernemq/vernemq:2", "flashmq/flashmq" })
	void a_broker_is_known_by_its_image(String image) throws Exception {
		MqttConnectionDetails details = (MqttConnectionDetails) connections(image, "").values().iterator().next();
		((InitializingBean) details).afterPropertiesSet();
		assertThat(details.getServerUri()).isEqualTo("tcp://192.0.2.1:31883");
		assertThat(details.getUsername()).isNull();
		assertThat(details.getSslBundle()).isNull();
	}

	@Test
	void another_image_is_known_by_the_name_of_the_connection() throws Exception {
		assertThat(connections("example.org/our/broker:1", "eclipse-mosquitto")).hasSize(1);
	}

	@Test
	void another_image_is_left_to_others() throws Exception {
		assertThat(connections("example.org/our/broker:1", "")).isEmpty();
	}

	private static Map<Class<?>, ConnectionDetails> connections(String image, String name) throws Exception {
		GenericContainer<?> container = mock(GenericContainer.class);
		given(container.getHost()).willReturn("192.0.2.1");
		given(container.getMappedPort(1883)).willReturn(31_883);
		Supplier<GenericContainer<?>> supplier = () -> container;
		MergedAnnotation<ServiceConnection> annotation = MergedAnnotation.of(ServiceConnection.class,
				Map.of("name", name));
		Constructor<?> constructor = Stream.of(ContainerConnectionSource.class.getDeclaredConstructors())
			.filter((each) -> each.getParameterTypes()[4] == MergedAnnotation.class)
			.findFirst()
			.orElseThrow();
		Object source = BeanUtils.instantiateClass(constructor, "test", null, GenericContainer.class, image, annotation,
				supplier, null, MergedAnnotations.from());
		return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
	}

}
