package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttServerObserver;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

/**
 * Takes readiness away before the first client is sent away by a drain, and gives it back
 * when clients are let in again. When the server stops, its life cycle does.
 */
final class DrainReadiness implements MqttServerObserver {

	private final ApplicationContext context;

	private volatile boolean refusing;

	DrainReadiness(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void happened(MqttEvent event) {
		if (event instanceof MqttEvent.ServerDraining drain && !drain.stopping()) {
			this.refusing = true;
			AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
		}
		else if (this.refusing
				&& (event.kind() == MqttEvent.Kind.SERVER_RESUMED || event.kind() == MqttEvent.Kind.SERVER_STARTED)) {
			this.refusing = false;
			AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
		}
	}

}
