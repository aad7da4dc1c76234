package io.mqttboot.benchmarks.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.mqttboot.benchmarks.load.Ability;
import io.mqttboot.benchmarks.load.Faults;
import io.mqttboot.benchmarks.load.Figure;
import io.mqttboot.benchmarks.load.Plan;
import io.mqttboot.benchmarks.load.RunResult;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.load.Target;

/**
 * More idle connections than a process may have files: on embedded channels, in a process
 * of its own that has the memory for it.
 *
 * @param name what it is called on the command line
 * @param count how many
 * @param footprint what is counted: {@code tcp} or {@code websocket}
 */
public record EmbeddedIdle(String name, int count, String footprint) implements Scenario {

	/** All that there are. */
	public static final List<EmbeddedIdle> ALL = List.of(new EmbeddedIdle("embedded", 1_000_000, "tcp"),
			new EmbeddedIdle("embedded-ws", 1_000_000, "websocket"));

	private static final int MINUTES_MAX = 10;

	@Override
	public String title() {
		return String.format(Locale.ROOT, "%,d idle connections over %s without sockets, less as many empty channels",
				this.count, this.footprint.equals("tcp") ? "TCP" : "WebSocket");
	}

	@Override
	public List<Figure> figures() {
		return List.of(Figure.HEAP_EACH);
	}

	@Override
	public Set<Ability> needs() {
		return Set.of(Ability.EMBEDDED);
	}

	@Override
	public double secondsMore() {
		return 60 * MINUTES_MAX;
	}

	// the broker itself has nothing to do with it
	@Override
	public RunResult run(Target target, Plan plan) throws IOException {
		Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Xmx8g",
				"-XX:+UseParallelGC", "-cp", System.getProperty("java.class.path"), Footprint.class.getName(),
				this.footprint, Integer.toString(this.count))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			String line = reader.readLine();
			if (line == null) {
				throw new IOException("nothing was counted");
			}
			return new RunResult(Map.of(Figure.HEAP_EACH, Double.parseDouble(line)), Faults.NONE);
		}
		finally {
			process.destroy();
		}
	}

}
