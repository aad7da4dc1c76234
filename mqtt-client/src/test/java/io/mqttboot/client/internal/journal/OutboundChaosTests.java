package io.mqttboot.client.internal.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.config.MqttOutbox;
import io.mqttboot.client.internal.connection.ManualClient;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.PacketType;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages to a server over connections that are cut at random, with packets lost in both
 * directions, acknowledgements in any order that is allowed, and a client that is killed:
 * QoS 1 is never lost, QoS 2 comes exactly once, and both in order.
 */
class OutboundChaosTests {

	private static final int STEPS = 400;

	@TempDir
	private Path directory;

	private final Map<MqttQos, List<Integer>> delivered = new LinkedHashMap<>();

	private final Map<Integer, CompletableFuture<?>> published = new LinkedHashMap<>();

	private final Set<Integer> held = new HashSet<>();

	// sent by the client and not seen by the server
	private final Deque<Packet<?>> inbox = new ArrayDeque<>();

	// Said by the server and not sent: each kind stays in order.
	private final Map<PacketType, Deque<Packet<?>>> answers = new LinkedHashMap<>();

	private Random random = new Random();

	private FragileDisk disk = new FragileDisk();

	private boolean files;

	private ManualClient client;

	private FileJournal journal;

	private WirePeer peer;

	@SuppressWarnings("NullAway.Init")
	OutboundChaosTests() {
	}

	@RepeatedTest(40)
	void nothing_is_lost_or_doubled_over_connections_that_are_cut(RepetitionInfo info) {
		chaos(info.getCurrentRepetition(), false);
	}

	@RepeatedTest(40)
	void nothing_that_was_stored_is_lost_or_doubled_by_a_client_that_is_killed(RepetitionInfo info) {
		chaos(info.getCurrentRepetition(), true);
	}

	private void chaos(long seed, boolean withFiles) {
		this.random = new Random(seed);
		this.files = withFiles;
		begin();
		this.peer = this.client.serve();
		for (int step = 0; step < STEPS; step++) {
			switch (this.random.nextInt(withFiles ? 22 : 20)) {
				case 0, 1, 2, 3, 4, 5 -> publish(step);
				case 6, 7, 8, 9 -> collect();
				case 10, 11, 12, 13, 14 -> see(this.random.nextInt(5));
				case 15, 16, 17, 18 -> answer(this.random.nextInt(5));
				case 19 -> connectAgain();
				default -> kill();
			}
		}
		while (this.client.session().undelivered() > 0) {
			collect();
			see(Integer.MAX_VALUE);
			answer(Integer.MAX_VALUE);
		}
		check("seed " + seed);
		end();
	}

	private void begin() {
		MqttVersion version = this.random.nextBoolean() ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1;
		MqttClientLimits limits = new MqttClientLimits(10_000, 10_000_000, 7, 10, 10, 10_000, 10_000, 0, 10);
		this.disk = new FragileDisk();
		this.client = ManualClient.journaling(
				(config) -> outbox(config).version(version).cleanStart(false).keepAliveSeconds(0).limits(limits),
				(writer) -> {
					if (!this.files) {
						return null;
					}
					this.journal = new FileJournal(this.directory, false, writer, this.disk, 2_000);
					return this.journal;
				});
	}

	private MqttClientConfig.Builder outbox(MqttClientConfig.Builder config) {
		return this.files ? config.outbox(MqttOutbox.file(this.directory)) : config;
	}

	private void end() {
		this.client.session().end(new MqttClientException(MqttReasonCode.SUCCESS, "stopped"));
		if (this.files) {
			this.journal.close();
		}
		this.client.close();
	}

	private void publish(int number) {
		MqttQos qos = this.random.nextBoolean() ? MqttQos.AT_LEAST_ONCE : MqttQos.EXACTLY_ONCE;
		MqttMessage message = MqttMessage.of("a", String.valueOf(number), qos, false);
		this.published.put(number,
				this.files ? this.client.session().store(message).stored() : this.client.session().publish(message));
		if (this.random.nextBoolean()) {
			this.client.run();
		}
	}

	// What the client has sent is on its way.
	private void collect() {
		Packet<?> packet = this.peer.poll();
		while (packet != null) {
			this.inbox.add(packet);
			packet = this.peer.poll();
		}
	}

	// The server sees some of it.
	private void see(int count) {
		for (int i = 0; i < count && !this.inbox.isEmpty(); i++) {
			Packet<?> packet = this.inbox.remove();
			if (packet instanceof Publish publish && publish.qos() == 1) {
				deliver(publish);
				say(PacketType.PUBACK, Packets.puback(publish.id()));
			}
			else if (packet instanceof Publish publish) {
				if (this.held.add(publish.id())) {
					deliver(publish);
				}
				say(PacketType.PUBREC, Packets.pubrec(publish.id()));
			}
			else if (packet instanceof Ack ack && ack.type() == PacketType.PUBREL) {
				this.held.remove(ack.id());
				say(PacketType.PUBCOMP, Packets.pubcomp(ack.id()));
			}
		}
	}

	private void deliver(Publish publish) {
		this.delivered.computeIfAbsent(MqttQos.of(publish.qos()), (none) -> new ArrayList<>())
			.add(Integer.valueOf(publish.payload()));
	}

	private void say(PacketType kind, Packet<?> packet) {
		this.answers.computeIfAbsent(kind, (none) -> new ArrayDeque<>()).add(packet);
	}

	// The client gets some of it.
	private void answer(int count) {
		for (int i = 0; i < count; i++) {
			List<Deque<Packet<?>>> some = this.answers.values().stream().filter((kind) -> !kind.isEmpty()).toList();
			if (some.isEmpty()) {
				return;
			}
			this.peer.send(some.get(this.random.nextInt(some.size())).remove());
		}
	}

	private void connectAgain() {
		this.client.cut();
		forget();
		this.client.advance(Duration.ofSeconds(8));
		this.peer = this.client.serve(resumed());
	}

	private void forget() {
		this.inbox.clear();
		this.answers.clear();
	}

	private static Connack resumed() {
		return Packets.connack().sessionPresent(true);
	}

	// Somewhere in what it writes next, or at once.
	private void kill() {
		this.disk.killAfter(this.random.nextInt(300));
		if (this.random.nextBoolean()) {
			publish(-1 - this.published.size());
			collect();
			see(3);
			answer(3);
		}
		this.client.run();
		this.disk.kill();
		end();
		forget();
		begin();
		this.peer = this.client.serve(resumed());
	}

	private void check(String seed) {
		Set<Integer> certain = new LinkedHashSet<>();
		this.published.forEach((number, future) -> {
			if (!future.isCompletedExceptionally() && number >= 0) {
				assertThat(future).as(seed).isDone();
				certain.add(number);
			}
		});
		assertThat(certain).as(seed).hasSizeGreaterThan(20);
		List<Integer> once = this.delivered.getOrDefault(MqttQos.EXACTLY_ONCE, List.of());
		List<Integer> often = this.delivered.getOrDefault(MqttQos.AT_LEAST_ONCE, List.of());
		assertThat(once).as(seed).doesNotHaveDuplicates();
		List<Integer> all = new ArrayList<>(once);
		all.addAll(often);
		assertThat(all).as(seed).containsAll(certain);
		assertThat(once.stream().filter((number) -> number >= 0)).as(seed).isSorted();
		assertThat(often.stream().filter((number) -> number >= 0).distinct()).as(seed).isSorted();
	}

}
