package io.mqttboot.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.client.config.MqttOutbox;
import io.mqttboot.client.spi.MqttOutboxException;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an outbox of files keeps when its process is killed, with processes, files and a
 * server as they are.
 */
class KilledProcessTests {

	private static final Logger logger = LoggerFactory.getLogger(KilledProcessTests.class);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	private final List<Integer> received = Collections.synchronizedList(new ArrayList<>());

	// whether the child is let in
	private final AtomicBoolean open = new AtomicBoolean(true);

	private MqttServer server = serve(0);

	private final int port = this.server.port();

	private final List<MqttClient> hearing = new ArrayList<>();

	private final List<Process> children = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	KilledProcessTests() {
	}

	private MqttServer serve(int wanted) {
		return MqttServer.create()
			.port(wanted)
			.webSocketPort(0)
			.authHandler((clientId, username, password) -> !clientId.equals("child") || this.open.get())
			.configure((config) -> config
				.limits(MqttLimits.builder().queueMessagesMax(200_000).queueBytesMax(512L * 1024 * 1024).build()))
			.start();
	}

	@BeforeEach
	void hear() {
		hear(this.server);
	}

	private void hear(MqttServer where) {
		MqttClient hearing = MqttClient.create().port(where.port()).clientId("hearing").connect();
		this.hearing.add(hearing);
		hearing.blocking(PATIENCE)
			.subscribe("numbers", MqttQos.EXACTLY_ONCE,
					(topic, payload) -> this.received.add(Integer.valueOf(MqttPayload.text(payload).split(" ")[0])));
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.hearing.forEach(MqttClient::stop);
		for (Process child : this.children) {
			child.destroyForcibly().waitFor();
		}
		this.server.stop();
	}

	private Process child(List<String> options, Object... arguments) {
		Process child = OutboxChild.begin(options, arguments);
		this.children.add(child);
		return child;
	}

	private static String line(BufferedReader lines, String beginning) throws IOException {
		String line = lines.readLine();
		while (line != null && !line.startsWith(beginning)) {
			line = lines.readLine();
		}
		if (line == null) {
			throw new AssertionError("the child ended without saying '" + beginning + "'");
		}
		return line;
	}

	@Test
	void what_was_stored_comes_exactly_once_and_in_order_however_often_the_process_is_killed() throws Exception {
		long seed = System.nanoTime();
		logger.info("seed {}", seed);
		Random random = new Random(seed);
		TreeSet<Integer> stored = new TreeSet<>();
		for (int life = 0; life < 4; life++) {
			Process child = child(List.of(), this.directory, this.port, life * 1_000_000, 1_000_000, 2, 10);
			BufferedReader lines = child.inputReader();
			int end = 200 + random.nextInt(2_000);
			for (int i = 0; i < end; i++) {
				stored.add(Integer.valueOf(line(lines, "stored").substring(7)));
			}
			child.toHandle().destroyForcibly(); // leaves open what it has said
			lines.lines()
				.filter((line) -> line.matches("stored \\d+"))
				.forEach((line) -> stored.add(Integer.valueOf(line.substring(7))));
			child.waitFor();
		}
		try (MqttClient heir = OutboxChild.client(this.directory, this.port, (builder) -> {
		}).connect()) {
			Awaitility.await().atMost(PATIENCE).until(() -> heir.undelivered() == 0);
			assertThat(heir.blocking(PATIENCE).publish("numbers", "-1", MqttQos.EXACTLY_ONCE)).isNotNull();
		}
		Awaitility.await().atMost(PATIENCE).until(() -> this.received.contains(-1));
		List<Integer> numbers = List.copyOf(this.received.subList(0, this.received.size() - 1));
		assertThat(numbers).as("seed " + seed).doesNotHaveDuplicates().isSorted().containsAll(stored);
	}

	@Test
	void a_burst_of_a_hundred_thousand_messages_without_a_server_drains_in_order_from_a_small_heap() throws Exception {
		this.hearing.forEach(MqttClient::stop);
		this.server.stop();
		Process child = child(List.of("-Xmx256m"), this.directory, this.port, 0, 100_000, 1, 1_000);
		BufferedReader lines = child.inputReader();
		line(lines, "all stored");
		assertThat(bytes()).isGreaterThan(100_000_000);
		this.open.set(false);
		this.server = serve(this.port);
		hear(this.server);
		this.open.set(true);
		assertThat(line(lines, "all delivered")).contains("heap of 256 MB");
		Awaitility.await().atMost(PATIENCE).until(() -> this.received.size() >= 100_000);
		assertThat(this.received).isEqualTo(IntStream.range(0, 100_000).boxed().toList());
		assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

	private long bytes() throws IOException {
		try (Stream<Path> all = Files.walk(this.directory)) {
			return all.mapToLong((file) -> file.toFile().length()).sum();
		}
	}

	@Test
	void two_processes_cannot_have_one_outbox() throws Exception {
		this.open.set(false);
		Process child = child(List.of(), this.directory, this.port, 0, 1, 1, 10);
		line(child.inputReader(), "all stored");
		assertThatThrownBy(() -> OutboxChild.client(this.directory, this.port, (builder) -> {
		}).build()).isInstanceOf(MqttOutboxException.class).hasMessageContaining("is in use by another process");
		child.destroyForcibly().waitFor();
		try (MqttClient heir = OutboxChild.client(this.directory, this.port, (builder) -> {
		}).build()) {
			assertThat(heir.undelivered()).isEqualTo(1);
		}
	}

	@Test
	void a_file_outbox_needs_a_client_id_that_stays() {
		assertThatThrownBy(
				() -> MqttClient.create().configure((config) -> config.outbox(MqttOutbox.file(this.directory))).build())
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("set clientId");
	}

}
