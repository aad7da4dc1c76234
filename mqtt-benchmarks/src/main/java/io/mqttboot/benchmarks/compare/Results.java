package io.mqttboot.benchmarks.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What all runs came to, by scenario and broker.
 */
final class Results {

	// by scenario, then by broker, both in the order in which they were run
	private final Map<String, Map<String, Series>> series = new LinkedHashMap<>();

	private final Map<String, String> titles = new LinkedHashMap<>();

	private final Map<String, String> missing = new LinkedHashMap<>();

	/** A broker takes part. */
	void add(Contestant contestant) {
		title(contestant.name(), contestant.title());
	}

	/** Says what a broker is called in tables. */
	void title(String broker, String title) {
		this.titles.put(broker, title);
	}

	/** A broker takes no part. */
	void missing(String broker, String why) {
		this.missing.put(broker, why);
	}

	/** Returns the runs of a broker in a scenario, to add one. */
	Series series(String scenario, String broker) {
		return this.series.computeIfAbsent(scenario, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(broker, (key) -> new Series());
	}

	/** Returns the runs of a broker in a scenario, if there is a result. */
	@Nullable Series found(String scenario, String broker) {
		Series found = this.series.getOrDefault(scenario, Map.of()).get(broker);
		return (found == null || found.isEmpty()) ? null : found;
	}

	/** Returns all of a scenario by broker. */
	Map<String, Series> of(String scenario) {
		return Collections.unmodifiableMap(this.series.getOrDefault(scenario, Map.of()));
	}

	/** Returns what a broker is called in tables. */
	String title(String broker) {
		return this.titles.getOrDefault(broker, broker);
	}

	/** Returns who takes no part, and why. */
	Map<String, String> missing() {
		return Collections.unmodifiableMap(this.missing);
	}

}
