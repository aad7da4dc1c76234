package io.mqttboot.server.footprint;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The bytes of all living objects by class, as the virtual machine counts them. Exact, so
 * that a difference of two has no noise but what other threads do meanwhile.
 *
 * @param bytesByClass bytes of each class
 */
record HeapCensus(Map<String, Long> bytesByClass) {

	private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

	// What is left of direct buffers that others have let go, until it is the turn of a
	// thread of the JVM; a direct buffer itself is counted.
	private static final Set<String> LEFT_BEHIND = Set.of("jdk.internal.ref.Cleaner",
			"java.nio.DirectByteBuffer$Deallocator");

	private static final int SETTLING_MAX = 20;

	private static final int SETTLED_BYTES = 20_000;

	/** Counts now, after a collection. */
	static HeapCensus take() {
		Map<String, Long> bytes = new HashMap<>();
		for (String line : histogram().split("\n")) {
			Matcher matcher = LINE.matcher(line);
			if (matcher.matches() && !LEFT_BEHIND.contains(matcher.group(2))) {
				bytes.merge(matcher.group(2), Long.parseLong(matcher.group(1)), Long::sum);
			}
		}
		return new HeapCensus(bytes);
	}

	/**
	 * Counts when nothing that ended before goes away any more: pools and threads of
	 * other tests do not go with the first collection.
	 */
	static HeapCensus takeSettled() {
		HeapCensus last = take();
		for (int i = 0; i < SETTLING_MAX; i++) {
			HeapCensus next = take();
			if (Math.abs(next.bytes() - last.bytes()) < SETTLED_BYTES) {
				return next;
			}
			last = next;
		}
		return last;
	}

	private static String histogram() {
		try {
			return (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { null }, new String[] { String[].class.getName() });
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns what is more than in an earlier census, divided among so many. */
	HeapCensus since(HeapCensus earlier, int count) {
		Map<String, Long> more = new HashMap<>();
		this.bytesByClass.forEach((name, bytes) -> more.put(name,
				Math.round((bytes - earlier.bytesByClass.getOrDefault(name, 0L)) / (double) count)));
		more.values().removeIf((bytes) -> bytes == 0);
		return new HeapCensus(more);
	}

	long bytes() {
		return this.bytesByClass.values().stream().mapToLong(Long::longValue).sum();
	}

	@Override
	public String toString() {
		return this.bytesByClass.entrySet()
			.stream()
			.sorted(Comparator.comparingLong((Map.Entry<String, Long> each) -> -each.getValue()))
			.map((each) -> String.format(Locale.ROOT, "%6d %s", each.getValue(), each.getKey()))
			.collect(Collectors.joining("\n", bytes() + " bytes:\n", "\n"));
	}

}
