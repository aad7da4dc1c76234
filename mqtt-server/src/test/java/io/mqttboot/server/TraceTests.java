package io.mqttboot.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.server.config.MqttTraceOptions;
import io.mqttboot.server.internal.watch.Traces;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttTrace;
import io.mqttboot.server.spi.MqttTraceStep;
import io.mqttboot.server.spi.MqttTraceStep.Kind;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.WirePeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A trace shows the way of the messages of one client or of some topics, as long as it is
 * asked to and no longer.
 */
class TraceTests {

	private final List<MqttTraceStep> steps = new ArrayList<>();

	private MqttTrace trace(ManualBroker broker, MqttTraceOptions options) {
		return broker.engine().lookout().trace(options, this.steps::add);
	}

	private List<String> shown() {
		return this.steps.stream()
			.map((step) -> step.message() + " " + step.kind() + " " + step.topic() + " " + step.qos().value() + " "
					+ step.publisher() + " " + step.receiver() + " " + step.receivers())
			.toList();
	}

	@Test
	void a_message_is_received_offered_sent_and_acknowledged() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer receiver = broker.client(Packets.connect("r")).subscribes("t/+", 1);
			WirePeer publisher = broker.client(Packets.connect("p"), 1);
			trace(broker, MqttTraceOptions.ofTopic("t/#"));
			publisher.publishes(Packets.publish("t/1", "hello"));
			publisher.publishes(Packets.publish("other", "hello"));
			receiver.takes(Packets.publish("t/1", "hello").qos(1));
			broker.run();
			assertThat(shown()).containsExactly("1 RECEIVED t/1 1 p null -1", "1 OFFERED t/1 1 p null 1",
					"1 SENT t/1 1 p r -1", "1 ACKNOWLEDGED t/1 1 p r -1");
			assertThat(this.steps).allSatisfy((step) -> {
				assertThat(step.payload()).isNull();
				assertThat(step.payloadBytes()).isEqualTo(5);
				assertThat(step.at().toEpochMilli()).isGreaterThan(1_699_999_999_999L);
			});
		}
	}

	@Test
	void messages_of_one_client_are_those_that_it_publishes_and_those_on_their_way_to_it() {
		try (ManualBroker broker = new ManualBroker()) {
			broker.client(Packets.connect("a")).subscribes("t", 0);
			WirePeer b = broker.client(Packets.connect("b"), 1).subscribes("t", 0);
			WirePeer c = broker.client(Packets.connect("c")).subscribes("u", 0);
			trace(broker, MqttTraceOptions.ofClient("a"));
			b.send(Packets.publish("t", "to a"));
			b.send(Packets.publish("u", "not to a"));
			c.send(Packets.publish("t", "to a again"));
			assertThat(shown()).containsExactly("1 SENT t 0 b a -1", "2 SENT t 0 c a -1");
			this.steps.clear();
			broker.client(Packets.connect("a")).send(Packets.publish("u", "from a"));
			assertThat(shown()).contains("3 RECEIVED u 0 a null -1", "3 SENT u 0 a c -1");
		}
	}

	@Test
	void what_waits_and_what_is_dropped_is_shown_with_its_cause() {
		try (ManualBroker broker = new ManualBroker()) {
			broker.client(Packets.connect("r").sessionExpiry(100)).subscribes("t", 1).abort();
			WirePeer publisher = broker.client(Packets.connect("p"), 1);
			trace(broker, MqttTraceOptions.ofTopic("t"));
			publisher.publishes(Packets.publish("t", "waits"));
			publisher.send(Packets.publish("t", "is dropped"));
			assertThat(shown()).containsExactly("1 RECEIVED t 1 p null -1", "1 OFFERED t 1 p null 1",
					"1 QUEUED t 1 p r -1", "2 RECEIVED t 0 p null -1", "2 OFFERED t 0 p null 1",
					"2 DROPPED t 0 p r -1");
			assertThat(this.steps.get(5).cause()).isEqualTo(MqttDropCause.OFFLINE);
			WirePeer back = broker.client(Packets.connect("r").resume().sessionExpiry(100));
			back.takes(Packets.publish("t", "waits").qos(1));
			broker.run();
			assertThat(shown()).endsWith("1 SENT t 1 p r -1", "1 ACKNOWLEDGED t 1 p r -1");
		}
	}

	@Test
	void what_a_client_may_not_publish_is_shown_as_dropped() {
		try (ManualBroker broker = new ManualBroker((builder) -> builder
			.authorizer((client) -> List.of(MqttRule.allow(MqttRule.Action.PUBLISH, "open"))))) {
			WirePeer publisher = broker.client(Packets.connect("p"));
			trace(broker, MqttTraceOptions.ofClient("p"));
			publisher.send(Packets.publish("secret", "x"));
			publisher.send(Packets.publish("open", "x"));
			assertThat(shown()).containsExactly("1 DROPPED secret 0 p null -1", "2 RECEIVED open 0 p null -1",
					"2 OFFERED open 0 p null 0");
			assertThat(this.steps.get(0).cause()).isEqualTo(MqttDropCause.NOT_AUTHORIZED);
		}
	}

	@Test
	void payloads_are_shown_when_asked_for() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer publisher = broker.client(Packets.connect("p"));
			trace(broker, MqttTraceOptions.ofTopic("#").withPayloads(true));
			publisher.send(Packets.publish("t", "hello"));
			assertThat(this.steps.get(0).payload()).isNotNull()
				.satisfies((payload) -> assertThat(MqttPayload.text(payload)).isEqualTo("hello"))
				.satisfies((payload) -> assertThat(payload.isReadOnly()).isTrue());
			assertThat(this.steps.get(1).payload()).isNull();
		}
	}

	@Test
	void a_trace_ends_with_its_time_and_nobody_follows_messages_then() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer publisher = broker.client(Packets.connect("p"));
			MqttTrace trace = trace(broker, MqttTraceOptions.ofTopic("#").withDuration(Duration.ofSeconds(10)));
			assertThat(broker.broker().trail().isFollowed()).isTrue();
			broker.advance(Duration.ofSeconds(9));
			assertThat(trace.isRunning()).isTrue();
			broker.advance(Duration.ofSeconds(2));
			assertThat(trace.isRunning()).isFalse();
			assertThat(trace.ended()).isCompleted();
			assertThat(broker.broker().trail().isFollowed()).isFalse();
			publisher.send(Packets.publish("t", "x"));
			assertThat(this.steps).isEmpty();
		}
	}

	@Test
	void a_trace_ends_with_its_last_step() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer publisher = broker.client(Packets.connect("p"));
			MqttTrace trace = trace(broker, MqttTraceOptions.ofTopic("#").withStepsMax(3));
			publisher.send(Packets.publish("t", "1"), Packets.publish("t", "2"), Packets.publish("t", "3"));
			assertThat(this.steps).hasSize(3);
			assertThat(trace.ended()).isCompleted();
		}
	}

	@Test
	void a_trace_ends_when_its_steps_would_hold_too_many_bytes() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer publisher = broker.client(Packets.connect("p"));
			MqttTrace trace = trace(broker, MqttTraceOptions.ofTopic("#").withPayloads(true).withBytesMax(1_000));
			publisher.send(Packets.publish("t", "x".repeat(500)), Packets.publish("t", "x".repeat(500)));
			assertThat(this.steps.stream().map(MqttTraceStep::kind).collect(Collectors.toList()))
				.containsExactly(Kind.RECEIVED, Kind.OFFERED);
			assertThat(trace.isRunning()).isFalse();
		}
	}

	@Test
	void a_receiver_that_is_slow_gets_its_steps_later_and_holds_up_nobody() {
		Queue<Runnable> stuck = new ArrayDeque<>();
		try (ManualBroker broker = new ManualBroker((builder) -> builder.handlerExecutor(stuck::add))) {
			WirePeer receiver = broker.client(Packets.connect("r")).subscribes("t", 0);
			MqttTrace trace = trace(broker, MqttTraceOptions.ofTopic("t"));
			broker.client(Packets.connect("p"), 1).send(Packets.publish("t", "x"));
			receiver.receives(Packets.publish("t", "x"));
			trace.close();
			assertThat(this.steps).isEmpty();
			assertThat(trace.ended()).isNotCompleted();
			stuck.forEach(Runnable::run);
			assertThat(this.steps).hasSize(3);
			assertThat(trace.ended()).isCompleted();
		}
	}

	@Test
	void a_receiver_that_fails_ends_its_trace_and_no_other() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer publisher = broker.client(Packets.connect("p"));
			MqttTrace failing = broker.engine().lookout().trace(MqttTraceOptions.ofTopic("#"), (step) -> {
				throw new IllegalStateException("no");
			});
			MqttTrace other = trace(broker, MqttTraceOptions.ofTopic("#"));
			publisher.send(Packets.publish("t", "x"), Packets.publish("t", "y"));
			assertThat(failing.isRunning()).isFalse();
			assertThat(failing.ended()).isCompletedExceptionally();
			assertThat(other.isRunning()).isTrue();
			assertThat(this.steps).hasSize(4);
		}
	}

	@Test
	void there_are_only_so_many_traces_at_once() {
		try (ManualBroker broker = new ManualBroker()) {
			AtomicReference<MqttTrace> one = new AtomicReference<>();
			for (int i = 0; i < Traces.MAX; i++) {
				one.set(trace(broker, MqttTraceOptions.ofClient("c" + i)));
			}
			assertThatIllegalStateException().isThrownBy(() -> trace(broker, MqttTraceOptions.ofClient("more")));
			one.get().close();
			trace(broker, MqttTraceOptions.ofClient("more"));
		}
	}

	@Test
	void what_has_no_bound_or_follows_everything_is_refused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MqttTraceOptions(null, null, Duration.ofSeconds(1), 1, 1, false));
		MqttTraceOptions options = MqttTraceOptions.ofClient("a");
		assertThatIllegalArgumentException().isThrownBy(() -> options.withDuration(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withDuration(Duration.ofDays(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withStepsMax(0));
		assertThatIllegalArgumentException().isThrownBy(() -> options.withBytesMax(0));
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTraceOptions.ofTopic("a/#/b"));
		assertThatIllegalArgumentException().isThrownBy(() -> MqttTraceOptions.ofTopic("$share/g/a"));
	}

	@Test
	void a_shared_message_keeps_its_number_when_another_member_gets_it() {
		try (ManualBroker broker = new ManualBroker()) {
			WirePeer first = broker.client(Packets.connect("1").sessionExpiry(0)).subscribes("$share/g/t", 1);
			trace(broker, MqttTraceOptions.ofTopic("t"));
			broker.client(Packets.connect("p"), 1).publishes(Packets.publish("t", "x"));
			WirePeer second = broker.client(Packets.connect("2")).subscribes("$share/g/t", 1);
			first.abort();
			second.takes(Packets.publish("t", "x").qos(1));
			broker.run();
			assertThat(this.steps).filteredOn((step) -> step.kind() == Kind.SENT)
				.extracting(MqttTraceStep::receiver)
				.containsExactly("1", "2");
			assertThat(this.steps).allMatch((step) -> step.message() == 1)
				.allMatch((step) -> step.qos() == MqttQos.AT_LEAST_ONCE);
		}
	}

}
