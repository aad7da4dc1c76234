package io.mqttboot.benchmarks.load;

import java.net.InetSocketAddress;

/**
 * The broker under load.
 *
 * @param address where it listens
 * @param process what it runs in
 */
public record Target(InetSocketAddress address, ProcessHandle process) {

	/**
	 * Returns a broker on this machine.
	 * @param port where it listens
	 * @param processId what it runs in
	 * @return the broker
	 */
	public static Target of(int port, long processId) {
		return new Target(new InetSocketAddress("127.0.0.1", port), ProcessHandle.of(processId).orElseThrow());
	}

	/** What its process has used of the processors so far. */
	public double cpuSeconds() {
		return this.process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
	}

}
