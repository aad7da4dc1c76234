package io.mqttboot.server;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many bytes of live objects the heap holds, by class, as the virtual machine counts
 * them after a full collection.
 */
final class LiveObjects {

	private static final Pattern LINE = Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*$", Pattern.MULTILINE);

	private final Map<String, Long> bytes;

	private LiveObjects(Map<String, Long> bytes) {
		this.bytes = bytes;
	}

	static LiveObjects count() throws JMException {
		String histogram = (String) ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
					new Object[] { new String[0] }, new String[] { String[].class.getName() });
		Map<String, Long> bytes = new TreeMap<>();
		Matcher line = LINE.matcher(histogram);
		while (line.find()) {
			bytes.merge(line.group(2), Long.valueOf(line.group(1)), Long::sum);
		}
		return new LiveObjects(bytes);
	}

	LiveObjects minus(LiveObjects before) {
		Map<String, Long> grown = new TreeMap<>(this.bytes);
		before.bytes.forEach((name, size) -> grown.merge(name, -size, Long::sum));
		return new LiveObjects(grown);
	}

	long bytes() {
		return this.bytes.values().stream().mapToLong(Long::longValue).sum();
	}

	@Override
	public String toString() {
		return this.bytes.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() != 0)
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed())
			.limit(20)
			.map((entry) -> entry.getValue() + " " + entry.getKey())
			.collect(Collectors.joining("\n", "\n", "\n"));
	}

}
