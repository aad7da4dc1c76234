package io.mqttboot.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.mqttboot.benchmarks.load.Ability;

/**
 * The other brokers from Maven, each on the class path of its own POM in
 * {@code mqtt-benchmarks/peers}, so that it runs with the libraries that it asks for.
 */
final class Peers {

	private static final int MINUTES_MAX = 10;

	private final Settings settings;

	Peers(Settings settings) {
		this.settings = settings;
	}

	Contestant hivemq() throws PeerException {
		// what its own start script opens to Netty 4.1 and to its metrics
		List<String> opens = List.of("--add-opens=java.base/java.lang=ALL-UNNAMED",
				"--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
				"--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED", "--add-exports",
				"java.base/jdk.internal.misc=ALL-UNNAMED");
		return new Contestant("hivemq", "HiveMQ CE 2025.5, in memory", Contestant.NOT_EMBEDDED,
				new JavaLaunch(classPath("hivemq"), "HiveMqPeer", opens,
						List.of(this.settings.output().resolve("hivemq").toString())));
	}

	Contestant mica() throws PeerException {
		return new Contestant("mica", "mica-mqtt 2.5.10", Contestant.NOT_EMBEDDED,
				new JavaLaunch(classPath("mica"), "MicaPeer", List.of(), List.of()));
	}

	Contestant moquette() throws PeerException {
		return new Contestant("moquette", "Moquette 0.17, in memory", Set.of(Ability.MQTT_5, Ability.EMBEDDED),
				new JavaLaunch(classPath("moquette"), "MoquettePeer", List.of(), List.of()));
	}

	private String classPath(String peer) throws PeerException {
		Path folder = this.settings.root().resolve("mqtt-benchmarks/peers").resolve(peer);
		Path log = this.settings.output().resolve(peer + "-build.log");
		boolean windows = System.getProperty("os.name").startsWith("Windows");
		try {
			Process build = new ProcessBuilder(this.settings.root().resolve(windows ? "mvnw.cmd" : "mvnw").toString(),
					"-q", "-f", folder.resolve("pom.xml").toString(), "compile", "dependency:build-classpath",
					"-Dmdep.outputFile=target/classpath", "-Dmdep.includeScope=runtime")
				.directory(this.settings.root().toFile())
				.redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			if (!build.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
				build.destroy();
				throw new PeerException("its class path was not resolved in " + MINUTES_MAX + " minutes");
			}
			if (build.exitValue() != 0) {
				throw new PeerException("its class path cannot be resolved, see " + log.getFileName());
			}
			return folder.resolve("target/classes") + System.getProperty("path.separator")
					+ Files.readString(folder.resolve("target/classpath")).strip();
		}
		catch (IOException ex) {
			throw new PeerException("its class path cannot be resolved: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PeerException("interrupted");
		}
	}

}
