package io.mqttboot.benchmarks.state;

import java.io.IOException;

import io.mqttboot.benchmarks.load.Target;

/**
 * What the process of a broker keeps, in bytes; NaN for what nothing tells.
 *
 * @param resident what the system says of it
 * @param liveHeap the live objects of a Java heap
 */
record Memory(double resident, double liveHeap) {

	/** Looks at a broker, after a collection of its garbage if it is a Java one. */
	static Memory of(Target target) throws IOException {
		double liveHeap = target.liveHeapBytes();
		return new Memory(target.residentBytes(), liveHeap);
	}

	/** Returns what each of so many things added. */
	Memory since(Memory before, int count) {
		return new Memory((this.resident - before.resident) / count, (this.liveHeap - before.liveHeap) / count);
	}

}
