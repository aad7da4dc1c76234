package io.mqttboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.benchmarks.relay.Relay;

/**
 * A broker that takes part, and how its process is started.
 *
 * @param name what it is called on the command line
 * @param title what it is, in words
 * @param classPath where its classes are
 * @param mainClass what is started, with the port as its first argument
 * @param jvmArguments what its virtual machine needs beside what all get
 * @param arguments further arguments
 */
record Contestant(String name, String title, String classPath, String mainClass, List<String> jvmArguments,
		List<String> arguments) {

	private static final List<String> FLAGS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

	/**
	 * Returns the contestant of a name.
	 * @throws PeerException if it cannot be had here
	 */
	static Contestant of(String name, Peers peers) throws PeerException {
		return switch (name) {
			case "relay" ->
				new Contestant(name, "raw Netty relay, 1 loop", own(), Relay.class.getName(), List.of(), List.of());
			case "mqttboot" -> mqttboot(name, "mqttboot, as it comes (a loop each core)", "0", "HEAP");
			case "mqttboot-1" -> mqttboot(name, "mqttboot, 1 loop", "1", "HEAP");
			case "mqttboot-1-direct" -> mqttboot(name, "mqttboot, 1 loop, DIRECT buffers", "1", "DIRECT");
			case "hivemq" -> peers.hivemq();
			case "mica" -> peers.mica();
			default -> throw new IllegalArgumentException("no broker is called " + name);
		};
	}

	private static Contestant mqttboot(String name, String title, String loops, String buffers) {
		return new Contestant(name, title, own(), OwnServer.class.getName(), List.of(), List.of(loops, buffers));
	}

	private static String own() {
		return System.getProperty("java.class.path");
	}

	/** The command that starts it on a port. */
	List<String> command(int port) {
		List<String> command = new ArrayList<>(List.of(java()));
		command.addAll(FLAGS);
		command.addAll(this.jvmArguments);
		command.addAll(List.of("-cp", this.classPath, this.mainClass, Integer.toString(port)));
		command.addAll(this.arguments);
		return command;
	}

	/** The flags that every broker gets. */
	static String flags() {
		return String.join(" ", FLAGS);
	}

	static String java() {
		return System.getProperty("java.home") + "/bin/java";
	}

}
