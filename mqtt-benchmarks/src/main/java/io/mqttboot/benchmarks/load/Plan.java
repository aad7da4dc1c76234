package io.mqttboot.benchmarks.load;

/**
 * How long a run takes.
 *
 * @param warmUpSeconds before anything is measured
 * @param measuredSeconds how long is measured
 */
public record Plan(double warmUpSeconds, double measuredSeconds) {

	long warmUpNanos() {
		return (long) (this.warmUpSeconds * 1e9);
	}

	long measuredNanos() {
		return (long) (this.measuredSeconds * 1e9);
	}

}
