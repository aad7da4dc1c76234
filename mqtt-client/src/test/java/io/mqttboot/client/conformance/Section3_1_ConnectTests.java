package io.mqttboot.client.conformance;

import java.time.Duration;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Version;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * CONNECT, its answer, and the end (MQTT 5.0, 3.1, 3.2 and 3.14).
 */
class Section3_1_ConnectTests extends Scripted {

	private static Version version(MqttVersion version) {
		return switch (version) {
			case MQTT_3_1 -> Version.V3_1;
			case MQTT_3_1_1 -> Version.V3_1_1;
			case MQTT_5 -> Version.V5;
		};
	}

	private Connect expected(MqttVersion version) {
		Connect connect = Packets.connect(version(version), "client").resume();
		if (version.is5()) {
			connect.sessionExpiry(MqttClientConfig.NEVER_EXPIRES)
				.property(Property.RECEIVE_MAX, 1000)
				.property(Property.MAX_PACKET_SIZE, 1024 * 1024)
				.property(Property.TOPIC_ALIAS_MAX, 16)
				.property(Property.REQUEST_RESPONSE_INFO, 1);
		}
		return connect;
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-3.1.2-11", "3.1.1:MQTT-3.1.2-13", "3.1.1:MQTT-3.1.2-15", "3.1.1:MQTT-3.1.2-18",
			"3.1.1:MQTT-3.1.2-20", "3.1.1:MQTT-3.1.3-2", "3.1.1:MQTT-3.1.3-3", "MQTT-3.1.2-11", "MQTT-3.1.2-13",
			"MQTT-3.1.2-16", "MQTT-3.1.2-18", "MQTT-3.1.3-2", "MQTT-3.1.3-3" })
	void connect_says_no_more_than_it_has_to(MqttVersion version) {
		start(version, (config) -> config);
		this.client.accept().receives(expected(version));
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-3.1.0-1", "3.1.1:MQTT-3.1.2-9", "3.1.1:MQTT-3.1.2-14", "3.1.1:MQTT-3.1.2-19",
			"3.1.1:MQTT-3.1.2-21", "3.1.1:MQTT-3.1.3-1", "MQTT-3.1.0-1", "MQTT-3.1.2-9", "MQTT-3.1.2-12",
			"MQTT-3.1.2-17", "MQTT-3.1.2-19", "MQTT-3.1.3-1" })
	void connect_says_everything_in_its_order(MqttVersion version) {
		start(version,
				(config) -> config.username("user")
					.password("secret")
					.will(new MqttWill(MqttMessage.of("will", "gone", MqttQos.EXACTLY_ONCE, true), 0)));
		Connect expected = expected(version).userName("user").password("secret").will("will", "gone", 2).willRetain();
		if (version.is5()) {
			expected.willProperty(Property.WILL_DELAY, 0);
		}
		this.client.accept().receives(expected);
	}

	@ParameterizedTest
	@EnumSource(names = { "MQTT_3_1", "MQTT_3_1_1" })
	@Clause("3.1.1:MQTT-3.1.2-22")
	void before_mqtt_5_a_password_needs_a_user_name(MqttVersion version) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MqttClientConfig.builder().version(version).password("secret").build());
	}

	@Test
	@Clause("3.1.1:MQTT-3.1.3-7")
	void a_client_id_is_never_empty() {
		assertThatIllegalArgumentException().isThrownBy(() -> MqttClientConfig.builder().clientId("").build());
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-3.1.2-23", "MQTT-3.1.2-20" })
	void no_silence_is_longer_than_the_keep_alive(MqttVersion version) {
		start(version, (config) -> config.keepAliveSeconds(10));
		WirePeer server = this.client.serve();
		for (int i = 0; i < 3; i++) {
			this.client.advance(Duration.ofSeconds(10));
			server.receives(Packets.pingreq()).send(Packets.pingresp());
		}
	}

	@Test
	@Clause({ "MQTT-3.1.2-21", "MQTT-3.2.2-21" })
	void the_servers_keep_alive_holds() {
		start(MqttVersion.MQTT_5, (config) -> config.keepAliveSeconds(1000));
		WirePeer server = this.client.serve(Packets.connack().property(Property.SERVER_KEEP_ALIVE, 10));
		this.client.advance(Duration.ofSeconds(10));
		server.receives(Packets.pingreq());
	}

	@EachVersion
	@Clause("MQTT-3.2.2-4")
	void a_client_that_has_no_session_leaves_a_server_that_says_it_has_one(MqttVersion version) {
		start(version, (config) -> config.cleanStart(true));
		WirePeer server = this.client.accept();
		server.receive(Connect.class);
		server.send(Packets.connack().sessionPresent(true));
		if (version == MqttVersion.MQTT_3_1) {
			this.client.publish("a", "3.1 knows no such bit", 0);
			server.receives(Packets.publish("a", "3.1 knows no such bit"));
		}
		else {
			server.isClosed();
		}
	}

	@EachVersion
	@Clause("MQTT-4.13.2-1")
	void a_server_that_refuses_is_left(MqttVersion version) {
		start(version, (config) -> config);
		WirePeer server = this.client.accept();
		server.receive(Connect.class);
		server.send(Packets.connack().code(version.is5() ? 0x87 : 5)).isClosed();
	}

	@Test
	@Clause("MQTT-4.13.2-1")
	void a_server_that_says_disconnect_is_left() {
		serve(MqttVersion.MQTT_5).send(Packets.disconnect(0x8B)).isClosed();
		assertThat(this.client.events()).last().asString().contains("server shutting down");
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-3.14.4-1", "3.1.1:MQTT-3.14.4-2", "MQTT-3.14.4-1", "MQTT-3.14.4-2", "MQTT-3.14.2-1",
			"MQTT-3.14.2-3", "MQTT-3.14.2-4" })
	void nothing_follows_disconnect_but_the_end(MqttVersion version) {
		WirePeer server = serve(version);
		this.client.disconnect();
		this.client.publish("a", "too late", 1);
		this.client.run();
		server.receives(Packets.disconnect()).isClosed();
	}

	@EachVersion
	@Clause({ "3.1.1:MQTT-3.1.2-6", "MQTT-3.2.2-5", "3.1.1:MQTT-4.1.0-2" })
	void a_session_that_the_server_has_lost_is_forgotten(MqttVersion version) {
		WirePeer server = listening(version);
		server.send(Packets.publish("a", "m").qos(2).id(7)).receives(Packets.pubrec(7));
		this.client.publish("b", "m", 2);
		server.receives(Packets.publish("b", "m").qos(2).id(2)).send(Packets.pubrec(2)).receives(Packets.pubrel(2));
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		server = this.client.serve();
		server.receive(io.mqttboot.testkit.wire.Subscribe.class); // and no PUBREL
		server.send(Packets.publish("a", "new").qos(2).id(7)).receives(Packets.pubrec(7));
		assertThat(this.heard).containsExactly("m", "new");
	}

	@ParameterizedTest
	@EnumSource(names = { "MQTT_3_1_1", "MQTT_5" })
	@Clause({ "MQTT-3.1.2-23", "3.1.1:MQTT-4.1.0-1", "MQTT-4.1.0-1" })
	void a_session_is_kept_until_the_next_connection(MqttVersion version) {
		WirePeer server = listening(version);
		server.send(Packets.publish("a", "once").qos(2).id(7)).receives(Packets.pubrec(7));
		this.client.publish("b", "m", 1);
		server.receives(Packets.publish("b", "m").qos(1).id(2));
		server = resume();
		server.receives(Packets.publish("b", "m").qos(1).id(2).dup());
		server.send(Packets.publish("a", "once").qos(2).id(7).dup()).receives(Packets.pubrec(7));
		assertThat(this.heard).containsExactly("once");
	}

}
