package io.mqttboot.benchmarks.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The broker under load.
 *
 * @param address where it listens
 * @param webSocket where it listens for WebSockets, if it does
 * @param process what it runs in
 */
public record Target(InetSocketAddress address, InetSocketAddress webSocket, ProcessHandle process) {

	private static final double MEGA = 1e6;

	private static final int ANSWER_SECONDS = 60;

	private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

	// the last line of a histogram of live objects
	private static final Pattern LIVE = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

	/**
	 * Returns a broker on this machine.
	 * @param port where it listens
	 * @param webSocketPort where it listens for WebSockets, 0 if it does not
	 * @param processId what it runs in
	 * @return the broker
	 */
	public static Target of(int port, int webSocketPort, long processId) {
		return new Target(new InetSocketAddress("127.0.0.1", port), new InetSocketAddress("127.0.0.1", webSocketPort),
				ProcessHandle.of(processId).orElseThrow());
	}

	/** What its process has used of the processors so far. */
	public double cpuSeconds() {
		return this.process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
	}

	/** Whether it runs on a virtual machine, and so becomes warm. */
	public boolean isJava() {
		return this.process.info().command().filter((command) -> command.endsWith("java")).isPresent();
	}

	/**
	 * Returns its memory as figures: what the system says of its process, and the live
	 * objects of its heap if it is a Java one. Collects its garbage.
	 */
	Map<Figure, Double> memory() throws IOException {
		Map<Figure, Double> figures = new EnumMap<>(Figure.class);
		figures.put(Figure.RSS, residentBytes() / MEGA);
		figures.put(Figure.HEAP, liveHeapBytes() / MEGA);
		return figures;
	}

	/** Returns the resident bytes of its process, NaN where nothing tells. */
	public double residentBytes() throws IOException {
		Path status = Path.of("/proc", Long.toString(this.process.pid()), "status");
		return Files.exists(status) ? 1024 * number(RESIDENT, Files.readString(status)) : Double.NaN;
	}

	/** Returns the bytes of its live objects, NaN if it is not a Java process. */
	public double liveHeapBytes() throws IOException {
		if (!isJava()) {
			return Double.NaN; // others take the question for a signal to end
		}
		// Into a file: a virtual machine stands still while it answers, and if it is our
		// own
		// nobody would read what is written to a pipe.
		Path answer = Files.createTempFile("class-histogram", ".txt");
		try {
			Process jcmd = new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd",
					Long.toString(this.process.pid()), "GC.class_histogram")
				.redirectErrorStream(true)
				.redirectOutput(answer.toFile())
				.start();
			if (!jcmd.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
				jcmd.destroyForcibly();
				throw new IOException("the broker does not say what is in its heap");
			}
			return number(LIVE, Files.readString(answer));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted");
		}
		finally {
			Files.delete(answer);
		}
	}

	private static double number(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
	}

}
