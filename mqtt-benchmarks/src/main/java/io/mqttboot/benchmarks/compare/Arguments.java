package io.mqttboot.benchmarks.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a command line says, as {@code name=value}; each is taken out once.
 */
final class Arguments {

	private final Map<String, String> given = new HashMap<>();

	Arguments(String[] args) {
		for (String arg : args) {
			int equals = arg.indexOf('=');
			if (equals < 0) {
				throw new IllegalArgumentException("not name=value: " + arg);
			}
			this.given.put(arg.substring(0, equals), arg.substring(equals + 1));
		}
	}

	@Nullable String text(String name) {
		return this.given.remove(name);
	}

	@Nullable Path path(String name) {
		String path = this.given.remove(name);
		return (path != null) ? Path.of(path) : null;
	}

	double number(String name, double otherwise) {
		String number = this.given.remove(name);
		return (number != null) ? Double.parseDouble(number) : otherwise;
	}

	boolean flag(String name, boolean otherwise) {
		String flag = this.given.remove(name);
		return (flag != null) ? Boolean.parseBoolean(flag) : otherwise;
	}

	/** Returns what stands between commas, null if nothing is said. */
	@Nullable List<String> list(String name) {
		String list = this.given.remove(name);
		return (list != null) ? Arrays.asList(list.split(",")) : null;
	}

	boolean isEmpty() {
		return this.given.isEmpty();
	}

	/** Refuses what nobody has asked for. */
	void end() {
		if (!this.given.isEmpty()) {
			throw new IllegalArgumentException("unknown: " + this.given.keySet());
		}
	}

}
