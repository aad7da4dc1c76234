package io.mqttboot.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What processes of ours say on their standard output.
 */
final class Answers {

	private static final int END_SECONDS = 2;

	private static final int KILL_SECONDS = 10;

	private Answers() {
	}

	/**
	 * Returns the first line that begins with one of these, null if there is none in
	 * time.
	 */
	static @Nullable String lineOf(Process process, int seconds, String... beginnings) throws IOException {
		CompletableFuture<Void> watch = CompletableFuture.runAsync(process::destroyForcibly,
				CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		try {
			String line = reader.readLine();
			while (line != null && !Arrays.stream(beginnings).anyMatch(line::startsWith)) {
				line = reader.readLine();
			}
			return line;
		}
		finally {
			watch.cancel(false);
		}
	}

	/** Waits for the end of a process, and does not wait for ever. */
	static void end(Process process) {
		try {
			if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly().waitFor(KILL_SECONDS, TimeUnit.SECONDS);
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
