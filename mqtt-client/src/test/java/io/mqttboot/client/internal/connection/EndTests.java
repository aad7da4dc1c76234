package io.mqttboot.client.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What becomes of what is not done: when the client ends, and when handlers cannot run.
 */
class EndTests {

	private static final MqttClientException STOPPED = new MqttClientException(MqttReasonCode.SUCCESS, "stopped");

	private final List<String> heard = new ArrayList<>();

	private ManualClient client = new ManualClient((config) -> config);

	@AfterEach
	void close() {
		this.client.close();
	}

	private CompletableFuture<?> subscribe(String filter) {
		CompletableFuture<?> answer = this.client.subscribe(filter, MqttQos.AT_LEAST_ONCE,
				(topic, qos, payload, ack) -> this.heard.add(topic + MqttPayload.text(payload)), false);
		this.client.run();
		return answer;
	}

	private void end() {
		this.client.session().end(STOPPED);
		this.client.run();
	}

	private static void assertStopped(CompletableFuture<?> future) {
		assertThatThrownBy(future::join).hasCause(STOPPED);
	}

	@Test
	void everything_that_waits_for_the_server_fails() {
		WirePeer server = this.client.serve();
		CompletableFuture<?> granted = subscribe("granted");
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1));
		CompletableFuture<?> asked = subscribe("asked");
		CompletableFuture<?> leaving = this.client.session().unsubscribe(List.of("granted"));
		CompletableFuture<?> published = this.client.publish("a", "m", 1);
		this.client.run();
		end();
		assertThat(granted).isCompleted();
		assertStopped(asked);
		assertStopped(leaving);
		assertStopped(published);
	}

	@Test
	void everything_that_waits_for_a_connection_fails() {
		CompletableFuture<?> unasked = subscribe("unasked");
		CompletableFuture<?> published = this.client.publish("a", "m", 0);
		end();
		assertStopped(unasked);
		assertStopped(published);
	}

	@Test
	void what_is_asked_after_the_end_fails() {
		end();
		CompletableFuture<?> subscribed = subscribe("late");
		CompletableFuture<?> given = this.client.session().unsubscribe(List.of("late"));
		CompletableFuture<?> published = this.client.publish("a", "m", 0);
		CompletableFuture<?> asked = this.client.session()
			.request(MqttMessage.of("a", "m", MqttQos.AT_MOST_ONCE, false), Duration.ofSeconds(1));
		this.client.run();
		List.of(subscribed, given, published, asked).forEach(EndTests::assertStopped);
	}

	@Test
	void what_the_handlers_executor_does_not_take_is_handed_over_later_in_the_order_of_its_topic() {
		subscribe("#");
		WirePeer server = this.client.serve();
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1));
		this.client.takeHandlers(false);
		server.send(Packets.publish("a", "1").qos(1).id(1), Packets.publish("b", "2").qos(1).id(2));
		this.client.takeHandlers(true);
		server.send(Packets.publish("a", "3").qos(1).id(3));
		assertThat(this.heard).isEmpty();
		this.client.advance(Duration.ofSeconds(1));
		assertThat(this.heard).hasSize(3).contains("b2").containsSubsequence("a1", "a3");
		server.receives(Packets.puback(1), Packets.puback(2), Packets.puback(3));
	}

	@Test
	void a_handlers_executor_that_takes_nothing_stops_the_reading_and_loses_nothing() {
		this.client.close();
		this.client = new ManualClient((config) -> config.keepAliveSeconds(0)
			.limits(new MqttClientLimits(10, 10_000, 10, 10, 2, 10_000, 10_000, 0, 10)));
		subscribe("#");
		WirePeer server = this.client.serve();
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1));
		this.client.takeHandlers(false);
		server.send(Packets.publish("a", "1"), Packets.publish("a", "2"));
		assertThat(this.client.isReading()).isFalse();
		this.client.advance(Duration.ofMinutes(1));
		assertThat(this.client.isReading()).isFalse();
		this.client.takeHandlers(true);
		this.client.advance(Duration.ofSeconds(1));
		assertThat(this.heard).containsExactly("a1", "a2");
		assertThat(this.client.isReading()).isTrue();
	}

}
