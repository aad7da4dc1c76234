package io.mqttboot.server.conformance;

import java.nio.file.Path;

import io.mqttboot.testkit.ClauseCoverage;
import io.mqttboot.testkit.ConformancePageContract;

/**
 * Keeps {@code docs/conformance.md} true and without holes.
 */
class ConformancePageTests implements ConformancePageContract {

	private static final ClauseCoverage COVERAGE = ClauseCoverage.ofServer(Path.of("target", "test-classes"),
			Path.of("..", "mqtt-protocol", "target", "test-classes"));

	@Override
	public Path page() {
		return Path.of("..", "docs", "conformance.md");
	}

	@Override
	public ClauseCoverage coverage() {
		return COVERAGE;
	}

}
