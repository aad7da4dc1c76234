package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;

/**
 * A running broker, from its start until it is closed. Ends with this process at the
 * latest: its standard input ends then.
 */
final class BrokerProcess implements AutoCloseable {

	private static final int SECONDS_MAX = 60;

	private static final long RETRY_NANOS = 20_000_000;

	private final Process process;

	private final Launch launch;

	private final Ports ports;

	private final Path log;

	private final Thread shutdown;

	private BrokerProcess(Process process, Launch launch, Ports ports, Path log) {
		this.process = process;
		this.launch = launch;
		this.ports = ports;
		this.log = log;
		this.shutdown = new Thread(process::destroy);
		Runtime.getRuntime().addShutdownHook(this.shutdown);
	}

	/** Starts a broker, with a port for WebSocket if that is needed. */
	static BrokerProcess start(Contestant contestant, boolean webSocket, Settings settings) throws IOException {
		Ports ports = Ports.free(webSocket);
		Path log = settings.output().resolve(contestant.name() + ".log");
		Launch launch = contestant.launch().with(settings.flags());
		Process process = new ProcessBuilder(launch.command(ports)).redirectError(log.toFile()).start();
		BrokerProcess broker = new BrokerProcess(process, launch, ports, log);
		if (!(launch.isOurs() ? Answers.lineOf(process, SECONDS_MAX, "ready") != null : broker.accepts())) {
			broker.close();
			throw new IOException(contestant.name() + " did not start, see " + log.getFileName());
		}
		return broker;
	}

	// a program says nothing: it is ready when its port is open
	private boolean accepts() {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
		while (this.process.isAlive() && System.nanoTime() - end < 0) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.ports.mqtt())) {
				return socket.isConnected();
			}
			catch (IOException ex) {
				LockSupport.parkNanos(RETRY_NANOS); // not yet
			}
		}
		return false;
	}

	/** Puts it under load once. */
	RunResult run(Scenario scenario, Plan plan) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(JavaLaunch.java(), "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=1g",
						"-cp", System.getProperty("java.class.path"), ScenarioRun.class.getName()));
		command.addAll(List.of(Integer.toString(this.ports.mqtt()), Integer.toString(this.ports.webSocket()),
				Long.toString(this.process.pid()), scenario.name(), Double.toString(plan.warmUpSeconds()),
				Double.toString(plan.measuredSeconds()), Double.toString(plan.rate())));
		Path loadLog = this.log.resolveSibling("load.log");
		Process load = new ProcessBuilder(command).redirectError(loadLog.toFile()).start();
		try {
			int seconds = (int) (scenario.secondsMore() + plan.warmUpSecondsMax() + plan.measuredSeconds());
			String line = Answers.lineOf(load, seconds, RunResult.LINE, ScenarioRun.FAILED);
			if (line == null) {
				throw new IOException("not done after " + seconds + " s");
			}
			if (line.startsWith(ScenarioRun.FAILED)) {
				throw new IOException(line.substring(ScenarioRun.FAILED.length()));
			}
			return RunResult.parse(line);
		}
		finally {
			Answers.end(load);
		}
	}

	@Override
	public void close() throws IOException {
		this.process.getOutputStream().close();
		if (!this.launch.isOurs()) {
			this.process.destroy();
		}
		Answers.end(this.process);
		Runtime.getRuntime().removeShutdownHook(this.shutdown);
	}

}
