package io.mqttboot.server.attack;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.ManualBroker;
import io.mqttboot.testkit.wire.Ack;
import io.mqttboot.testkit.wire.Connack;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Topics that begin with a dollar sign belong to the server: no client publishes there,
 * on whatever way, and the server lives on.
 */
class ReservedTopicTests {

	private static final int TOPIC_NAME_INVALID = 0x90;

	private final ManualBroker broker = new ManualBroker();

	private final WirePeer publisher = this.broker.client(Packets.connect("publisher"));

	@AfterEach
	void close() {
		this.broker.close();
	}

	private WirePeer watcher(String topic) {
		return this.broker.client(Packets.connect("watcher")).subscribes(topic, 2);
	}

	// what the application publishes there comes, and nothing before it
	private void sawNothing(WirePeer watcher, String topic) {
		this.broker.publish(MqttMessage.of(topic, "from the server", MqttQos.AT_MOST_ONCE, false));
		watcher.takes(Packets.publish(topic, "from the server"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "$", "$SYS", "$SYS/broker/version", "$sys", "$x", "$share/group/a", "$queue/a", "$/a",
			"$delayed/0/a", "$delayed/1", "$delayed/x/a", "$delayed/-1/a", "$delayed/9999999999/a",
			"$delayed/4294967296/a" })
	void no_client_publishes_where_the_server_does(String topic) {
		boolean asks = topic.startsWith("$share") || topic.startsWith("$queue");
		WirePeer watcher = asks ? null : watcher(topic);
		this.publisher.send(Packets.publish(topic, "forged"));
		this.publisher.send(Packets.publish(topic, "forged").qos(1).id(1));
		assertThat(this.publisher.receive(Ack.class).code()).isEqualTo(TOPIC_NAME_INVALID);
		this.publisher.send(Packets.publish(topic, "forged").qos(2).id(2).retain());
		assertThat(this.publisher.receive(Ack.class).code()).isEqualTo(TOPIC_NAME_INVALID);
		this.publisher.send(Packets.publish(topic, "forged").qos(1).id(3).property(Property.TOPIC_ALIAS, 1L));
		assertThat(this.publisher.receive(Ack.class).code()).isEqualTo(TOPIC_NAME_INVALID);
		this.publisher.send(Packets.publish("", "forged").qos(1).id(4).property(Property.TOPIC_ALIAS, 1L));
		assertThat(this.publisher.receive(Ack.class).code()).isEqualTo(TOPIC_NAME_INVALID);
		WirePeer old = this.broker.client(Packets.connect(Version.V3_1_1, "old"));
		old.publishes(Packets.publish(topic, "forged").qos(1)); // it can be told nothing
		if (watcher != null) {
			sawNothing(watcher, topic);
		}
		assertThat(this.broker.statistics().retained()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "$delayed/1/$SYS/a", "$delayed/1/$delayed/1/a", "$delayed/1/$share/g/a" })
	void a_delay_is_no_way_there(String topic) {
		this.publisher.send(Packets.publish(topic, "forged").qos(1).id(1));
		assertThat(this.publisher.receive(Ack.class).code()).isEqualTo(TOPIC_NAME_INVALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "$", "$SYS/a", "$share/g/a", "$delayed/1/a" })
	void a_will_is_no_way_there(String topic) {
		Connack answer = this.broker.peer()
			.send(Packets.connect("mortal").will(topic, "forged", 1).willRetain())
			.receive(Connack.class);
		assertThat(answer.code()).isEqualTo(TOPIC_NAME_INVALID);
	}

}
