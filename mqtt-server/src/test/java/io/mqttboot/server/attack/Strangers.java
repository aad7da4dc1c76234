package io.mqttboot.server.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@link StrangersMain} in a process of its own, because one process cannot open so many
 * files, and behind all others for a processor, because strangers have machines of their
 * own.
 */
final class Strangers implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private String report = "";

	Strangers(int port, StrangersMain.Habit habit, int total, int atOnce, int aSecond) throws IOException {
		String java = System.getProperty("java.home") + "/bin/java";
		ProcessBuilder builder = new ProcessBuilder(
				List.of("nice", "-n", "19", java, "-Xmx256m", "-cp", System.getProperty("java.class.path"),
						StrangersMain.class.getName(), "" + port, habit.name(), "" + total, "" + atOnce, "" + aSecond))
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		this.process = builder.start();
		this.output = this.process.inputReader(StandardCharsets.UTF_8);
		if (!"ready".equals(this.output.readLine())) {
			throw new IOException("no strangers");
		}
	}

	void begin() throws IOException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
	}

	boolean hasEnded() {
		return !this.process.isAlive();
	}

	/** Returns what they say they did, once they have ended. */
	String report() throws IOException {
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			this.report += line;
		}
		return this.report;
	}

	@Override
	public void close() throws IOException {
		this.process.destroyForcibly();
		this.output.close();
	}

}
