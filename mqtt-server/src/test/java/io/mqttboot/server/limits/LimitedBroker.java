package io.mqttboot.server.limits;

import java.util.function.UnaryOperator;

import io.mqttboot.server.ManualBroker;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttServerConfig;

/**
 * Makes brokers with limits that a test can reach.
 */
final class LimitedBroker {

	private LimitedBroker() {
	}

	static ManualBroker of(Tally tally, UnaryOperator<MqttLimits.Builder> limits) {
		return of(tally, limits, (config) -> config);
	}

	static ManualBroker of(Tally tally, UnaryOperator<MqttLimits.Builder> limits,
			UnaryOperator<MqttServerConfig.Builder> set) {
		return new ManualBroker((builder) -> builder.observer(tally)
			.configure((config) -> set.apply(config.limits(limits.apply(MqttLimits.builder()).build()))));
	}

}
