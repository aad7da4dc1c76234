package io.mqttboot.spring.boot.test.courses;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.mqttboot.spring.boot.test.MqttTestBroker;
import io.mqttboot.spring.boot.test.RelayedServer;
import org.awaitility.Awaitility;

import org.springframework.test.util.TestSocketUtils;

/**
 * The server of a course: ours, or Mosquitto.
 */
interface CourseServer extends AutoCloseable {

	String serverUri();

	/** Whether it knows {@code $queue/}. */
	boolean hasQueues();

	/** Cuts every connection without a word. */
	void cut();

	@Override
	void close();

	static CourseServer ours() {
		MqttTestBroker broker = MqttTestBroker.create().start();
		return new CourseServer() {

			@Override
			public String serverUri() {
				return broker.serverUri();
			}

			@Override
			public boolean hasQueues() {
				return true;
			}

			@Override
			public void cut() {
				broker.dropConnections();
			}

			@Override
			public void close() {
				broker.close();
			}

		};
	}

	static CourseServer mosquitto(Path folder) throws IOException {
		int port = TestSocketUtils.findAvailableTcpPort();
		Path configuration = Files.write(folder.resolve("mosquitto.conf"),
				List.of("listener " + port + " 127.0.0.1", "allow_anonymous true", "persistence false"));
		Process process = new ProcessBuilder(program(), "-c", configuration.toString()).redirectErrorStream(true)
			.redirectOutput(folder.resolve("mosquitto.log").toFile())
			.start();
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.ignoreException(IOException.class)
			.until(() -> process.isAlive() && answers(port));
		RelayedServer relayed = new RelayedServer(port);
		return new CourseServer() {

			@Override
			public String serverUri() {
				return relayed.serverUri();
			}

			@Override
			public boolean hasQueues() {
				return false;
			}

			@Override
			public void cut() {
				relayed.cut();
			}

			@Override
			public void close() {
				relayed.close();
				process.destroy();
			}

		};
	}

	private static String program() {
		Path debian = Path.of("/usr/sbin/mosquitto");
		return Files.isExecutable(debian) ? debian.toString() : "mosquitto";
	}

	private static boolean answers(int port) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
			return true;
		}
	}

}
