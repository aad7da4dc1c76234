package io.mqttboot.server.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documents' two courses do with Paho: producers and consumers in groups, and
 * the demonstration of wills and retained messages.
 */
@Tag("paho-v3")
class PahoCourseTests {

	@RegisterExtension
	static LoopbackBroker broker = new LoopbackBroker();

	private final String topic = LoopbackBroker.name("course");

	@Test
	void consumers_of_a_queue_divide_the_work() throws MqttException {
		List<PahoMqtt3Client> consumers = consumers("$queue/" + this.topic + "/#", 3);
		produce(30);
		assertThat(takenBy(consumers, 30)).containsExactlyInAnyOrderElementsOf(jobs(30));
	}

	@Test
	void each_group_gets_everything_and_divides_it() throws MqttException {
		List<PahoMqtt3Client> first = consumers("$share/first/" + this.topic + "/#", 2);
		List<PahoMqtt3Client> second = consumers("$share/second/" + this.topic + "/#", 2);
		List<PahoMqtt3Client> queue = consumers("$queue/" + this.topic + "/#", 2);
		List<PahoMqtt3Client> ordinary = consumers(this.topic + "/#", 1);
		produce(30);
		for (List<PahoMqtt3Client> group : List.of(first, second, queue)) {
			assertThat(takenBy(group, 30)).containsExactlyInAnyOrderElementsOf(jobs(30));
		}
		assertThat(takenBy(ordinary, 30)).containsExactlyElementsOf(jobs(30));
	}

	@Test
	void a_consumer_that_goes_leaves_its_share_to_the_others() throws MqttException {
		List<PahoMqtt3Client> consumers = consumers("$queue/" + this.topic + "/#", 2);
		consumers.remove(0).client.disconnect();
		produce(10);
		assertThat(takenBy(consumers, 10)).containsExactlyElementsOf(jobs(10));
	}

	@Test
	void each_client_meets_the_retained_messages_of_both_its_topics() throws MqttException {
		retain();
		for (String clientId : new String[] { "1", "2" }) {
			PahoMqtt3Client client = demoClient(clientId);
			client.inbox.receivesInAnyOrder(Received.retained(this.topic, "for all", 1),
					Received.retained(this.topic + "/" + clientId, "for " + clientId, 1));
		}
	}

	@Test
	void an_abrupt_close_delivers_the_will_and_keeps_it() throws Exception {
		PahoMqtt3Client watcher = client("watcher").connect().subscribe(this.topic + "/+", 2);
		PahoMqtt3Client client = demoClient("1");
		client.pullTheCable();
		watcher.inbox.receives(Received.live(this.topic + "/1", "close", 2));
		PahoMqtt3Client later = client("later").connect().subscribe(this.topic + "/1", 2);
		later.inbox.receives(Received.retained(this.topic + "/1", "close", 2));
	}

	@Test
	void a_polite_close_delivers_no_will() throws Exception {
		PahoMqtt3Client watcher = client("watcher").connect().subscribe(this.topic + "/+", 2);
		demoClient("1").client.disconnect();
		client("publisher").connect().publish(this.topic + "/1", "nobody died", 1, false);
		watcher.inbox.receives(Received.live(this.topic + "/1", "nobody died", 1));
	}

	@Test
	void a_second_use_of_a_client_id_takes_over() throws Exception {
		PahoMqtt3Client watcher = client("watcher").connect().subscribe(this.topic + "/+", 2);
		PahoMqtt3Client first = demoClient("1");
		PahoMqtt3Client second = demoClient("1");
		first.awaitLoss();
		watcher.inbox.receives(Received.live(this.topic + "/1", "close", 2));
		assertThat(second.client.isConnected()).isTrue();
		client("publisher").connect().publish(this.topic, "still here", 1, false);
		Awaitility.await().atMost(Inbox.PATIENCE).until(() -> second.inbox.next().text().equals("still here"));
	}

	// the publisher of the demonstration: clean=false, three retained messages
	private void retain() throws MqttException {
		PahoMqtt3Client publisher = client("publisher");
		publisher.options.setCleanSession(false);
		publisher.connect();
		publisher.publish(this.topic, "for all", 1, true);
		publisher.publish(this.topic + "/1", "for 1", 1, true);
		publisher.publish(this.topic + "/2", "for 2", 1, true);
		publisher.client.disconnect();
	}

	// a client of the demonstration: both topics in one SUBSCRIBE, a retained will
	private PahoMqtt3Client demoClient(String clientId) throws MqttException {
		PahoMqtt3Client client = new PahoMqtt3Client(broker, this.topic + "-" + clientId);
		client.options.setWill(this.topic + "/" + clientId, Received.bytes("close"), 2, true);
		client.connect();
		client.client.subscribe(new String[] { this.topic, this.topic + "/" + clientId }, new int[] { 1, 1 });
		return client;
	}

	private void produce(int count) throws MqttException {
		PahoMqtt3Client producer = client("producer").connect();
		for (int i = 0; i < count; i++) {
			producer.publish(this.topic + "/job", "job" + i, 1, false);
		}
	}

	private List<PahoMqtt3Client> consumers(String filter, int count) throws MqttException {
		List<PahoMqtt3Client> consumers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			consumers.add(client("consumer").connect().subscribe(filter, 2));
		}
		return consumers;
	}

	private static List<String> takenBy(List<PahoMqtt3Client> consumers, int count) {
		Awaitility.await()
			.atMost(Inbox.PATIENCE)
			.until(() -> consumers.stream().mapToInt((each) -> each.inbox.size()).sum() >= count);
		return consumers.stream()
			.flatMap((each) -> each.inbox.next(each.inbox.size()).stream())
			.map(Received::text)
			.toList();
	}

	private static List<String> jobs(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "job" + i).toList();
	}

	private PahoMqtt3Client client(String kind) throws MqttException {
		return new PahoMqtt3Client(broker, LoopbackBroker.name(kind));
	}

}
