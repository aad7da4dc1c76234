package io.mqttboot.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * A running broker, from its start until it is closed. Ends with this process at the
 * latest: its standard input ends then.
 */
final class BrokerProcess implements AutoCloseable {

	private static final int SECONDS_MAX = 60;

	private final Process process;

	private final int port;

	private final Path log;

	private BrokerProcess(Process process, int port, Path log) {
		this.process = process;
		this.port = port;
		this.log = log;
	}

	static BrokerProcess start(Contestant contestant, Path output) throws IOException {
		int port = freePort();
		Path log = output.resolve(contestant.name() + ".log");
		Process process = new ProcessBuilder(contestant.command(port)).redirectError(log.toFile()).start();
		BrokerProcess broker = new BrokerProcess(process, port, log);
		if (lineOf(process, SECONDS_MAX, "ready") == null) {
			broker.close();
			throw new IOException(contestant.name() + " did not start, see " + log.getFileName());
		}
		return broker;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/** Puts it under load once. */
	RunResult run(Scenario scenario, Plan plan) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Contestant.java(), "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=1g",
						"-cp", System.getProperty("java.class.path"), ScenarioRun.class.getName()));
		command.addAll(List.of(Integer.toString(this.port), Long.toString(this.process.pid()), scenario.name(),
				Double.toString(plan.warmUpSeconds()), Double.toString(plan.measuredSeconds()),
				Double.toString(plan.rate())));
		Path loadLog = this.log.resolveSibling("load.log");
		Process load = new ProcessBuilder(command).redirectError(loadLog.toFile()).start();
		try {
			int seconds = SECONDS_MAX + (int) (plan.warmUpSecondsMax() + plan.measuredSeconds());
			String line = lineOf(load, seconds, RunResult.LINE, ScenarioRun.FAILED);
			if (line == null) {
				throw new IOException("not done after " + seconds + " s");
			}
			if (line.startsWith(ScenarioRun.FAILED)) {
				throw new IOException(line.substring(ScenarioRun.FAILED.length()));
			}
			return RunResult.parse(line);
		}
		finally {
			end(load);
		}
	}

	// returns the first line that begins with one of these, null if there is none in time
	private static @Nullable String lineOf(Process process, int seconds, String... beginnings) throws IOException {
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

	@Override
	public void close() throws IOException {
		this.process.getOutputStream().close();
		end(this.process);
	}

	private static void end(Process process) {
		try {
			if (!process.waitFor(2, TimeUnit.SECONDS)) {
				process.destroyForcibly().waitFor(SECONDS_MAX, TimeUnit.SECONDS);
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
