package io.mqttboot.server.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.mqttboot.server.MqttServer;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.TcpWire;
import io.mqttboot.testkit.wire.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Order on a real server: several publishers and subscribers on several event loops, as
 * fast as they can.
 */
@ExtendWith(QuietLog.class)
class LoadedOrderTests {

	private static final int PUBLISHERS = 3;

	private static final int MESSAGES = 3_000;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final MqttServer server = MqttServer.create()
		.port(0)
		.configure((config) -> config.eventLoops(3)
			.limits(MqttLimits.builder().queueMessagesMax(100_000).queueBytesMax(100_000_000).build()))
		.build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.server.stop();
	}

	private static byte[] bytes(Packet<?> packet) {
		return packet.bytes(Version.V3_1_1);
	}

	private TcpWire connect(String clientId) {
		TcpWire wire = TcpWire.connect(this.server.port());
		wire.send(bytes(Packets.connect(Version.V3_1_1, clientId).resume()));
		return wire;
	}

	// Publishes everything, and reads what it is told all the while.
	private Void publish(int publisher) {
		TcpWire wire = connect("publisher" + publisher);
		Receiver answers = new Receiver();
		for (int number = 1; number <= MESSAGES; number++) {
			for (int qos = 0; qos < 3; qos++) {
				int id = 1 + (3 * number + qos) % 60_000;
				wire.send(bytes(Packets.publish("t/" + publisher, "p" + publisher + " " + number).qos(qos).id(id)));
				if (qos == 2) {
					wire.send(bytes(Packets.pubrel(id)));
				}
			}
			if (number % 10 == 0) {
				answers.take(wire, Duration.ofMillis(1));
			}
		}
		wire.send(bytes(Packets.pingreq()));
		while (!answers.isAnswered()) { // closing earlier would throw away what is not
										// read
			assertThat(answers.take(wire, PATIENCE)).isTrue();
		}
		wire.close();
		return null;
	}

	private static boolean isComplete(Receiver receiver) {
		return receiver.arrivals()
			.stream()
			.filter((arrival) -> arrival.qos() > 0 && arrival.number() == MESSAGES)
			.map((arrival) -> arrival.origin() + arrival.qos())
			.distinct()
			.count() == 2 * PUBLISHERS;
	}

	private Receiver receive(TcpWire wire) {
		Receiver receiver = new Receiver();
		while (!isCompleteSoon(receiver) && receiver.take(wire, PATIENCE)) {
			// more to come
		}
		return receiver;
	}

	// looks at everything only when enough has come
	private static boolean isCompleteSoon(Receiver receiver) {
		return receiver.arrivals().size() >= 2 * PUBLISHERS * MESSAGES && isComplete(receiver);
	}

	private void publishAll(List<Callable<Receiver>> receivers, List<Receiver> received) throws Exception {
		List<Future<Receiver>> receiving = new ArrayList<>();
		receivers.forEach((each) -> receiving.add(this.threads.submit(each)));
		List<Future<Void>> publishing = new ArrayList<>();
		for (int i = 0; i < PUBLISHERS; i++) {
			int publisher = i;
			publishing.add(this.threads.submit(() -> publish(publisher)));
		}
		for (Future<Void> each : publishing) {
			each.get(60, TimeUnit.SECONDS);
		}
		for (Future<Receiver> each : receiving) {
			received.add(each.get(60, TimeUnit.SECONDS));
		}
	}

	@Test
	@Clause({ "MQTT-4.6.0-5", "MQTT-4.6.0-6" })
	void order_holds_under_load_across_loops() throws Exception {
		List<Callable<Receiver>> receivers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			TcpWire wire = connect("subscriber" + i);
			subscribe(wire);
			receivers.add(() -> receive(wire));
		}
		List<Receiver> received = new ArrayList<>();
		publishAll(receivers, received);
		for (Receiver each : received) {
			Sequences.check(each.arrivals(), MESSAGES, "a subscriber");
		}
	}

	// SUBACK means that the subscription counts from now on.
	private static void subscribe(TcpWire wire) {
		wire.send(bytes(Packets.subscribe(1, "t/+", 2)));
		byte[] suback = bytes(Packets.suback(1, 2));
		int bytes = 0;
		while (bytes < 4 + suback.length) {
			byte[] more = wire.receive(PATIENCE);
			assertThat(more).isNotNull();
			bytes += more.length;
		}
	}

	@Test
	void order_holds_while_the_subscriber_is_taken_over_again_and_again() throws Exception {
		TcpWire first = connect("subscriber");
		subscribe(first);
		AtomicBoolean published = new AtomicBoolean();
		List<Receiver> received = new ArrayList<>();
		publishAll(List.of(() -> moving(first, published)), received);
		Sequences.check(received.get(0).arrivals(), MESSAGES, "the moving subscriber");
	}

	// Another connection, mostly on another loop, after every few reads.
	private Receiver moving(TcpWire first, AtomicBoolean published) {
		Receiver receiver = new Receiver();
		TcpWire current = first;
		for (int reads = 1; !isCompleteSoon(receiver); reads++) {
			boolean more = receiver.take(current, Duration.ofSeconds(2));
			assertThat(more || !current.closed()).isTrue();
			if (reads % 20 == 0) {
				receiver.reconnected();
				TcpWire next = connect("subscriber");
				current.close();
				current = next;
			}
		}
		TcpWire last = connect("subscriber");
		receiver.reconnected();
		while (receiver.take(last, Duration.ofMillis(300))) {
			// what was in flight
		}
		return receiver;
	}

}
