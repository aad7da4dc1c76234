package io.mqttboot.server.conformance;

import java.util.Map;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Wills: when they are published and when not.
 */
class Section3_1_WillTests {

	@RegisterExtension
	static TestBroker broker = new TestBroker();

	@EachVersion
	@Clause({ "MQTT-3.1.2-7", "MQTT-3.1.2-8", "MQTT-3.1.2-14", "3.1.1:MQTT-3.1.2-8", "3.1.1:MQTT-3.1.2-16" })
	void a_connection_that_breaks_has_its_will_published(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(version, topic);
		broker.client(withWill(version, topic, "broken")).abort();
		watcher.takes(Packets.publish(topic, "broken").qos(1));
		broker.client(version).subscribes(topic, 1).receivesNothing(); // not retained
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-8", "3.1.1:MQTT-3.1.2-8" })
	void a_connection_that_is_closed_for_an_error_has_its_will_published(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(version, topic);
		broker.client(withWill(version, topic, "error")).send(Packets.subscribe(1)).isDisconnected(0x81, 0x82);
		watcher.takes(Packets.publish(topic, "error").qos(1));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-8", "3.1.1:MQTT-3.1.2-8" })
	void a_connection_that_is_taken_over_has_its_will_published(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(version, topic);
		String id = TestBroker.name("client");
		broker.client(Packets.connect(version, id).will(topic, "taken over", 1));
		broker.client(Packets.connect(version, id));
		watcher.takes(Packets.publish(topic, "taken over").qos(1));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-15", "3.1.1:MQTT-3.1.2-17" })
	void a_retained_will_is_there_for_later_subscribers(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(version, topic);
		broker.client(withWill(version, topic, "kept").willRetain()).abort();
		watcher.takes(Packets.publish(topic, "kept").qos(1));
		broker.client(version).subscribes(topic, 1).takes(Packets.publish(topic, "kept").qos(1).retain());
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-10", "MQTT-3.14.4-3", "3.1.1:MQTT-3.1.2-10", "3.1.1:MQTT-3.14.4-3" })
	void disconnect_discards_the_will(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(version, topic);
		broker.client(withWill(version, topic, "never")).leaves();
		watcher.receivesNothingFrom(broker.client(version));
	}

	@Test
	@Clause("MQTT-3.1.2-8")
	void disconnect_with_will_publishes_it() {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(Version.V5, topic);
		broker.client(withWill(Version.V5, topic, "on purpose")).send(Packets.disconnect(0x04)).isClosed();
		watcher.takes(Packets.publish(topic, "on purpose").qos(1));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.2-10", "3.1.1:MQTT-3.1.2-10", "3.1.1:MQTT-3.1.2-12" })
	void a_will_is_published_once_and_then_forgotten(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(version, topic);
		String id = TestBroker.name("client");
		broker.client(TestBroker.resuming(version, id).will(topic, "once", 1)).abort();
		watcher.takes(Packets.publish(topic, "once").qos(1));
		WirePeer again = broker.client(TestBroker.resuming(version, id));
		again.send(Packets.subscribe(1)).isDisconnected(0x81, 0x82); // an error, but no
																		// will this time
		watcher.receivesNothingFrom(broker.client(version));
	}

	@Test
	@Clause("MQTT-3.1.2-8")
	void a_session_that_ends_before_the_will_delay_publishes_the_will() {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(Version.V5, topic);
		String id = TestBroker.name("client");
		Connect connect = Packets.connect(id)
			.sessionExpiry(10_000)
			.will(topic, "session over", 1)
			.willProperty(Property.WILL_DELAY, 9_000L);
		broker.client(connect).abort();
		broker.client(Packets.connect(id)); // clean start ends the old session
		watcher.takes(Packets.publish(topic, "session over").qos(1));
	}

	@Test
	@Clause("MQTT-3.1.3-10")
	void properties_of_the_will_are_published_with_it_and_keep_their_order() {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(Version.V5, topic);
		Connect connect = withWill(Version.V5, topic, "text").willProperty(Property.PAYLOAD_FORMAT, 1)
			.willProperty(Property.CONTENT_TYPE, "text/plain")
			.willProperty(Property.RESPONSE_TOPIC, "answer/here")
			.willProperty(Property.CORRELATION_DATA, new byte[] { 0, 1 })
			.willProperty(Property.USER_PROPERTY, Map.entry("b", "1"))
			.willProperty(Property.USER_PROPERTY, Map.entry("a", "2"))
			.willProperty(Property.USER_PROPERTY, Map.entry("b", "3"));
		broker.client(connect).abort();
		watcher.takes(Packets.publish(topic, "text")
			.qos(1)
			.property(Property.PAYLOAD_FORMAT, 1)
			.property(Property.CONTENT_TYPE, "text/plain")
			.property(Property.RESPONSE_TOPIC, "answer/here")
			.property(Property.CORRELATION_DATA, new byte[] { 0, 1 })
			.userProperty("b", "1")
			.userProperty("a", "2")
			.userProperty("b", "3"));
	}

	@EachVersion
	@Clause("3.1.1:MQTT-3.1.2-8")
	void an_empty_will_is_a_message_too(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = watcher(version, topic);
		broker.client(withWill(version, topic, "")).abort();
		watcher.takes(Packets.publish(topic, "").qos(1));
	}

	private static WirePeer watcher(Version version, String topic) {
		return broker.client(version).subscribes(topic, 1);
	}

	private static Connect withWill(Version version, String topic, String payload) {
		return Packets.connect(version, TestBroker.name("client")).will(topic, payload, 1);
	}

}
