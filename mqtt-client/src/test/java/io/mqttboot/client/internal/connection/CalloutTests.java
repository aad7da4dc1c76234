package io.mqttboot.client.internal.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.spi.MqttClientDropCause;
import io.mqttboot.client.spi.MqttClientObserver;
import io.mqttboot.client.spi.MqttCredentials;
import io.mqttboot.client.spi.MqttCredentialsProvider;
import io.mqttboot.testkit.wire.Connect;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client asks of its application, and tells it, around its packets.
 */
class CalloutTests {

	private final List<String> asked = new ArrayList<>();

	private final List<String> seen = new ArrayList<>();

	private ManualClient client;

	private ManualClient client(UnaryOperator<MqttClientConfig.Builder> set, @Nullable MqttCredentialsProvider provider,
			MqttClientObserver observer) {
		this.client = new ManualClient(set, observer, provider, null, ManualClient::holdCallouts);
		return this.client;
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private MqttCredentials token(String uri) {
		this.asked.add(uri);
		return new MqttCredentials("user", ("token " + this.asked.size()).getBytes(StandardCharsets.UTF_8),
				"id-" + this.asked.size());
	}

	@Test
	void credentials_are_asked_for_before_each_attempt_and_away_from_the_loop() {
		client((config) -> config.username("configured").password("old"), this::token, MqttClientObserver.NONE);
		for (int i = 1; i <= 2; i++) {
			assertThat(this.client.isConnecting()).as("not answered yet").isFalse();
			assertThat(this.client.runCallout()).isTrue();
			WirePeer server = this.client.accept();
			Connect connect = server.receive(Connect.class);
			assertThat(connect.userName()).isEqualTo("user");
			assertThat(connect.password()).isEqualTo("token " + i);
			assertThat(connect.clientId()).isEqualTo("id-" + i);
			server.send(Packets.connack().code(5)).isClosed();
			this.client.advance(Duration.ofSeconds(i));
		}
		assertThat(this.asked).hasSize(2).containsOnly("tcp://127.0.0.1:1883");
	}

	@Test
	void a_provider_that_fails_costs_its_attempt() {
		client((config) -> config, (uri) -> {
			this.asked.add(uri);
			if (this.asked.size() == 1) {
				throw new java.io.IOException("the vault is shut");
			}
			return MqttCredentials.of("a", "b");
		}, MqttClientObserver.NONE);
		this.client.runCallout();
		this.client.run();
		assertThat(this.client.events()).anySatisfy((event) -> assertThat(event).contains("the vault is shut"));
		this.client.advance(Duration.ofSeconds(1));
		this.client.runCallout();
		this.client.serve();
		assertThat(this.client.events()).endsWith("connected");
	}

	@Test
	void a_provider_that_does_not_answer_is_not_asked_twice() {
		client((config) -> config, this::token, MqttClientObserver.NONE);
		this.client.disconnect();
		this.client.connect();
		assertThat(this.client.events()).last().asString().contains("still does not say with what to connect");
		this.client.runCallout();
		assertThat(this.client.isConnecting()).as("the answer is for the attempt that was given up").isFalse();
		this.client.advance(Duration.ofSeconds(1));
		this.client.runCallout();
		this.client.serve();
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void a_password_without_user_name_fails_before_mqtt_5() {
		client((config) -> config, (uri) -> new MqttCredentials(null, new byte[1], null), MqttClientObserver.NONE);
		this.client.runCallout();
		this.client.run();
		assertThat(this.client.events()).anySatisfy((event) -> assertThat(event).contains("needs a user name"));
	}

	@Test
	void mqtt_5_lets_a_token_stand_alone() {
		client((config) -> config.version(MqttVersion.MQTT_5),
				(uri) -> new MqttCredentials(null, new byte[] { 65 }, null), MqttClientObserver.NONE);
		this.client.runCallout();
		Connect connect = this.client.accept().receive(Connect.class);
		assertThat(connect.userName()).isNull();
		assertThat(connect.password()).isEqualTo("A");
	}

	@Test
	void an_observer_sees_packets_and_handlers() {
		MqttClientObserver observer = new MqttClientObserver() {

			@Override
			public void packetSent(int type, int bytes) {
				CalloutTests.this.seen.add(">" + type + ":" + bytes);
			}

			@Override
			public void packetReceived(int type, int bytes) {
				CalloutTests.this.seen.add("<" + type + ":" + bytes);
			}

			@Override
			public void messageHandled(MqttQos qos, long nanos, @Nullable Throwable failure) {
				CalloutTests.this.seen
					.add("handled " + qos.value() + ((failure != null) ? " " + failure.getMessage() : ""));
			}

			@Override
			public void messageDropped(MqttClientDropCause cause) {
				CalloutTests.this.seen.add("dropped " + cause.tag());
			}

		};
		client((config) -> config, null, observer);
		this.client.subscribe("a", MqttQos.AT_LEAST_ONCE, (topic, qos, payload, ack) -> {
			if (payload.remaining() > 1) {
				throw new IllegalStateException("too long");
			}
		}, false);
		WirePeer server = this.client.serve();
		server.receive(Subscribe.class);
		server.send(Packets.suback(1, 1), Packets.publish("a", "m").qos(1).id(1), Packets.publish("a", "mm"),
				Packets.publish("b", "nobody"));
		server.receives(Packets.puback(1));
		this.client.publish("c", "out", 0);
		server.receives(Packets.publish("c", "out"));
		assertThat(this.seen).containsExactly(">1:20", "<2:4", ">8:8", "<9:5", "<3:8", "<3:7", "<3:11",
				"dropped no-handler", "handled 1", "handled 0 too long", ">4:4", ">3:8");
	}

	@Test
	void statistics_say_what_there_is() {
		client((config) -> config, null, MqttClientObserver.NONE);
		this.client.publish("a", "waits", 1);
		this.client.run();
		assertThat(this.client.session().statistics(false).outboxMessages()).isOne();
		assertThat(this.client.session().statistics(false).outboxBytes()).isPositive();
		assertThat(this.client.session().statistics(false).inFlight()).isZero();
		this.client.holdHandlers();
		this.client.subscribe("a", MqttQos.AT_MOST_ONCE, (topic, qos, payload, ack) -> {
		}, false);
		WirePeer server = this.client.serve();
		assertThat(this.client.session().statistics(true).inFlight()).isOne();
		server.receive(Subscribe.class);
		server.send(Packets.publish("a", "1"), Packets.publish("a", "2"));
		assertThat(this.client.session().statistics(true).handlerMessages()).isEqualTo(2);
	}

}
