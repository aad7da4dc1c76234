package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Scenario;

/**
 * How fast the scenarios go that must be told: the same for all brokers, half of what the
 * slowest of them can.
 */
final class Pace {

	private static final double PART = 0.5;

	// messages a second, by scenario of the closed loop
	private final Map<String, Double> rates = new HashMap<>();

	/**
	 * Lets every broker show what it can, unless the settings say how fast.
	 * @return the pace for all of the settings' scenarios
	 */
	static Pace of(Settings settings, List<Contestant> contestants) {
		Pace pace = new Pace();
		List<Scenario> calibrations = settings.scenarios()
			.stream()
			.flatMap((scenario) -> scenario.calibration().stream())
			.distinct()
			.toList();
		if (Double.isFinite(settings.rate())) {
			calibrations.forEach((scenario) -> pace.rates.put(scenario.name(), settings.rate()));
		}
		else if (!calibrations.isEmpty()) {
			contestants.forEach((contestant) -> pace.calibrate(settings, contestant, calibrations));
		}
		return pace;
	}

	private void calibrate(Settings settings, Contestant contestant, List<Scenario> calibrations) {
		try (BrokerProcess broker = BrokerProcess.start(contestant, false, settings)) {
			for (Scenario scenario : calibrations.stream().filter((each) -> contestant.lack(each).isEmpty()).toList()) {
				double rate = PART * broker.run(scenario, settings.plan(Double.NaN)).value(Figure.RATE);
				this.rates.merge(scenario.name(), rate, Math::min);
				System.out.println(String.format(Locale.ROOT, "half load of %s in %s: %,.0f/s", contestant.name(),
						scenario.name(), rate));
			}
		}
		catch (IOException ex) {
			System.out.println(contestant.name() + " sets no pace: " + ex.getMessage());
		}
	}

	/** Returns how a scenario goes. */
	double rate(Scenario scenario) {
		return scenario.calibration().map((each) -> this.rates.get(each.name())).orElse(Double.NaN);
	}

	/** In words, empty if nothing had to be told. */
	String words() {
		StringBuilder words = new StringBuilder();
		this.rates.forEach((scenario, rate) -> words.append(String.format(Locale.ROOT,
				"Latency of %s was measured at %,.0f messages a second.%n", scenario, rate)));
		return words.toString();
	}

}
