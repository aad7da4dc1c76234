package io.mqttboot.server.conformance;

import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A server that asks who comes.
 */
class Section3_1_IdentityTests {

	private static final int BAD_USER_NAME_OR_PASSWORD = 0x86;

	private static final int NOT_AUTHORIZED = 0x87;

	@RegisterExtension
	static TestBroker broker = new TestBroker((builder) -> builder
		.authHandler((clientId, userName, password) -> "user".equals(userName) && "secret".equals(password)));

	@EachVersion
	@Clause({ "MQTT-3.1.3-1", "3.1.1:MQTT-3.1.3-1" })
	void fields_of_the_payload_are_read_in_order(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = broker.client(good(version)).subscribes(topic, 0);
		broker.client(good(version).will(topic, "will", 0)).abort();
		watcher.receives(Packets.publish(topic, "will"));
	}

	@EachVersion
	@Clause({ "MQTT-3.1.4-2", "MQTT-3.2.2-6", "MQTT-3.2.2-7", "MQTT-3.2.2-8", "3.1.1:MQTT-3.2.2-4",
			"3.1.1:MQTT-3.2.2-5" })
	void a_wrong_password_is_refused(Version version) {
		broker.peer().send(good(version).password("guess")).isRefused(BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, 4, 5);
		broker.peer()
			.send(Packets.connect(version, TestBroker.name("client")))
			.isRefused(BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, 4, 5);
	}

	@EachVersion
	@Clause({ "MQTT-3.1.4-6", "3.1.1:MQTT-3.1.4-5" })
	void nothing_that_follows_a_refused_connect_is_processed(Version version) {
		String topic = TestBroker.name("topic");
		WirePeer watcher = broker.client(good(version)).subscribes(topic, 0);
		broker.peer()
			.send(Packets.connect(version, TestBroker.name("client")), Packets.publish(topic, "sneaked in").retain())
			.isRefused(BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, 4, 5);
		watcher.receivesNothingFrom(broker.client(good(version)));
		broker.client(good(version)).subscribes(topic, 0).receivesNothing();
	}

	@EachVersion
	@Clause("MQTT-3.1.4-2")
	void a_refused_client_does_not_end_the_connection_of_the_real_one(Version version) {
		String id = TestBroker.name("client");
		WirePeer real = broker.client(Packets.connect(version, id).userName("user").password("secret"));
		broker.peer()
			.send(Packets.connect(version, id).userName("user").password("guess"))
			.isRefused(BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, 4, 5);
		real.receivesNothing();
	}

	@EachVersion
	@Clause({ "MQTT-3.1.4-2", "3.1.1:MQTT-3.1.2-8" })
	void a_refused_client_leaves_no_will(Version version) {
		String topic = TestBroker.name("will");
		WirePeer watcher = broker.client(good(version)).subscribes(topic, 0);
		broker.peer()
			.send(good(version).password("guess").will(topic, "never", 0))
			.isRefused(BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, 4, 5);
		watcher.receivesNothingFrom(broker.client(good(version)));
	}

	private static Connect good(Version version) {
		return Packets.connect(version, TestBroker.name("client")).userName("user").password("secret");
	}

}
