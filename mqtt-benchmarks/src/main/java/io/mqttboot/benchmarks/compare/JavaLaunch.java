package io.mqttboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A broker on the Java virtual machine, all with the same flags, through a main class of
 * ours.
 *
 * @param classPath where its classes are
 * @param mainClass what is started, with the ports as its first arguments
 * @param jvmArguments what its virtual machine needs beside what all get
 * @param arguments further arguments
 */
record JavaLaunch(String classPath, String mainClass, List<String> jvmArguments,
		List<String> arguments) implements Launch {

	private static final List<String> FLAGS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

	@Override
	public List<String> command(Ports ports) {
		List<String> command = new ArrayList<>(List.of(java()));
		command.addAll(FLAGS);
		command.addAll(this.jvmArguments);
		command.addAll(List.of("-cp", this.classPath, this.mainClass, Integer.toString(ports.mqtt()),
				Integer.toString(ports.webSocket())));
		command.addAll(this.arguments);
		return command;
	}

	@Override
	public Launch with(List<String> flags) {
		List<String> all = new ArrayList<>(this.jvmArguments);
		all.addAll(flags);
		return new JavaLaunch(this.classPath, this.mainClass, all, this.arguments);
	}

	@Override
	public boolean isOurs() {
		return true;
	}

	/** The flags that every broker gets, in words. */
	static String flags(List<String> more) {
		return Stream.concat(FLAGS.stream(), more.stream()).collect(Collectors.joining(" "));
	}

	static String java() {
		return System.getProperty("java.home") + "/bin/java";
	}

}
