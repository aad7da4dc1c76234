package io.mqttboot.benchmarks.state;

import java.util.List;

import io.mqttboot.benchmarks.load.Scenario;

/**
 * All scenarios about what a broker keeps, in the order of the tables.
 */
public final class State {

	/** All that there are. */
	public static final List<Scenario> ALL = List.of(new Subscriptions("subscriptions", 20_000),
			new Subscriptions("subscriptions-x10", 200_000), new Connects("connects", 5_000),
			new Idle("idle", 18_000, false), new Idle("idle-ws", 18_000, true), new Retained("retained", 20_000),
			new Retained("retained-x10", 200_000), new Offline("offline", 20_000), new Offline("offline-x10", 200_000));

	private State() {
	}

}
