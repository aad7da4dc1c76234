package io.mqttboot.benchmarks.smoke;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.mqttboot.benchmarks.compare.RelayRatio;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Whether something has become much slower. What seems so is measured once more before it
 * counts.
 */
public final class Smoke {

	private static final List<String> SCENARIOS = List.of("pairs-q0", "pairs-q1");

	private final Path root;

	private final Baseline baseline;

	private Smoke(Path root, Baseline baseline) {
		this.root = root;
		this.baseline = baseline;
	}

	/**
	 * Measures, and ends with status 1 if it has.
	 * @param args the folder of the project; then {@code store} to store what is measured
	 */
	public static void main(String[] args) throws IOException, RunnerException {
		Path root = Path.of(args[0]);
		Path file = root.resolve("mqtt-benchmarks/baseline.properties");
		Smoke smoke = new Smoke(root, Baseline.read(file));
		Map<String, Double> measured = smoke.ratios(SCENARIOS);
		measured.putAll(Allocations.measure());
		System.out.println(smoke.baseline.words(measured));
		if (args.length > 1 && args[1].equals("store")) {
			new Baseline(measured).write(file);
			return;
		}
		List<String> worse = smoke.baseline.worse(measured);
		if (!worse.isEmpty()) {
			System.out.println("Once more, because of " + worse);
			Map<String, Double> again = smoke.again(worse);
			System.out.println(smoke.baseline.words(again));
			worse = smoke.baseline.worse(again);
		}
		if (!worse.isEmpty()) {
			System.out.println("Became much slower: " + worse);
			System.exit(1);
		}
	}

	private Map<String, Double> ratios(List<String> scenarios) throws IOException {
		Map<String, Double> ratios = new TreeMap<>();
		RelayRatio.measure(this.root, scenarios).forEach((name, ratio) -> ratios.put(Kind.RATIO.name(name), ratio));
		return ratios;
	}

	private Map<String, Double> again(List<String> worse) throws IOException, RunnerException {
		Map<String, Double> again = new TreeMap<>();
		List<String> scenarios = SCENARIOS.stream().filter((each) -> worse.contains(Kind.RATIO.name(each))).toList();
		if (!scenarios.isEmpty()) {
			again.putAll(ratios(scenarios));
		}
		if (scenarios.size() < worse.size()) {
			again.putAll(Allocations.measure());
		}
		return again;
	}

}
