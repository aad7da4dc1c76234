package io.mqttboot.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The other brokers that are programs: where the command line says, or where the machine
 * has them. Each is open to all on the loopback address, writes neither a log nor a file,
 * and queues as much as the scenarios do.
 */
final class Programs {

	private static final Pattern VERSION = Pattern.compile("(?i)version:? v?(\\d[\\w.]*)");

	private final Map<String, Path> named;

	private final Path output;

	/** Programs by their names where the command line says, and where files go. */
	Programs(Map<String, Path> named, Path output) {
		this.named = named;
		this.output = output;
	}

	Contestant mosquitto() throws PeerException {
		String program = find("mosquitto");
		return new Contestant("mosquitto", "Mosquitto " + version(program, "-h"), Contestant.NOT_EMBEDDED,
				new NativeLaunch(List.of(program, "-c"), this.output.resolve("mosquitto.conf"),
						Programs::mosquittoConfiguration));
	}

	Contestant flashmq() throws PeerException {
		String program = find("flashmq");
		return new Contestant("flashmq", "FlashMQ " + version(program, "--version"), Contestant.NOT_EMBEDDED,
				new NativeLaunch(List.of(program, "--config-file"), this.output.resolve("flashmq.conf"),
						Programs::flashmqConfiguration));
	}

	// its WebSocket library binds to every address: only if it must
	static String mosquittoConfiguration(Ports ports) {
		String configuration = """
				allow_anonymous true
				persistence false
				log_dest none
				max_queued_messages 0
				listener %d 127.0.0.1
				""".formatted(ports.mqtt());
		return (ports.webSocket() == 0) ? configuration : configuration + """
				listener %d 127.0.0.1
				protocol websockets
				""".formatted(ports.webSocket());
	}

	static String flashmqConfiguration(Ports ports) {
		String configuration = """
				allow_anonymous true
				log_file /dev/null
				log_level error
				rlimit_nofile 20000
				max_qos_msg_pending_per_client 65535
				max_qos_bytes_pending_per_client 268435456
				""" + flashmqListener("mqtt", ports.mqtt());
		return (ports.webSocket() == 0) ? configuration
				: configuration + flashmqListener("websockets", ports.webSocket());
	}

	private static String flashmqListener(String protocol, int port) {
		return """
				listen {
				  protocol %s
				  inet_protocol ip4
				  inet4_bind_address 127.0.0.1
				  port %d
				}
				""".formatted(protocol, port);
	}

	private String find(String name) throws PeerException {
		Path path = this.named.get(name);
		Stream<Path> places = (path != null) ? Stream.of(path)
				: Stream
					.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
							Stream.of("/usr/sbin", "/usr/local/sbin"))
					.map((folder) -> Path.of(folder, name));
		return places.filter(Files::isExecutable)
			.findFirst()
			.map(Path::toString)
			.orElseThrow(() -> new PeerException(
					(path != null) ? "nothing to execute is where the command line says" : "it is not installed"));
	}

	private static String version(String program, String argument) throws PeerException {
		try {
			Process process = new ProcessBuilder(program, argument).redirectErrorStream(true).start();
			process.getOutputStream().close();
			return version(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new PeerException("it cannot be started: " + ex.getMessage());
		}
	}

	/** Returns what a program says of its version, if it can be found. */
	static String version(String text) {
		Matcher matcher = VERSION.matcher(text);
		return matcher.find() ? matcher.group(1) : "of unknown version";
	}

}
