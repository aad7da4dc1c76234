package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;

import io.mqttboot.benchmarks.load.Ability;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;

/**
 * Runs whole brokers side by side: in each round every broker in turn, each time in a new
 * process, so that noise and luck of compilation meet all of them alike. Prints each run
 * and writes a table.
 */
public final class Comparison {

	// who cannot do a scenario is not asked for ever
	private static final int ATTEMPTS = 2;

	// no round begins after so many times the time that all should take
	private static final int ESTIMATES_MAX = 2;

	private final Settings settings;

	private final Results results = new Results();

	private final List<Contestant> contestants = new ArrayList<>();

	private final Journal journal;

	private final Duration estimate;

	private final Pace pace;

	private int rounds;

	Comparison(Settings settings) throws IOException {
		Files.createDirectories(settings.output());
		this.settings = settings;
		this.journal = Journal.open(settings.journal(), settings.resume(), this.results);
		admit();
		this.estimate = settings.estimate(this.contestants.size());
		System.out.println(String.format("This takes about %d:%02d h, at most %d times as long.",
				this.estimate.toHours(), this.estimate.toMinutesPart(), ESTIMATES_MAX));
		this.pace = Pace.of(settings, this.contestants);
	}

	/**
	 * Compares.
	 * @param args as in {@link Settings}
	 */
	public static void main(String[] args) throws IOException {
		Settings settings = Settings.of(args);
		Comparison comparison = new Comparison(settings);
		comparison.rounds();
		System.out.println(comparison.markdown());
	}

	/** Runs all rounds that there is time for. */
	void rounds() throws IOException {
		long latest = System.nanoTime() + ESTIMATES_MAX * this.estimate.toNanos();
		while (this.rounds < this.settings.rounds() && System.nanoTime() - latest < 0) {
			this.rounds++;
			round(this.rounds);
			Files.writeString(this.settings.output().resolve("table.md"), markdown());
		}
		report().write(new Page(this.settings.page(), "mqtt-benchmarks/run"), heading());
	}

	Results results() {
		return this.results;
	}

	private void admit() {
		Peers peers = new Peers(this.settings);
		Programs programs = new Programs(this.settings.programs(), this.settings.output());
		for (String name : this.settings.brokers()) {
			try {
				Contestant contestant = Contestant.of(name, peers, programs);
				this.contestants.add(contestant);
				this.results.add(contestant);
			}
			catch (PeerException ex) {
				System.out.println(name + " is not run: " + ex.getMessage());
				this.results.missing(name, String.valueOf(ex.getMessage()));
			}
		}
	}

	private void round(int round) {
		for (Contestant contestant : this.contestants) {
			Queue<Scenario> left = new ArrayDeque<>(this.settings.scenarios());
			left.removeIf((scenario) -> isUnable(contestant, scenario)
					|| this.journal.has(round, contestant.name(), scenario.name()));
			while (!left.isEmpty()) {
				process(round, contestant, left);
			}
		}
	}

	private boolean isUnable(Contestant contestant, Scenario scenario) {
		Optional<String> lack = contestant.lack(scenario);
		lack.ifPresent((why) -> this.results.series(scenario.name(), contestant.name()).unable(why));
		return lack.isPresent();
	}

	// What has failed once leaves no process behind for others to fail in.
	private void process(int round, Contestant contestant, Queue<Scenario> left) {
		boolean webSocket = left.stream().anyMatch((each) -> each.needs().contains(Ability.WEB_SOCKET));
		try (Turn turn = Turn.take(this.settings.turns());
				BrokerProcess broker = BrokerProcess.start(contestant, webSocket, this.settings)) {
			boolean sound = true;
			do {
				sound = run(round, contestant, broker, left.remove());
			}
			while (sound && !left.isEmpty() && !left.element().wantsNewBroker());
		}
		catch (IOException ex) {
			System.out.println(round + " " + contestant.name() + ": " + ex.getMessage());
			left.forEach((scenario) -> failed(round, contestant, scenario, String.valueOf(ex.getMessage())));
			left.clear();
		}
	}

	private void failed(int round, Contestant contestant, Scenario scenario, String why) {
		this.results.series(scenario.name(), contestant.name()).failed(why);
		this.journal.failed(round, contestant.name(), contestant.title(), scenario.name(), why);
	}

	private boolean run(int round, Contestant contestant, BrokerProcess broker, Scenario scenario) {
		Series series = this.results.series(scenario.name(), contestant.name());
		if (series.isEmpty() && series.failures() >= ATTEMPTS) {
			return true;
		}
		try {
			RunResult result = broker.run(scenario, this.settings.plan(this.pace.rate(scenario)));
			series.add(result);
			this.journal.add(round, contestant.name(), contestant.title(), scenario.name(), result);
			StringBuilder line = new StringBuilder(
					String.format(Locale.ROOT, "%d %-18s %-14s", round, contestant.name(), scenario.name()));
			for (Figure figure : scenario.figures()) {
				line.append(String.format(Locale.ROOT, " %,." + figure.decimals() + "f %s;", result.value(figure),
						figure.title()));
			}
			System.out.println(line + " faults: " + result.faults().words());
			return true;
		}
		catch (IOException ex) {
			System.out.println(round + " " + contestant.name() + " " + scenario.name() + ": " + ex.getMessage());
			failed(round, contestant, scenario, String.valueOf(ex.getMessage()));
			return false;
		}
	}

	private Report report() {
		List<Scenario> measured = Scenarios.ALL.stream()
			.filter((scenario) -> !this.results.of(scenario.name()).isEmpty())
			.toList();
		return new Report(this.results, measured, this.settings.brokers().get(0));
	}

	private String markdown() {
		return report().markdown(heading());
	}

	private String heading() {
		return String.format(Locale.ROOT,
				"%d rounds; at least %s s of warm-up, %s s measured; %s %s on %d processors, %s %s; every broker with `%s`.%n%s",
				this.rounds, this.settings.warmUpSeconds(), this.settings.measuredSeconds(),
				System.getProperty("java.vm.name"), System.getProperty("java.version"),
				Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
				System.getProperty("os.version"), JavaLaunch.flags(this.settings.flags()), this.pace.words());
	}

}
