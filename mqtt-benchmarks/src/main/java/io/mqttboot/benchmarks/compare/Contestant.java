package io.mqttboot.benchmarks.compare;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.mqttboot.benchmarks.load.Ability;
import io.mqttboot.benchmarks.load.Scenario;
import io.mqttboot.benchmarks.relay.Relay;

/**
 * A broker that takes part.
 *
 * @param name what it is called on the command line
 * @param title what it is, in words
 * @param lacks what it cannot do
 * @param launch how its process is started
 */
record Contestant(String name, String title, Set<Ability> lacks, Launch launch) {

	/** What only one row is about. */
	static final Set<Ability> NOT_EMBEDDED = Set.of(Ability.EMBEDDED);

	/**
	 * Returns the contestant of a name.
	 * @throws PeerException if it cannot be had here
	 */
	static Contestant of(String name, Peers peers, Programs programs) throws PeerException {
		return switch (name) {
			case "relay" -> new Contestant(name, "raw Netty relay, 1 loop",
					EnumSet.complementOf(EnumSet.of(Ability.MQTT_5)), own(Relay.class, List.of()));
			case "mqttboot" -> mqttboot(name, "mqttboot, as it comes (a loop each core)", NOT_EMBEDDED, "0", "HEAP");
			case "mqttboot-1" -> mqttboot(name, "mqttboot, 1 loop", Set.of(), "1", "HEAP");
			case "mqttboot-1-direct" -> mqttboot(name, "mqttboot, 1 loop, DIRECT buffers", NOT_EMBEDDED, "1", "DIRECT");
			case "hivemq" -> peers.hivemq();
			case "mica" -> peers.mica();
			case "moquette" -> peers.moquette();
			case "mosquitto" -> programs.mosquitto();
			case "flashmq" -> programs.flashmq();
			default -> throw new IllegalArgumentException("no broker is called " + name);
		};
	}

	private static Contestant mqttboot(String name, String title, Set<Ability> lacks, String loops, String buffers) {
		return new Contestant(name, title, lacks, own(OwnServer.class, List.of(loops, buffers)));
	}

	private static Launch own(Class<?> main, List<String> arguments) {
		return new JavaLaunch(System.getProperty("java.class.path"), main.getName(), List.of(), arguments);
	}

	/** Returns why it cannot run a scenario, if it cannot. */
	Optional<String> lack(Scenario scenario) {
		return this.lacks.stream().filter(scenario.needs()::contains).map(Ability::lack).findFirst();
	}

}
