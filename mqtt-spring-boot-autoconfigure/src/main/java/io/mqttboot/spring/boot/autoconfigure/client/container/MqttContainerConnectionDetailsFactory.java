package io.mqttboot.spring.boot.autoconfigure.client.container;

import java.util.List;

import io.mqttboot.spring.boot.autoconfigure.client.MqttConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Connects clients to a broker in a container that is annotated with
 * {@code @ServiceConnection}: Mosquitto, EMQX, HiveMQ, VerneMQ or FlashMQ on its port
 * 1883, or 8883 where an annotation brings trust or keys. The image says which, or the
 * name of the annotation where it is another image.
 */
class MqttContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, MqttConnectionDetails> {

	private static final List<String> IMAGES = List.of("eclipse-mosquitto", "emqx", "emqx/emqx", "emqx/emqx-enterprise",
			"hivemq/hivemq4", "hivemq/hivemq-ce", "vernemq/vernemq", "flashmq/flashmq");

	private static final int PORT = 1883;

	private static final int SECURE_PORT = 8883;

	MqttContainerConnectionDetailsFactory() {
		super(IMAGES, "io.mqttboot.client.MqttClient");
	}

	@Override
	protected MqttConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new Details(source);
	}

	private static final class Details extends ContainerConnectionDetails<Container<?>>
			implements MqttConnectionDetails {

		private Details(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public String getServerUri() {
			boolean secure = getSslBundle() != null;
			return (secure ? "ssl://" : "tcp://") + getContainer().getHost() + ":"
					+ getContainer().getMappedPort(secure ? SECURE_PORT : PORT);
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
