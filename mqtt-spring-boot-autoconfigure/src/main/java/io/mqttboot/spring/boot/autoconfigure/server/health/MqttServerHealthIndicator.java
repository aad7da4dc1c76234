package io.mqttboot.spring.boot.autoconfigure.server.health;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerStatistics;
import io.mqttboot.server.spi.MqttOverloadState;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of the server: up while its ports are open, out of service while it is drained
 * or so overloaded that it refuses new connections.
 */
public class MqttServerHealthIndicator extends AbstractHealthIndicator {

	private final MqttServer server;

	/**
	 * Create an indicator.
	 * @param server the server
	 */
	public MqttServerHealthIndicator(MqttServer server) {
		super("The MQTT server's health check failed");
		this.server = server;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.withDetail("name", this.server.config().name());
		if (!this.server.isRunning()) {
			builder.outOfService();
			return;
		}
		builder.up().withDetail("port", this.server.port());
		if (this.server.webSocketPort() >= 0) {
			builder.withDetail("websocketPort", this.server.webSocketPort());
		}
		MqttServerStatistics statistics = this.server.statistics();
		builder.withDetail("clients", statistics.clients())
			.withDetail("sessions", statistics.sessions())
			.withDetail("overload", statistics.overload());
		if (statistics.draining()) {
			builder.outOfService().withDetail("draining", true);
		}
		if (statistics.overload() == MqttOverloadState.REFUSE) {
			builder.outOfService();
		}
	}

}
