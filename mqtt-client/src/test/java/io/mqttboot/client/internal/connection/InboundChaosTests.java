package io.mqttboot.client.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.PacketType;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages from a server over connections that are cut at random, with packets lost in
 * both directions and handlers that take their time: QoS 1 is never lost, QoS 2 is
 * handled exactly once, in order, and acknowledgements leave in the order of arrival.
 */
class InboundChaosTests {

	private static final int STEPS = 400;

	private static final int IN_FLIGHT_MAX = 8;

	private final List<Integer> heardOnce = new ArrayList<>();

	private final List<Integer> heardOften = new ArrayList<>();

	private final List<MqttAcknowledgment> unacknowledged = new ArrayList<>();

	private final List<Flight> flights = new ArrayList<>();

	private final List<Packet<?>> onTheirWay = new ArrayList<>();

	private int lastId;

	private Random random = new Random();

	private ManualClient client;

	private WirePeer peer;

	@SuppressWarnings("NullAway.Init")
	InboundChaosTests() {
	}

	@RepeatedTest(60)
	void nothing_is_lost_or_doubled_over_connections_that_are_cut(RepetitionInfo info) {
		long seed = info.getCurrentRepetition();
		this.random = new Random(seed);
		begin();
		int last = 0;
		for (int step = 0; step < STEPS; step++) {
			switch (this.random.nextInt(20)) {
				case 0, 1, 2, 3, 4, 5 -> last = send(last);
				case 6, 7, 8, 9 -> this.client.runHandler();
				case 10, 11, 12 -> acknowledge();
				case 13, 14 -> collect();
				case 15, 16, 17, 18 -> see(this.random.nextInt(4));
				default -> connectAgain();
			}
		}
		while (!this.flights.isEmpty()) {
			while (this.client.runHandler()) {
				this.client.run();
			}
			this.unacknowledged.forEach(MqttAcknowledgment::acknowledge);
			this.unacknowledged.clear();
			collect();
			see(Integer.MAX_VALUE);
		}
		assertThat(this.heardOnce).as("seed " + seed).doesNotHaveDuplicates().isSorted();
		assertThat(this.heardOften.stream().distinct()).as("seed " + seed).isSorted();
		List<Integer> all = new ArrayList<>(this.heardOnce);
		all.addAll(this.heardOften.stream().distinct().toList());
		assertThat(all).as("seed " + seed).hasSize(last).doesNotHaveDuplicates();
		this.client.close();
	}

	private void begin() {
		MqttVersion version = this.random.nextBoolean() ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1;
		boolean manual = this.random.nextBoolean();
		this.client = new ManualClient(
				(config) -> config.version(version).cleanStart(false).keepAliveSeconds(0).ackRetryMax(0));
		this.client.subscribe("a", MqttQos.EXACTLY_ONCE, (topic, qos, payload, acknowledgment) -> {
			(qos == MqttQos.EXACTLY_ONCE ? this.heardOnce : this.heardOften)
				.add(Integer.valueOf(MqttPayload.text(payload)));
			if (manual) {
				this.unacknowledged.add(acknowledgment);
			}
		}, manual);
		this.peer = this.client.serve();
		this.peer.send(Packets.suback(this.peer.receive(Subscribe.class).id(), 2));
		this.client.holdHandlers();
	}

	private int send(int last) {
		if (this.flights.size() == IN_FLIGHT_MAX) {
			return last;
		}
		do {
			this.lastId = this.lastId % 12 + 1;
		}
		while (this.flights.stream().anyMatch((flight) -> flight.id == this.lastId));
		Flight flight = new Flight(this.lastId, 1 + this.random.nextInt(2), last + 1);
		this.flights.add(flight);
		this.peer.send(flight.publish());
		return last + 1;
	}

	private void acknowledge() {
		if (!this.unacknowledged.isEmpty()) {
			this.unacknowledged.remove(this.random.nextInt(this.unacknowledged.size())).acknowledge();
			this.client.run();
		}
	}

	// What the client has sent is on its way.
	private void collect() {
		Packet<?> packet = this.peer.poll();
		while (packet != null) {
			this.onTheirWay.add(packet);
			packet = this.peer.poll();
		}
	}

	// The server sees some of it.
	private void see(int count) {
		for (int i = 0; i < count && !this.onTheirWay.isEmpty(); i++) {
			Ack ack = (Ack) this.onTheirWay.remove(0);
			Flight flight = this.flights.stream().filter((each) -> each.id == ack.id()).findFirst().orElseThrow();
			if (ack.type() == PacketType.PUBREC) {
				flight.released = true;
				this.peer.send(Packets.pubrel(flight.id));
			}
			else {
				assertInOrder(flight);
				this.flights.remove(flight);
			}
		}
	}

	// PUBACKs come in the order of their messages. [MQTT-4.6.0-2]
	private void assertInOrder(Flight acknowledged) {
		if (acknowledged.qos == 1) {
			assertThat(this.flights.stream().filter((flight) -> flight.qos == 1).findFirst()).hasValue(acknowledged);
		}
	}

	private void connectAgain() {
		this.client.cut();
		this.onTheirWay.clear();
		this.client.advance(Duration.ofSeconds(8));
		this.peer = this.client.serve(Packets.connack().sessionPresent(true));
		for (Flight flight : this.flights) {
			this.peer.send(flight.released ? Packets.pubrel(flight.id) : flight.publish().dup());
		}
	}

	/** A message on its way to the client. */
	private static final class Flight {

		private final int id;

		private final int qos;

		private final int number;

		private boolean released;

		private Flight(int id, int qos, int number) {
			this.id = id;
			this.qos = qos;
			this.number = number;
		}

		private Publish publish() {
			return Packets.publish("a", String.valueOf(this.number)).qos(this.qos).id(this.id);
		}

	}

}
