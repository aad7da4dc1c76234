package io.mqttboot.benchmarks.smoke;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the micro-benchmarks allocate, at least, since the compiler saves more the longer
 * it works, and what they cost one another, by short runs.
 */
final class Allocations {

	private static final String UNIT = "PublishDecode.decode/V3/64";

	private static final TimeValue TIME = TimeValue.milliseconds(500);

	private Allocations() {
	}

	static Map<String, Double> measure() throws RunnerException {
		// whoever else measures on this machine: bytes stay the same
		System.setProperty("jmh.ignoreLock", "true");
		Collection<RunResult> results = new Runner(
				new OptionsBuilder().include("\\.(PublishPath|PublishDecode|AckEncode|TopicMatch)\\.")
					.forks(1)
					.warmupIterations(2)
					.warmupTime(TIME)
					.measurementIterations(4)
					.measurementTime(TIME)
					.addProfiler(GCProfiler.class)
					.verbosity(VerboseMode.SILENT)
					.build())
			.run();
		Map<String, Double> scores = new TreeMap<>();
		Map<String, Double> measured = new TreeMap<>();
		for (RunResult result : results) {
			String name = name(result.getParams());
			scores.put(name, result.getPrimaryResult().getScore());
			measured.put(Kind.BYTES.name(name),
					Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
						.getStatistics()
						.getMin());
		}
		double unit = scores.getOrDefault(UNIT, Double.NaN);
		scores.forEach((name, score) -> measured.put(Kind.SCORE.name(name), score / unit));
		return measured;
	}

	// the class and the method, then the parameters in the order of their names
	private static String name(BenchmarkParams params) {
		String[] path = params.getBenchmark().split("\\.");
		List<String> words = new ArrayList<>(List.of(path[path.length - 2] + "." + path[path.length - 1]));
		params.getParamsKeys().stream().sorted().map(params::getParam).forEach(words::add);
		return String.join("/", words);
	}

}
