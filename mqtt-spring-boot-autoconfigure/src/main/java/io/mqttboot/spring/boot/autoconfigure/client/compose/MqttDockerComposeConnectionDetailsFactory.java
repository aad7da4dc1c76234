package io.mqttboot.spring.boot.autoconfigure.client.compose;

import io.mqttboot.spring.boot.autoconfigure.client.MqttConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * Connects clients to a broker of a Docker Compose file: Mosquitto, EMQX, HiveMQ, VerneMQ
 * or FlashMQ on its port 1883, or 8883 where its labels name an SSL bundle. Other images
 * are known by the label {@code org.springframework.boot.service-connection}, with the
 * name of one of these as value.
 */
class MqttDockerComposeConnectionDetailsFactory extends DockerComposeConnectionDetailsFactory<MqttConnectionDetails> {

	private static final String[] IMAGES = { "eclipse-mosquitto", "emqx", "emqx/emqx", "emqx/emqx-enterprise",
			"hivemq/hivemq4", "hivemq/hivemq-ce", "vernemq/vernemq", "flashmq/flashmq" };

	private static final int PORT = 1883;

	private static final int SECURE_PORT = 8883;

	MqttDockerComposeConnectionDetailsFactory() {
		super(IMAGES, "io.mqttboot.client.MqttClient");
	}

	@Override
	protected MqttConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new Details(source.getRunningService());
	}

	private static final class Details extends DockerComposeConnectionDetails implements MqttConnectionDetails {

		private final String serverUri;

		private final @Nullable SslBundle sslBundle;

		private Details(RunningService service) {
			super(service);
			this.sslBundle = getSslBundle(service);
			this.serverUri = (this.sslBundle != null)
					? "ssl://" + service.host() + ":" + service.ports().get(SECURE_PORT)
					: "tcp://" + service.host() + ":" + service.ports().get(PORT);
		}

		@Override
		public String getServerUri() {
			return this.serverUri;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
