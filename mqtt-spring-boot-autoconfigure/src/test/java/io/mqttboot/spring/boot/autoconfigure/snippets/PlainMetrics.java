package io.mqttboot.spring.boot.autoconfigure.snippets;

import io.micrometer.core.instrument.MeterRegistry;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.metrics.MicrometerServerObserver;
import io.mqttboot.server.metrics.MicrometerServerStatistics;

/** Metrics without Spring. */
final class PlainMetrics {

	private PlainMetrics() {
	}

	static MicrometerServerStatistics start(MeterRegistry registry) {
		MicrometerServerObserver observer = new MicrometerServerObserver(registry);
		MqttServer server = MqttServer.create().observer(observer).start();
		MicrometerServerStatistics statistics = new MicrometerServerStatistics(server::statistics);
		statistics.bindTo(registry); // and keep it, the registry does not
		return statistics;
	}

}
