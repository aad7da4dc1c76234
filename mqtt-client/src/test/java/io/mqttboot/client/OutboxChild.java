package io.mqttboot.client;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttOutbox;
import io.mqttboot.client.config.MqttReconnect;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.spi.MqttPublishing;
import org.awaitility.Awaitility;

/**
 * A process that publishes through an outbox of files and says on its standard output
 * what is stored. It can be killed at any time.
 */
final class OutboxChild {

	private static final int UNSTORED_MAX = 200;

	private OutboxChild() {
	}

	/** Begins such a process. */
	static Process begin(List<String> options, Object... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path")));
		command.addAll(options);
		command.add(OutboxChild.class.getName());
		List.of(arguments).forEach((each) -> command.add(each.toString()));
		try {
			return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Its arguments: directory, port, first number, how many, quality of service, bytes.
	 */
	public static void main(String[] arguments) throws InterruptedException {
		PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		int first = Integer.parseInt(arguments[2]);
		int count = Integer.parseInt(arguments[3]);
		MqttQos qos = MqttQos.of(Integer.parseInt(arguments[4]));
		String filling = "x".repeat(Integer.parseInt(arguments[5]));
		Semaphore unstored = new Semaphore(UNSTORED_MAX);
		MqttClient client = client(Path.of(arguments[0]), Integer.parseInt(arguments[1]), (config) -> {
		}).connect();
		for (int i = first; i < first + count; i++) {
			unstored.acquire();
			int number = i;
			MqttPublishing steps = client.store(MqttMessage.of("numbers", number + " " + filling, qos, false));
			steps.stored().whenComplete((stored, failure) -> {
				unstored.release();
				out.println((failure == null) ? "stored " + number : "failed " + number + " " + failure);
			});
		}
		unstored.acquire(UNSTORED_MAX);
		out.println("all stored");
		// messages of an earlier life have no result here to wait for
		Awaitility.await().forever().until(() -> client.undelivered() == 0);
		out.println("all delivered, heap of " + Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB");
		client.stop();
	}

	static MqttClientBuilder client(Path directory, int port, Consumer<MqttClientBuilder> more) {
		MqttClientBuilder builder = MqttClient.create()
			.clientId("child")
			.version(MqttVersion.MQTT_5)
			.cleanStart(false)
			.configure((config) -> config.serverUris(List.of(MqttServerUri.tcp("127.0.0.1", port)))
				.outbox(MqttOutbox.file(directory))
				.reconnect(new MqttReconnect(Duration.ofMillis(20), Duration.ofMillis(200), 0.5)));
		more.accept(builder);
		return builder;
	}

}
