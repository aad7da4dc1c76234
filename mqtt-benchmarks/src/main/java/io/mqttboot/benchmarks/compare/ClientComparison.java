package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import io.mqttboot.benchmarks.client.ClientRun;
import io.mqttboot.benchmarks.client.ClientTraffic;
import io.mqttboot.benchmarks.client.Library;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;

/**
 * Runs client libraries side by side: in each round every library in turn, each traffic
 * in a new process, against one server of ours in this one. Prints each run and writes
 * tables.
 */
public final class ClientComparison {

	private static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC");

	private final Settings settings;

	private final Results results = new Results();

	private final Journal journal;

	ClientComparison(Settings settings) throws IOException {
		Files.createDirectories(settings.output());
		this.settings = settings;
		this.journal = Journal.open(settings.journal(), settings.resume, this.results);
		settings.libraries.forEach((library) -> this.results.title(library.id(), library.title()));
	}

	/**
	 * What the command line says, as {@code name=value}.
	 *
	 * @param root the folder of the project
	 * @param rounds how often each library is run
	 * @param libraries which are compared; the first one is what the others are set
	 * against
	 * @param traffic what is run with each
	 * @param warmUpSeconds the least that a library has of the processors before it is
	 * measured
	 * @param measuredSeconds how long is measured
	 * @param write whether the page about performance is written; it is when nothing else
	 * is said
	 * @param resume whether what an earlier command has measured counts
	 * @param turns a file that is locked during each run, null if there is none
	 */
	record Settings(Path root, int rounds, List<Library> libraries, List<ClientTraffic> traffic, double warmUpSeconds,
			double measuredSeconds, boolean write, boolean resume, @Nullable Path turns) {

		static Settings of(String[] args) {
			Arguments given = new Arguments(args);
			Path root = Objects.requireNonNullElse(given.path("root"), Path.of("."));
			@Nullable Path turns = given.path("turns");
			boolean resume = given.flag("resume", false);
			boolean all = given.isEmpty();
			List<String> ids = Objects.requireNonNullElse(given.list("libraries"),
					Stream.of(Library.values()).map(Library::id).toList());
			List<String> traffic = Objects.requireNonNullElse(given.list("traffic"),
					ClientTraffic.ALL.stream().map(ClientTraffic::name).toList());
			Settings settings = new Settings(root, (int) given.number("rounds", 9),
					ids.stream().map(Library::of).toList(), traffic.stream().map(ClientTraffic::of).toList(),
					given.number("warmup", 4), given.number("measure", 2), given.flag("write", all), resume, turns);
			given.end();
			return settings;
		}

		/** Where logs go. */
		Path output() {
			return this.root.resolve("mqtt-benchmarks/target/comparison");
		}

		Path page() {
			return this.write ? this.root.resolve("docs/performance.md") : output().resolve("clients.md");
		}

		/** Where each run stands that the page is about: beside it. */
		Path journal() {
			return page().resolveSibling("performance-clients.tsv");
		}

	}

	/**
	 * Compares.
	 * @param args as in {@link Settings}
	 */
	public static void main(String[] args) throws IOException {
		ClientComparison comparison = new ClientComparison(Settings.of(args));
		MqttServer server = MqttServer.create()
			.ip("127.0.0.1")
			.port(0)
			.configure((config) -> config.eventLoops(1))
			.start();
		for (int round = 1; round <= comparison.settings.rounds; round++) {
			comparison.round(round, server.port());
		}
		server.stop();
		System.out.println(comparison.write());
	}

	private void round(int round, int port) throws IOException {
		for (ClientTraffic traffic : this.settings.traffic) {
			for (Library library : this.settings.libraries) {
				if (!this.journal.has(round, library.id(), traffic.name())) {
					try (Turn turn = Turn.take(this.settings.turns)) {
						run(round, library, traffic, port);
					}
				}
			}
		}
	}

	private void run(int round, Library library, ClientTraffic traffic, int port) throws IOException {
		Series series = this.results.series(traffic.name(), library.id());
		String line = answer(library, traffic, port);
		if (line == null || line.startsWith(ClientRun.FAILED)) {
			String why = (line != null) ? line.substring(ClientRun.FAILED.length()) : "no answer";
			series.failed(why);
			this.journal.failed(round, library.id(), library.title(), traffic.name(), why);
			System.out.println(round + " " + library.id() + " " + traffic.name() + ": " + why);
			return;
		}
		RunResult result = RunResult.parse(line);
		series.add(result);
		this.journal.add(round, library.id(), library.title(), traffic.name(), result);
		System.out.println(String.format(Locale.ROOT, "%d %-10s %-12s %.2f %s; %,.0f %s; faults: %s", round,
				library.id(), traffic.name(), result.value(Figure.CPU), Figure.CPU.title(), result.value(Figure.RATE),
				Figure.RATE.title(), result.faults().words()));
	}

	private @Nullable String answer(Library library, ClientTraffic traffic, int port) throws IOException {
		List<String> command = Stream.of(Stream.of(JavaLaunch.java()), FLAGS.stream(),
				Stream.of("-cp", System.getProperty("java.class.path"), ClientRun.class.getName(), library.id(),
						Integer.toString(port), traffic.name(), Double.toString(this.settings.warmUpSeconds),
						Double.toString(this.settings.measuredSeconds)))
			.flatMap((part) -> part)
			.toList();
		Path log = this.settings.output().resolve(library.id() + "-client.log");
		Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
		try {
			int seconds = 60 + (int) (10 * this.settings.warmUpSeconds + this.settings.measuredSeconds);
			return Answers.lineOf(process, seconds, ClientRun.answers());
		}
		finally {
			Answers.end(process);
		}
	}

	private String write() throws IOException {
		String heading = String.format(Locale.ROOT,
				"%d rounds; at least %s s of warm-up, %s s measured; %s %s on %d processors; every library with `%s`, in a process of its own, against one server of ours with one event loop in another.%n",
				this.settings.rounds, this.settings.warmUpSeconds, this.settings.measuredSeconds,
				System.getProperty("java.vm.name"), System.getProperty("java.version"),
				Runtime.getRuntime().availableProcessors(), String.join(" ", FLAGS));
		String targets = new ClientTargets(this.results).markdown();
		List<ClientTraffic> measured = ClientTraffic.ALL.stream()
			.filter((traffic) -> !this.results.of(traffic.name()).isEmpty())
			.toList();
		Report report = new Report(this.results, measured, this.settings.libraries.get(0).id());
		String all = heading + (targets.isEmpty() ? "" : "\n### Targets of the client\n\n" + targets);
		report.write(new Page(this.settings.page(), "mqtt-benchmarks/clients"), all);
		return report.markdown(all);
	}

}
