package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Something to do with a broker, and what to measure meanwhile.
 */
public interface Scenario extends Measured {

	/** What a broker must be able to do. */
	default Set<Ability> needs() {
		return Set.of();
	}

	/** Whether it gets a process of the broker in which nothing has run before. */
	default boolean wantsNewBroker() {
		return false;
	}

	/**
	 * The scenario whose slowest broker says how fast this one goes, if it needs to know.
	 */
	default Optional<Scenario> calibration() {
		return Optional.empty();
	}

	/** How long it may take beside what the plan says. */
	default double secondsMore() {
		return 60;
	}

	/**
	 * Does it once.
	 * @param target the broker
	 * @param plan for how long
	 * @return what came out
	 * @throws IOException if the broker cannot do it
	 */
	RunResult run(Target target, Plan plan) throws IOException;

}
