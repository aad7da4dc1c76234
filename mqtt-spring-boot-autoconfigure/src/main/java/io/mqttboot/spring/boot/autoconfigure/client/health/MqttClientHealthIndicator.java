package io.mqttboot.spring.boot.autoconfigure.client.health;

import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientState;
import io.mqttboot.client.spi.MqttClientException;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of a client: up while a server has let it in, down while it tries, out of
 * service when nobody wants it to be connected, or when another client of the same
 * identifier throws it out again and again.
 */
public class MqttClientHealthIndicator extends AbstractHealthIndicator {

	private final MqttClient client;

	/**
	 * Create an indicator.
	 * @param client the client
	 */
	public MqttClientHealthIndicator(MqttClient client) {
		super("The MQTT client's health check failed");
		this.client = client;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		MqttClientState state = this.client.state();
		MqttClientException failure = state.lastFailure();
		switch (state.phase()) {
			case CONNECTED -> builder.up();
			case CONNECTING -> builder.down();
			case DISCONNECTED, STOPPED -> {
				if (failure != null) {
					builder.down(); // it has given up
				}
				else {
					builder.outOfService();
				}
			}
		}
		builder.withDetail("state", state.phase()).withDetail("clientId", state.clientId());
		builder.withDetail("since", state.since());
		if (state.serverUri() != null) {
			builder.withDetail("serverUri", state.serverUri());
		}
		if (failure != null) {
			builder.withDetail("lastReason", failure.reasonCode() + ": " + failure.getMessage());
		}
		if (!state.refusedFilters().isEmpty()) {
			builder.withDetail("refusedFilters", state.refusedFilters());
		}
		if (state.twinSuspected()) {
			builder.outOfService()
				.withDetail("twin",
						"another client seems to use the same client identifier; each throws the other out");
		}
	}

}
