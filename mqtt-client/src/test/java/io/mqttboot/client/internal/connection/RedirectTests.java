package io.mqttboot.client.internal.connection;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers that name other servers (MQTT 5.0, 4.11). Servers of these stories are known by
 * their ports.
 */
class RedirectTests {

	private ManualClient client;

	private void client(UnaryOperator<MqttClientConfig.Builder> set, String... uris) {
		this.client = new ManualClient((config) -> set.apply(
				config.version(MqttVersion.MQTT_5).serverUris(List.of(uris).stream().map(MqttServerUri::of).toList())));
	}

	private void client(String... uris) {
		client((config) -> config, uris);
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private void refer(int code, String reference) {
		WirePeer server = this.client.accept();
		server.receive(Connect.class);
		server.send(Packets.connack().code(code).property(Property.SERVER_REFERENCE, reference)).isClosed();
		this.client.advance(Duration.ofMillis(1));
	}

	private String last() {
		List<String> events = this.client.events();
		return events.get(events.size() - 1);
	}

	@Test
	void a_client_goes_where_it_is_sent_at_once() {
		client("a:1");
		refer(0x9C, "b:2");
		assertThat(last()).isEqualTo("connecting 2");
		this.client.serve();
		assertThat(last()).isEqualTo("connected");
	}

	@Test
	void where_a_client_was_sent_for_a_time_it_does_not_stay() {
		client("a:1", "c:3");
		refer(0x9C, "b:2");
		this.client.serve();
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		assertThat(last()).isEqualTo("connecting 3");
	}

	@Test
	void the_servers_that_were_named_are_tried_one_after_the_other() {
		client("a:1");
		refer(0x9C, "b:2 [::1]:3");
		this.client.cut();
		this.client.advance(Duration.ofSeconds(1));
		assertThat(last()).isEqualTo("connecting 3");
		this.client.cut();
		this.client.advance(Duration.ofSeconds(2));
		assertThat(last()).isEqualTo("connecting 1");
	}

	@Test
	void a_server_that_has_moved_is_forgotten() {
		client("a:1");
		refer(0x9D, "b:2");
		this.client.serve();
		for (int i = 0; i < 2; i++) {
			this.client.cut();
			this.client.advance(Duration.ofSeconds(8));
			assertThat(last()).isEqualTo("connecting 2");
			this.client.serve();
		}
	}

	@ParameterizedTest
	@CsvSource({ "0x9C, connecting 1", "0x9D, connecting 2" })
	void a_connected_client_is_sent_on_with_disconnect(String code, String afterwards) {
		client("a:1");
		WirePeer server = this.client.serve();
		server.send(Packets.disconnect(Integer.decode(code)).property(Property.SERVER_REFERENCE, "b:2")).isClosed();
		this.client.advance(Duration.ofMillis(1));
		assertThat(last()).isEqualTo("connecting 2");
		this.client.serve();
		this.client.cut();
		this.client.advance(Duration.ofSeconds(8));
		assertThat(last()).isEqualTo(afterwards);
	}

	@Test
	void servers_that_send_a_client_in_circles_make_it_wait() {
		client("a:1");
		for (int i = 0; i < 5; i++) {
			refer(0x9C, "b:" + (2 + i));
			assertThat(last()).isEqualTo("connecting " + (2 + i));
		}
		refer(0x9C, "b:9");
		assertThat(last()).startsWith("failed: the server refused: use another server");
		this.client.advance(Duration.ofSeconds(1));
		assertThat(last()).isEqualTo("connecting 1");
	}

	@Test
	void a_redirect_that_is_not_wanted_is_a_failed_attempt() {
		client((config) -> config.followRedirects(false), "a:1");
		refer(0x9D, "b:2");
		assertThat(last()).isEqualTo("failed: the server refused: server moved, to 'b:2'");
		this.client.advance(Duration.ofSeconds(1));
		assertThat(last()).isEqualTo("connecting 1");
	}

	@ParameterizedTest
	@CsvSource({ "'tcp://b:2'", "'http://b'", "''", "':'", "'b:99999'" })
	void a_reference_that_says_nothing_good_is_not_followed(String reference) {
		client("ssl://a:1");
		refer(0x9C, reference);
		assertThat(last()).startsWith("failed: ");
	}

	@Test
	void a_server_that_knows_no_mqtt_5_is_an_error_and_no_reason_to_speak_3() {
		client("a:1");
		WirePeer server = this.client.accept();
		server.receive(Connect.class);
		server.sendHex("20 02 00 01").isClosed();
		assertThat(this.client.events()).contains("failed: the server answers as one that speaks no MQTT 5");
		assertThat(last()).isEqualTo("rests");
		this.client.advance(Duration.ofMinutes(10));
		assertThat(this.client.isConnecting()).isFalse();
	}

	@Test
	void a_client_that_is_sent_on_again_and_again_has_no_twin() {
		client("a:1");
		for (int i = 2; i <= 5; i++) {
			this.client.serve().send(Packets.disconnect(0x9C).property(Property.SERVER_REFERENCE, "b:" + i)).isClosed();
			this.client.advance(Duration.ofMillis(1));
			assertThat(last()).isEqualTo("connecting " + i);
		}
		assertThat(this.client.events()).doesNotContain("twin");
	}

}
