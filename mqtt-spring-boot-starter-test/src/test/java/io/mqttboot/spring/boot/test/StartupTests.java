package io.mqttboot.spring.boot.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a test waits for its broker. A JVM of its own for each figure, bare Netty and
 * the broker in turn, the median of each. What is asked for is asked for on a machine
 * with nothing else to do; here others build beside, so the bounds are wider by a factor,
 * and the figures are printed. {@code -Dmqttboot.startup.factor=1} takes them at their
 * word.
 */
@Timeout(120)
class StartupTests {

	private static final Logger logger = LoggerFactory.getLogger(StartupTests.class);

	private static final int ROUNDS = 3;

	private static final double FIRST_BEYOND_NETTY_MILLIS = 150;

	private static final double LATER_MILLIS = 50;

	@Test
	void a_broker_is_there_before_one_would_wait_for_it() throws Exception {
		double[] netty = new double[ROUNDS];
		double[] first = new double[ROUNDS];
		double[] later = new double[ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			netty[i] = figures("netty").get(0);
			List<Double> broker = figures("broker");
			first[i] = broker.get(0);
			later[i] = broker.get(1);
		}
		double beyond = median(first) - median(netty);
		logger.info(String.format(Locale.ROOT,
				"first start %.0f ms, %.0f ms beyond a bare bind of %.0f ms; later starts %.1f ms (medians)",
				median(first), beyond, median(netty), median(later)));
		double factor = Double.parseDouble(System.getProperty("mqttboot.startup.factor", "10"));
		assertThat(beyond).as("milliseconds of the first start beyond a bare bind")
			.isLessThan(FIRST_BEYOND_NETTY_MILLIS * factor);
		assertThat(median(later)).as("milliseconds of a later start").isLessThan(LATER_MILLIS * factor);
	}

	private static double median(double[] figures) {
		double[] sorted = figures.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static List<Double> figures(String what) throws IOException, InterruptedException {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, StartupProbe.class.getName(), what)
			.redirectErrorStream(true)
			.start();
		List<String> lines = new ArrayList<>();
		try (BufferedReader output = process.inputReader()) {
			output.lines().forEach(lines::add);
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String figures = lines.stream()
			.filter((line) -> line.startsWith("figures "))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no figures: " + lines));
		return Arrays.stream(figures.split(" ")).skip(1).map((each) -> Double.parseDouble(each) / 1000).toList();
	}

}
