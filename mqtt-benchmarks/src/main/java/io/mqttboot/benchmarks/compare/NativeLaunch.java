package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A broker that is a program of its own, with a configuration that is written for it.
 *
 * @param command the program and the arguments before the name of its configuration
 * @param file where its configuration is written
 * @param configuration what is written
 */
record NativeLaunch(List<String> command, Path file, Function<Ports, String> configuration) implements Launch {

	@Override
	public List<String> command(Ports ports) throws IOException {
		Files.writeString(this.file, this.configuration.apply(ports));
		return Stream.concat(this.command.stream(), Stream.of(this.file.toString())).toList();
	}

	@Override
	public Launch with(List<String> flags) {
		return this;
	}

	@Override
	public boolean isOurs() {
		return false;
	}

}
