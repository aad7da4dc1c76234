package io.mqttboot.benchmarks.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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

	private static final String BROKERS = "relay,mqttboot-1,mqttboot-1-direct,mqttboot,hivemq,moquette,mica,mosquitto";

	static Settings of(String[] args) {
		Map<String, String> given = new HashMap<>();
		for (String arg : args) {
			int equals = arg.indexOf('=');
			if (equals < 0) {
				throw new IllegalArgumentException("not name=value: " + arg);
			}
			given.put(arg.substring(0, equals), arg.substring(equals + 1));
		}
		Path root = Path.of(Objects.requireNonNullElse(given.remove("root"), "."));
		Map<String, Path> programs = programs(given);
		@Nullable String turns = given.remove("turns");
		boolean resume = Boolean.parseBoolean(given.remove("resume"));
		boolean all = given.isEmpty();
		Settings settings = new Settings(root, Integer.parseInt(given.getOrDefault("rounds", "9")),
				brokers(given.get("brokers"), programs), scenarios(given.get("scenarios")),
				Double.parseDouble(given.getOrDefault("warmup", "3")),
				Double.parseDouble(given.getOrDefault("measure", "2")),
				Double.parseDouble(given.getOrDefault("rate", "NaN")),
				Boolean.parseBoolean(given.getOrDefault("write", Boolean.toString(all))), resume,
				(turns != null) ? Path.of(turns) : null, flags(given.get("flags")), programs);
		given.keySet()
			.removeAll(List.of("rounds", "brokers", "scenarios", "warmup", "measure", "rate", "write", "flags"));
		if (!given.isEmpty()) {
			throw new IllegalArgumentException("unknown: " + given.keySet());
		}
		return settings;
	}

	private static List<String> flags(@Nullable String flags) {
		return (flags != null) ? list(flags) : List.of();
	}

	private static List<Scenario> scenarios(@Nullable String names) {
		return (names != null) ? list(names).stream().map(Scenarios::of).toList() : Scenarios.ALL;
	}

	// a program that is named takes part
	private static List<String> brokers(@Nullable String names, Map<String, Path> programs) {
		if (names != null) {
			return list(names);
		}
		return Stream.concat(list(BROKERS).stream(), programs.keySet().stream().sorted()).distinct().toList();
	}

	private static Map<String, Path> programs(Map<String, String> given) {
		Map<String, Path> programs = new HashMap<>();
		for (String name : PROGRAMS) {
			String path = given.remove(name);
			if (path != null) {
				programs.put(name, Path.of(path));
			}
		}
		return programs;
	}

	private static List<String> list(String text) {
		return Arrays.asList(text.split(","));
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
