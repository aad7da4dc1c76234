package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

import io.mqttboot.benchmarks.load.RunResult;

/**
 * What was measured so far, in a file, so that a long comparison can be cut into parts: a
 * line for each run, with its round, the broker, what that is called, the scenario, and
 * the result or why there is none, and tabs between them.
 */
final class Journal {

	private static final String FAILED = "failed ";

	private final Path file;

	private final Set<String> known = new HashSet<>();

	private Journal(Path file) {
		this.file = file;
	}

	/**
	 * Opens a journal.
	 * @param file where it is
	 * @param resume whether what is in it counts; otherwise it is begun anew
	 * @param results what is in it is added to these
	 */
	static Journal open(Path file, boolean resume, Results results) throws IOException {
		Journal journal = new Journal(file);
		if (resume && Files.exists(file)) {
			for (String line : Files.readAllLines(file)) {
				journal.read(line.split("\t", 5), results);
			}
		}
		else {
			Files.deleteIfExists(file);
		}
		return journal;
	}

	private void read(String[] words, Results results) {
		this.known.add(key(Integer.parseInt(words[0]), words[1], words[3]));
		results.title(words[1], words[2]);
		Series series = results.series(words[3], words[1]);
		if (words[4].startsWith(FAILED)) {
			series.failed(words[4].substring(FAILED.length()));
		}
		else {
			series.add(RunResult.parse(words[4]));
		}
	}

	private static String key(int round, String broker, String scenario) {
		return round + "\t" + broker + "\t" + scenario;
	}

	/** Whether a run is in it. */
	boolean has(int round, String broker, String scenario) {
		return this.known.contains(key(round, broker, scenario));
	}

	/** A run came to a result. */
	void add(int round, String name, String title, String scenario, RunResult result) {
		write(round, name, title, scenario, result.line());
	}

	/** A run came to none. */
	void failed(int round, String name, String title, String scenario, String why) {
		write(round, name, title, scenario, FAILED + why.replaceAll("\\s", " "));
	}

	private void write(int round, String name, String title, String scenario, String what) {
		this.known.add(key(round, name, scenario));
		String line = String.join("\t", Integer.toString(round), name, title, scenario, what);
		try {
			Files.writeString(this.file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("the journal of the comparison cannot be written", ex);
		}
	}

}
