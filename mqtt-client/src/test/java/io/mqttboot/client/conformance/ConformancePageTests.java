package io.mqttboot.client.conformance;

import java.nio.file.Path;

import io.mqttboot.testkit.ClauseCoverage;
import io.mqttboot.testkit.ConformancePageContract;

/**
 * Keeps {@code docs/conformance-client.md} true and without holes. Only the client's own
 * tests count: what is shared with the server is proved anew from this side.
 */
class ConformancePageTests implements ConformancePageContract {

	private static final ClauseCoverage COVERAGE = ClauseCoverage.ofClient(Path.of("target", "test-classes"));

	@Override
	public Path page() {
		return Path.of("..", "docs", "conformance-client.md");
	}

	@Override
	public ClauseCoverage coverage() {
		return COVERAGE;
	}

}
