package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.mqttboot.benchmarks.load.LoadResult;

/**
 * Runs whole brokers side by side: in each round every broker in turn, each time in a new
 * process, so that noise and luck of compilation meet all of them alike. Prints each run
 * and writes a table.
 */
public final class Comparison {

	private final Settings settings;

	private final Table table;

	private final List<Contestant> contestants = new ArrayList<>();

	private Comparison(Settings settings) {
		this.settings = settings;
		this.table = new Table(settings);
	}

	/**
	 * Compares.
	 * @param args as in {@link Settings}
	 */
	public static void main(String[] args) throws IOException {
		Comparison comparison = new Comparison(Settings.of(args));
		Files.createDirectories(comparison.settings.output());
		comparison.admit();
		for (int round = 1; round <= comparison.settings.rounds(); round++) {
			comparison.round(round);
			comparison.write();
		}
		System.out.println(comparison.table.markdown());
	}

	private void admit() {
		Peers peers = new Peers(this.settings);
		for (String name : this.settings.brokers()) {
			try {
				Contestant contestant = Contestant.of(name, peers);
				this.contestants.add(contestant);
				this.table.add(contestant);
			}
			catch (PeerException ex) {
				System.out.println(name + " is not run: " + ex.getMessage());
				this.table.missing(name, String.valueOf(ex.getMessage()));
			}
		}
	}

	private void round(int round) {
		for (Contestant contestant : this.contestants) {
			try (BrokerProcess broker = BrokerProcess.start(contestant, this.settings.output())) {
				double warmUp = this.settings.warmUpSeconds();
				for (String scenario : this.settings.scenarios()) {
					run(round, contestant, broker, scenario, warmUp);
					warmUp = this.settings.warmUpSeconds() / 2;
				}
			}
			catch (IOException ex) {
				System.out.println(ex.getMessage());
				this.settings.scenarios()
					.forEach((scenario) -> this.table.series(scenario, contestant.name()).failed());
			}
		}
	}

	private void run(int round, Contestant contestant, BrokerProcess broker, String scenario, double warmUp) {
		Series series = this.table.series(scenario, contestant.name());
		try {
			LoadResult result = broker.run(scenario, warmUp, this.settings.measuredSeconds());
			series.add(result);
			System.out.println(String.format(Locale.ROOT, "%d %-18s %-12s %6.2f CPU-s/million %,11.0f/s%s", round,
					contestant.name(), scenario, result.cpuPerMillion(), result.perSecond(),
					result.isCorrect() ? "" : " FAULTS " + result));
		}
		catch (IOException ex) {
			System.out.println(round + " " + contestant.name() + ": " + ex.getMessage());
			series.failed();
		}
	}

	private void write() throws IOException {
		Files.writeString(this.settings.output().resolve("table.md"), heading() + this.table.markdown());
	}

	private String heading() {
		return String.format(Locale.ROOT, "%d rounds; %s %s on %d processors, %s %s; every broker with %s.%n%n",
				this.settings.rounds(), System.getProperty("java.vm.name"), System.getProperty("java.version"),
				Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
				System.getProperty("os.version"), Contestant.flags());
	}

}
