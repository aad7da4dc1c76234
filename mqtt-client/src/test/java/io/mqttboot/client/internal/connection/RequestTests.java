package io.mqttboot.client.internal.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttTimeoutException;
import io.mqttboot.testkit.Clause;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Property;
import io.mqttboot.testkit.wire.Publish;
import io.mqttboot.testkit.wire.Subscribe;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What becomes of a request, and where its answer comes.
 */
class RequestTests {

	private static final Duration TIME = Duration.ofSeconds(5);

	private ManualClient client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5));

	@AfterEach
	void close() {
		this.client.close();
	}

	private void client3() {
		this.client.close();
		this.client = new ManualClient((config) -> config);
	}

	private static MqttMessage question(String text) {
		return MqttMessage.of("ask", text, MqttQos.AT_MOST_ONCE, false);
	}

	private CompletableFuture<MqttMessage> ask(String text) {
		return this.client.session().request(question(text), TIME);
	}

	private CompletableFuture<MqttMessage> ask(String text, String replyTopic, Predicate<MqttMessage> answers) {
		return this.client.session().request(question(text), MqttTopicFilter.of(replyTopic), answers, TIME);
	}

	private static Predicate<MqttMessage> beginning(String text) {
		return (message) -> MqttPayload.text(message.payload()).startsWith(text);
	}

	private static Publish answerTo(Publish asked, String text) {
		String correlation = asked.text(Property.CORRELATION_DATA).orElseThrow().replace("\"", "");
		return Packets.publish(asked.text(Property.RESPONSE_TOPIC).orElseThrow(), text)
			.property(Property.CORRELATION_DATA, correlation.getBytes(StandardCharsets.UTF_8));
	}

	private static void assertFailed(CompletableFuture<?> future, Class<? extends Throwable> cause, String text) {
		assertThatThrownBy(future::join).cause().isInstanceOf(cause).hasMessageContaining(text);
	}

	@Test
	@Clause("MQTT-3.3.2-15")
	void a_request_leaves_when_its_answer_can_come_and_is_answered() {
		WirePeer server = this.client.serve();
		CompletableFuture<MqttMessage> answer = ask("time?");
		Subscribe subscribe = server.receive(Subscribe.class);
		assertThat(subscribe.filters()).containsExactly("replies/client");
		server.send(Packets.suback(subscribe.id(), 1));
		Publish asked = server.receive(Publish.class);
		assertThat(asked.payload()).isEqualTo("time?");
		assertThat(asked.number(Property.MESSAGE_EXPIRY)).hasValue(5L);
		assertThat(answer).isNotDone();
		server.send(answerTo(asked, "noon"));
		assertThat(answer).isCompletedWithValueMatching(beginning("noon"));
	}

	@Test
	void answers_find_their_requests_in_any_order_over_one_subscription() {
		WirePeer server = this.client.serve();
		CompletableFuture<MqttMessage> first = ask("1");
		CompletableFuture<MqttMessage> second = ask("2");
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1));
		Publish asked1 = server.receive(Publish.class);
		Publish asked2 = server.receive(Publish.class);
		CompletableFuture<MqttMessage> third = ask("3");
		Publish asked3 = server.receive(Publish.class);
		server.send(answerTo(asked3, "c"), answerTo(asked2, "b"), answerTo(asked1, "a"));
		assertThat(first).isCompletedWithValueMatching(beginning("a"));
		assertThat(second).isCompletedWithValueMatching(beginning("b"));
		assertThat(third).isCompletedWithValueMatching(beginning("c"));
	}

	@Test
	void the_server_may_say_where_answers_come() {
		WirePeer server = this.client.serve(Packets.connack().property(Property.RESPONSE_INFO, "back"));
		ask("time?");
		assertThat(server.receive(Subscribe.class).filters()).containsExactly("back/client");
	}

	@Test
	void a_client_id_is_one_level_of_the_reply_topic() {
		this.client.close();
		this.client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5).clientId("a/b+#%"));
		WirePeer server = this.client.serve();
		ask("time?");
		assertThat(server.receive(Subscribe.class).filters()).containsExactly("replies/a%2Fb%2B%23%25");
	}

	@Test
	void a_request_made_without_a_connection_waits_for_one_and_fails_in_time() {
		CompletableFuture<MqttMessage> early = ask("early");
		this.client.advance(TIME);
		assertFailed(early, MqttTimeoutException.class, "no answer to the request on 'ask' within PT5S");
		CompletableFuture<MqttMessage> waiting = ask("waiting");
		WirePeer server = this.client.serve();
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1));
		Publish asked = server.receive(Publish.class);
		assertThat(asked.payload()).isEqualTo("waiting");
		server.send(answerTo(asked, "ok"));
		assertThat(waiting).isCompletedWithValueMatching(beginning("ok"));
	}

	@Test
	void an_answer_that_comes_too_late_is_ignored_and_counted() {
		WirePeer server = this.client.serve();
		CompletableFuture<MqttMessage> answer = ask("time?");
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1));
		Publish asked = server.receive(Publish.class);
		this.client.advance(TIME);
		assertFailed(answer, MqttTimeoutException.class, "PT5S");
		server.send(answerTo(asked, "noon"), Packets.publish("replies/client", "no correlation"));
		assertThat(this.client.session().statistics(true).lateAnswers()).isEqualTo(2);
	}

	@Test
	void a_request_that_the_server_refuses_fails_at_once() {
		WirePeer server = this.client.serve();
		CompletableFuture<MqttMessage> answer = this.client.session()
			.request(question("forbidden").withQos(MqttQos.AT_LEAST_ONCE), TIME);
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1));
		server.send(Packets.puback(server.receive(Publish.class).id()).code(0x87));
		assertFailed(answer, MqttClientException.class, "refused the message on 'ask'");
	}

	@Test
	void a_reply_topic_that_the_server_refuses_fails_the_request() {
		WirePeer server = this.client.serve();
		CompletableFuture<MqttMessage> answer = ask("time?");
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 0x87));
		assertFailed(answer, MqttClientException.class, "refused the subscription to 'replies/client'");
		CompletableFuture<MqttMessage> other = ask("time?", "answers", (message) -> true);
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 0x80));
		assertFailed(other, MqttClientException.class, "refused the subscription to 'answers'");
	}

	@Test
	void no_more_requests_wait_than_the_limit_says() {
		this.client.close();
		this.client = new ManualClient((config) -> config.version(MqttVersion.MQTT_5)
			.limits(new MqttClientLimits(10, 10_000, 10, 10, 10, 10_000, 10_000, 0, 1)));
		CompletableFuture<MqttMessage> first = ask("1");
		CompletableFuture<MqttMessage> second = ask("2");
		this.client.run();
		assertFailed(second, MqttClientException.class, "1 requests wait");
		first.cancel(false);
		CompletableFuture<MqttMessage> third = ask("3");
		this.client.run();
		assertThat(third).isNotDone();
	}

	@Test
	void before_mqtt_5_an_answer_is_told_by_its_topic_and_a_test() {
		client3();
		WirePeer server = this.client.serve();
		CompletableFuture<MqttMessage> first = ask("1", "answers", beginning("a"));
		CompletableFuture<MqttMessage> second = ask("2", "answers", beginning("b"));
		Subscribe subscribe = server.receive(Subscribe.class);
		assertThat(subscribe.filters()).containsExactly("answers");
		server.send(Packets.suback(subscribe.id(), 1))
			.receives(Packets.publish("ask", "1"), Packets.publish("ask", "2"));
		server.send(Packets.publish("answers", "c"), Packets.publish("answers", "b"));
		assertThat(first).isNotDone();
		assertThat(second).isCompletedWithValueMatching(beginning("b"));
		server.send(Packets.publish("answers", "a"));
		assertThat(first).isCompletedWithValueMatching(beginning("a"));
		server.receives(Packets.unsubscribe(2, "answers")); // nobody waits there
	}

	@Test
	void a_test_for_an_answer_that_throws_fails_its_own_request() {
		client3();
		WirePeer server = this.client.serve();
		CompletableFuture<MqttMessage> broken = ask("1", "answers", (message) -> {
			throw new IllegalStateException("broken");
		});
		CompletableFuture<MqttMessage> sound = ask("2", "answers", (message) -> true);
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1), Packets.publish("answers", "a"));
		assertFailed(broken, MqttClientException.class, "IllegalStateException");
		assertThat(sound).isCompletedWithValueMatching(beginning("a"));
	}

	@Test
	void a_handler_may_wait_for_an_answer() {
		this.client.subscribe("do", MqttQos.AT_MOST_ONCE, (topic, qos, payload, ack) -> {
		}, false);
		WirePeer server = this.client.serve();
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 0));
		this.client.holdHandlers(); // all are busy
		server.send(Packets.publish("do", "it"));
		CompletableFuture<MqttMessage> answer = ask("time?");
		server.send(Packets.suback(server.receive(Subscribe.class).id(), 1));
		server.send(answerTo(server.receive(Publish.class), "noon"));
		assertThat(answer).isCompletedWithValueMatching(beginning("noon"));
	}

	@Test
	void requests_fail_when_the_client_ends() {
		CompletableFuture<MqttMessage> answer = ask("time?");
		CompletableFuture<MqttMessage> other = ask("time?", "answers", (message) -> true);
		this.client.run();
		this.client.session().end(new MqttClientException(MqttReasonCode.SUCCESS, "stopped"));
		this.client.run();
		assertFailed(answer, MqttClientException.class, "stopped");
		assertFailed(other, MqttClientException.class, "stopped");
	}

}
