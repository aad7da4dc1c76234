package io.mqttboot.benchmarks.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says, as {@code name=value}.
 *
 * @param root the folder of the project
 * @param rounds how often each broker is run
 * @param brokers who is compared; the first one is what the others are set against
 * @param scenarios what is run against each broker, in one process of it
 * @param warmUpSeconds the least that a broker has of the processors before a scenario is
 * measured
 * @param measuredSeconds how long each scenario is measured
 * @param rate messages a second where latency is measured, NaN for half of what the
 * slowest broker can
 * @param write whether the page about performance is written, otherwise only what is in
 * {@link #output()}; it is when nothing else is said
 * @param resume whether what an earlier command has measured counts, and only what is
 * missing is run
 * @param turns a file that is locked while a broker has its turn, so that other work on
 * the machine can wait for its own; null if there is none
 * @param flags of the virtual machine of every broker that runs on one, beside those that
 * are always given
 * @param programs where brokers are that are programs, by their names
 */
record Settings(Path root, int rounds, List<String> brokers, List<Scenario> scenarios, double warmUpSeconds,
		double measuredSeconds, double rate, boolean write, boolean resume, @Nullable Path turns, List<String> flags,
		Map<String, Path> programs) {

	// what a run and a broker need beside the time that is asked for
	private static final double RUN_SECONDS = 2;

	private static final double START_SECONDS = 3;

	private static final double WARM_UP_FACTOR = 1.5;

	private static final List<String> PROGRAMS = List.of("mosquitto", "flashmq");

	private static final List<String> BROKERS = List.of("relay", "mqttboot-1", "mqttboot-1-direct", "mqttboot",
			"hivemq", "moquette", "mica", "mosquitto");

	static Settings of(String[] args) {
		Arguments given = new Arguments(args);
		Path root = Objects.requireNonNullElse(given.path("root"), Path.of("."));
		Map<String, Path> programs = programs(given);
		@Nullable Path turns = given.path("turns");
		boolean resume = given.flag("resume", false);
		boolean all = given.isEmpty();
		Settings settings = new Settings(root, (int) given.number("rounds", 9),
				brokers(given.list("brokers"), programs), scenarios(given.list("scenarios")), given.number("warmup", 3),
				given.number("measure", 2), given.number("rate", Double.NaN), given.flag("write", all), resume, turns,
				Objects.requireNonNullElse(given.list("flags"), List.of()), programs);
		given.end();
		return settings;
	}

	private static List<Scenario> scenarios(@Nullable List<String> names) {
		return (names != null) ? names.stream().map(Scenarios::of).toList() : Scenarios.ALL;
	}

	// a program that is named takes part
	private static List<String> brokers(@Nullable List<String> names, Map<String, Path> programs) {
		return (names != null) ? names
				: Stream.concat(BROKERS.stream(), programs.keySet().stream().sorted()).distinct().toList();
	}

	private static Map<String, Path> programs(Arguments given) {
		Map<String, Path> programs = new HashMap<>();
		for (String name : PROGRAMS) {
			Path path = given.path(name);
			if (path != null) {
				programs.put(name, path);
			}
		}
		return programs;
	}

	/** Returns how each scenario is run. */
	Plan plan(double pace) {
		return new Plan(this.warmUpSeconds, this.measuredSeconds, pace);
	}

	/**
	 * Where the page about performance is, or a page of the same kind that nobody keeps.
	 */
	Path page() {
		return this.write ? this.root.resolve("docs/performance.md") : output().resolve("performance.md");
	}

	/** Where each run stands that the page is about: beside it. */
	Path journal() {
		return page().resolveSibling("performance.tsv");
	}

	/** How long it takes with so many brokers, if nothing fails. */
	Duration estimate(int contestants) {
		double run = WARM_UP_FACTOR * this.warmUpSeconds + this.measuredSeconds + RUN_SECONDS;
		long calibrations = this.scenarios.stream().flatMap((scenario) -> scenario.calibration().stream()).count();
		double all = this.rounds * (START_SECONDS + this.scenarios.size() * run)
				+ (Double.isNaN(this.rate) ? calibrations * run : 0);
		return Duration.ofMillis((long) (1_000 * contestants * all));
	}

	/** Where logs and tables go. */
	Path output() {
		return this.root.resolve("mqtt-benchmarks/target/comparison");
	}

}
