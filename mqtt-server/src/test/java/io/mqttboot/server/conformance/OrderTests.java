package io.mqttboot.server.conformance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.PacketType;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Order and completeness while connections take a session over from each other and a
 * publisher publishes on.
 */
class OrderTests {

	private static final int MESSAGES = 1_500;

	private static final int AHEAD_MAX = 300; // well below what a session queues

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	private final Random random = new Random(42);

	private final Semaphore ahead = new Semaphore(AHEAD_MAX);

	// what the subscriber knows, across its connections
	private final Map<Integer, Integer> numbersOfIds = new HashMap<>();

	private final Set<Integer> released = new HashSet<>();

	private int expected;

	@EachVersion
	@Clause({ "MQTT-4.6.0-5", "MQTT-4.6.0-6", "MQTT-3.1.4-3", "MQTT-4.4.0-1", "3.1.1:MQTT-4.6.0-6",
			"3.1.1:MQTT-4.4.0-1", "3.1.1:MQTT-3.1.4-2" })
	void messages_at_qos_1_come_in_order_and_all_of_them_across_takeovers(Version version) {
		acrossTakeovers(version, 1);
	}

	@EachVersion
	@Clause({ "MQTT-4.6.0-5", "MQTT-4.6.0-6", "MQTT-4.3.3-6", "MQTT-4.3.3-10", "3.1.1:MQTT-4.6.0-6",
			"3.1.1:MQTT-4.3.3-1" })
	void messages_at_qos_2_come_in_order_and_once_across_takeovers(Version version) {
		acrossTakeovers(version, 2);
	}

	private void acrossTakeovers(Version version, int qos) {
		String id = TestBroker.name("client");
		String topic = TestBroker.name("topic");
		WirePeer subscriber = broker.client(TestBroker.lasting(version, id)).subscribes(topic, qos);
		WirePeer publisher = broker.client(version);
		CompletableFuture<Void> published = CompletableFuture.runAsync(() -> publishAll(publisher, topic, qos));
		while (this.expected < MESSAGES) {
			readSome(subscriber, 1 + this.random.nextInt(80));
			WirePeer next = broker.client(TestBroker.resuming(version, id));
			subscriber.close();
			subscriber = next;
		}
		published.join();
		assertThat(this.expected).isEqualTo(MESSAGES);
	}

	private void publishAll(WirePeer publisher, String topic, int qos) {
		for (int i = 0; i < MESSAGES; i++) {
			this.ahead.acquireUninterruptibly();
			publisher.send(Packets.publish(topic, "" + i).qos(qos).id(1));
			publisher.receives((qos == 1) ? Packets.puback(1) : Packets.pubrec(1));
			if (qos == 2) {
				publisher.send(Packets.pubrel(1)).receives(Packets.pubcomp(1));
			}
		}
	}

	/** Reads from one connection; the last few messages are left without an answer. */
	private void readSome(WirePeer peer, int count) {
		int answered = count - this.random.nextInt(3);
		int last = -1;
		for (int i = 0; i < count && this.expected < MESSAGES; i++) {
			Packet<?> packet = peer.receive();
			if (packet instanceof Publish publish) {
				int number = Integer.parseInt(publish.payload());
				assertThat(last == -1 || number == last + 1).as("%d after %d", number, last).isTrue();
				last = number;
				take(publish, number);
				if (i < answered) {
					peer.send((publish.qos() == 1) ? Packets.puback(publish.id()) : Packets.pubrec(publish.id()));
				}
			}
			else if (packet instanceof Ack release && packet.type() == PacketType.PUBREL) {
				this.released.add(this.numbersOfIds.getOrDefault(release.id(), -1));
				peer.send(Packets.pubcomp(release.id()));
			}
		}
	}

	private void take(Publish publish, int number) {
		assertThat(number).isLessThanOrEqualTo(this.expected);
		this.numbersOfIds.put(publish.id(), number);
		if (number == this.expected) {
			this.expected++;
			this.ahead.release();
		}
		else {
			// seen before: then it says so, and at QoS 2 its PUBREL was not seen yet
			assertThat(publish.isDup()).as("%s again", publish).isTrue();
			assertThat(this.released).as("%s after its PUBREL", publish).doesNotContain(number);
		}
	}

}
