package io.mqttboot.spring.listener;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttPayload;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.spring.MqttHeaders;
import io.mqttboot.spring.MqttTopicTemplate;
import io.mqttboot.spring.listener.ManualSource.Ack;
import io.mqttboot.spring.listener.RecordedOperations.Sent;
import io.mqttboot.spring.observation.MqttProcessContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Threads and time are turned by hand.
 */
class MqttListenerContainerTests {

	private final ManualSource source = new ManualSource();

	private final RecordedOperations operations = new RecordedOperations();

	private final List<String> log = new ArrayList<>();

	private final Deque<Runnable> later = new ArrayDeque<>();

	private final List<Duration> delays = new ArrayList<>();

	private final List<Object> events = new ArrayList<>();

	private MqttAckMode ackMode = MqttAckMode.AUTO;

	private MqttOrdering ordering = MqttOrdering.TOPIC;

	private MqttMessageRecoverer recoverer = new MqttLoggingRecoverer();

	private boolean refuseFailed;

	private boolean logContext;

	private @Nullable MqttTopicTemplate sendTo;

	private ObservationRegistry observations = ObservationRegistry.NOOP;

	private int failures;

	// ------ order and acknowledgement

	@Test
	void a_message_is_acknowledged_after_the_listener_succeeded() {
		MqttListenerContainer container = start((received) -> {
			assertThat(received.acknowledgment()).extracting("acknowledged").isEqualTo(0);
			return note(received);
		});
		Ack ack = this.source.message("devices/7/temp", "21");
		assertThat(ack.acknowledged).isEqualTo(1);
		assertThat(this.log).containsExactly("devices/7/temp 21 {id=7}");
		assertThat(container.processed()).isEqualTo(1);
		assertThat(container.waiting()).isZero();
	}

	@Test
	void a_message_whose_work_goes_on_is_acknowledged_when_that_completes() {
		CompletableFuture<@Nullable Void> work = new CompletableFuture<>();
		start((received) -> work);
		Ack ack = this.source.message("devices/7/temp", "21");
		assertThat(ack.isOpen()).isTrue();
		work.complete(null);
		assertThat(ack.acknowledged).isEqualTo(1);
	}

	@Test
	void work_that_goes_on_holds_up_its_topic_and_no_other() {
		CompletableFuture<@Nullable Void> work = new CompletableFuture<>();
		start((received) -> {
			note(received);
			return received.message().topic().equals("devices/1/temp") ? work : null;
		});
		this.source.message("devices/1/temp", "a");
		this.source.message("devices/1/temp", "b");
		this.source.message("devices/2/temp", "c");
		assertThat(this.log).containsExactly("devices/1/temp a {id=1}", "devices/2/temp c {id=2}");
		work.complete(null);
		assertThat(this.log).endsWith("devices/1/temp b {id=1}");
	}

	@Test
	void with_one_order_for_all_work_that_goes_on_holds_up_all() {
		this.ordering = MqttOrdering.SUBSCRIPTION;
		CompletableFuture<@Nullable Void> work = new CompletableFuture<>();
		start((received) -> {
			note(received);
			return received.message().topic().equals("devices/1/temp") ? work : null;
		});
		this.source.message("devices/1/temp", "a");
		this.source.message("devices/2/temp", "b");
		assertThat(this.log).containsExactly("devices/1/temp a {id=1}");
		work.complete(null);
		assertThat(this.log).endsWith("devices/2/temp b {id=2}");
	}

	@Test
	void without_order_work_that_goes_on_holds_up_nothing() {
		this.ordering = MqttOrdering.NONE;
		CompletableFuture<@Nullable Void> work = new CompletableFuture<>();
		start((received) -> {
			note(received);
			return work;
		});
		this.source.message("devices/1/temp", "a");
		this.source.message("devices/1/temp", "b");
		assertThat(this.log).hasSize(2);
	}

	@Test
	void a_message_may_be_acknowledged_before_the_listener_is_called() {
		this.ackMode = MqttAckMode.RECEIVED;
		start((received) -> {
			assertThat(received.acknowledgment()).extracting("acknowledged").isEqualTo(1);
			return note(received);
		});
		Ack ack = this.source.message("devices/7/temp", "21");
		assertThat(ack.acknowledged).isEqualTo(1);
		assertThat(this.log).hasSize(1);
	}

	@Test
	void a_listener_may_acknowledge_itself_and_later() {
		this.ackMode = MqttAckMode.MANUAL;
		List<MqttAcknowledgment> kept = new ArrayList<>();
		start((received) -> {
			kept.add(received.acknowledgment());
			return null;
		});
		Ack first = this.source.message("devices/7/temp", "a");
		this.source.message("devices/7/temp", "b");
		assertThat(first.isOpen()).isTrue();
		assertThat(kept).hasSize(2); // what is not acknowledged holds up nothing
		kept.get(0).acknowledge();
		assertThat(first.acknowledged).isEqualTo(1);
	}

	@Test
	void a_message_at_qos_0_needs_no_acknowledgement_of_the_listener() {
		this.ackMode = MqttAckMode.MANUAL;
		start(this::note);
		Ack ack = this.source.message(MqttMessage.of("devices/7/temp", "a", MqttQos.AT_MOST_ONCE, false));
		assertThat(ack.acknowledged).isEqualTo(1);
	}

	// ------ failures

	@Test
	void a_message_that_failed_comes_again_before_those_behind_it() {
		MqttListenerContainer container = start(failing(1));
		Ack first = this.source.message("devices/7/temp", "a");
		Ack second = this.source.message("devices/7/temp", "b");
		assertThat(this.log).isEmpty();
		assertThat(first.isOpen()).isTrue();
		wake();
		assertThat(this.log).containsExactly("devices/7/temp a {id=7}", "devices/7/temp b {id=7}");
		assertThat(first.acknowledged).isEqualTo(1);
		assertThat(second.acknowledged).isEqualTo(1);
		assertThat(container.retried()).isEqualTo(1);
		assertThat(this.delays).containsExactly(Duration.ofMillis(200));
	}

	@Test
	void after_the_last_attempt_the_recoverer_takes_the_message_and_it_is_acknowledged() {
		List<MqttFailedMessage> recovered = new ArrayList<>();
		CompletableFuture<@Nullable Void> safe = new CompletableFuture<>();
		this.recoverer = (failed) -> {
			recovered.add(failed);
			return safe;
		};
		MqttListenerContainer container = start(failing(100));
		Ack ack = this.source.message("devices/7/temp", "a");
		wake();
		wake();
		assertThat(recovered).singleElement().satisfies((failed) -> {
			assertThat(failed.listener()).isEqualTo("test");
			assertThat(failed.attempts()).isEqualTo(3);
			assertThat(failed.failure()).hasMessage("broken");
		});
		assertThat(this.delays).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
		assertThat(ack.isOpen()).isTrue(); // not before it is safe
		safe.complete(null);
		assertThat(ack.acknowledged).isEqualTo(1);
		assertThat(container.recovered()).isEqualTo(1);
		assertThat(container.processed()).isZero();
	}

	@Test
	void a_dead_letter_says_where_it_comes_from_and_why() {
		this.recoverer = new MqttDeadLetterRecoverer(this.operations);
		start(failing(100));
		this.source.message(MqttMessage.of("devices/7/temp", "a", MqttQos.EXACTLY_ONCE, true)
			.withProperties(new MqttMessageProperties(null, 10, "text/plain", null, null,
					List.of(new MqttUserProperty("tenant", "t1")))));
		wake();
		wake();
		assertThat(this.operations.messages).singleElement().satisfies((letter) -> {
			assertThat(letter.topic()).isEqualTo("dlt/devices/7/temp");
			assertThat(MqttPayload.text(letter.payload())).isEqualTo("a");
			assertThat(letter.qos()).isEqualTo(MqttQos.EXACTLY_ONCE);
			assertThat(letter.retain()).isFalse();
			assertThat(letter.properties().contentType()).isEqualTo("text/plain");
			assertThat(letter.properties().expires()).isFalse();
			assertThat(letter.properties().userProperties()).containsExactly(new MqttUserProperty("tenant", "t1"),
					new MqttUserProperty("dlt-topic", "devices/7/temp"), new MqttUserProperty("dlt-listener", "test"),
					new MqttUserProperty("dlt-exception", IllegalStateException.class.getName()),
					new MqttUserProperty("dlt-exception-message", "broken"), new MqttUserProperty("dlt-attempts", "3"));
		});
	}

	@Test
	void a_dead_letter_of_another_client_goes_through_that_client_and_its_topic_can_be_chosen() {
		MqttDeadLetterRecoverer letters = new MqttDeadLetterRecoverer(this.operations, "dead/{listener}/{topic}");
		letters.recover(new MqttFailedMessage("l/1", "edge", MqttMessage.of("a/b", "x", MqttQos.AT_LEAST_ONCE, false),
				new IllegalStateException(), 1));
		assertThat(this.operations.clients).containsExactly("edge");
		assertThat(this.operations.messages).extracting(MqttMessage::topic).containsExactly("dead/l_1/a/b");
	}

	@Test
	void a_message_is_given_up_if_the_recoverer_fails_too() {
		this.recoverer = (failed) -> CompletableFuture.failedFuture(new IllegalStateException("full"));
		MqttListenerContainer container = start(failing(100));
		Ack ack = this.source.message("devices/7/temp", "a");
		wake();
		wake();
		assertThat(container.lost()).isEqualTo(1);
		assertThat(container.recovered()).isZero();
		assertThat(ack.acknowledged).isEqualTo(1);
		assertThat(container.waiting()).isZero();
	}

	@Test
	void log_lines_of_a_listener_say_what_they_are_about_if_that_is_wanted() {
		this.logContext = true;
		start((received) -> {
			this.log.add(String.valueOf(new TreeMap<>(MDC.getCopyOfContextMap())));
			return null;
		});
		this.source.message("devices/7/temp", "x");
		assertThat(this.log).containsExactly("{mqtt.client=, mqtt.listener=test, mqtt.topic=devices/{id}/temp}");
		assertThat(MDC.get("mqtt.listener")).isNull();
	}

	@Test
	void a_failed_message_may_be_refused_with_the_reason_that_fits() {
		this.refuseFailed = true;
		start((received) -> {
			throw MqttPayload.text(received.message().payload()).equals("odd")
					? new MessageConversionException("unreadable") : new IllegalStateException("broken");
		});
		Ack odd = this.source.message("devices/7/temp", "odd");
		assertThat(odd.refused).isEqualTo(MqttReasonCode.PAYLOAD_FORMAT_INVALID);
		Ack other = this.source.message("devices/7/temp", "x");
		wake();
		wake();
		assertThat(other.refused).isEqualTo(MqttReasonCode.UNSPECIFIED_ERROR);
		assertThat(other.acknowledged).isZero();
	}

	@Test
	void what_can_never_be_read_is_not_tried_again() {
		MqttListenerContainer container = start((received) -> {
			throw new MqttUnreadableMessageException("unreadable", new IllegalArgumentException());
		});
		Ack ack = this.source.message("devices/7/temp", "a");
		assertThat(ack.acknowledged).isEqualTo(1);
		assertThat(container.retried()).isZero();
		assertThat(container.recovered()).isEqualTo(1);
	}

	@Test
	void an_error_is_a_failure_like_others() {
		MqttListenerContainer container = start((received) -> {
			throw new AssertionError("broken");
		});
		this.source.message("devices/7/temp", "a");
		wake();
		wake();
		assertThat(container.recovered()).isEqualTo(1);
		assertThat(container.waiting()).isZero();
	}

	@Test
	void work_that_goes_on_and_fails_comes_again() {
		List<CompletableFuture<?>> works = new ArrayList<>();
		start((received) -> {
			CompletableFuture<?> work = new CompletableFuture<>();
			works.add(work);
			return work;
		});
		Ack ack = this.source.message("devices/7/temp", "a");
		works.get(0).completeExceptionally(new IllegalStateException("broken"));
		wake();
		assertThat(works).hasSize(2);
		assertThat(ack.isOpen()).isTrue();
		works.get(1).complete(null);
		assertThat(ack.acknowledged).isEqualTo(1);
	}

	@Test
	void an_error_handler_is_asked_first() {
		List<String> asked = new ArrayList<>();
		MqttListenerContainer container = start(endpoint(failing(100)).errorHandler((received, failure) -> {
			asked.add(failure.getMessage());
			return null;
		}));
		Ack ack = this.source.message("devices/7/temp", "a");
		assertThat(asked).containsExactly("broken");
		assertThat(ack.acknowledged).isEqualTo(1);
		assertThat(container.processed()).isEqualTo(1);
	}

	@Test
	void an_error_handler_that_does_not_help_lets_retry_follow() {
		start(endpoint(failing(1)).errorHandler((received, failure) -> {
			throw failure;
		}));
		this.source.message("devices/7/temp", "a");
		wake();
		assertThat(this.log).hasSize(1);
	}

	@Test
	void a_message_that_the_listener_would_acknowledge_itself_is_acknowledged_with_its_recovery() {
		this.ackMode = MqttAckMode.MANUAL;
		start(failing(100));
		Ack ack = this.source.message("devices/7/temp", "a");
		wake();
		wake();
		assertThat(ack.acknowledged).isEqualTo(1);
	}

	// ------ answers

	@Test
	void an_answer_goes_to_the_response_topic_with_the_correlation_data() {
		start((received) -> 42);
		Ack ack = this.source.message(request("replies/1", new byte[] { 5 }));
		assertThat(this.operations.sent).singleElement().satisfies((sent) -> {
			assertThat(sent.topic()).isEqualTo("replies/1");
			assertThat(sent.qos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
			assertThat(sent.payload()).isInstanceOfSatisfying(Message.class, (answer) -> {
				assertThat(answer.getPayload()).isEqualTo(42);
				assertThat(answer.getHeaders().get(MqttHeaders.CORRELATION_DATA)).isEqualTo(new byte[] { 5 });
			});
		});
		assertThat(ack.acknowledged).isEqualTo(1);
	}

	@Test
	void an_answer_may_go_where_the_listener_says() {
		this.sendTo = MqttTopicTemplate.of("devices/{id}/reply");
		start((received) -> CompletableFuture.completedFuture("done"));
		this.source.message("devices/7/temp", "x");
		assertThat(this.operations.sent).extracting(Sent::topic).containsExactly("devices/7/reply");
	}

	@Test
	void an_answer_without_a_place_to_go_is_dropped() {
		start((received) -> 42);
		assertThat(this.source.message("devices/7/temp", "x").acknowledged).isEqualTo(1);
		assertThat(this.operations.sent).isEmpty();
	}

	@Test
	void a_message_whose_answer_cannot_be_sent_is_not_handled_again() {
		this.operations.result = CompletableFuture.failedFuture(new IllegalStateException("full"));
		MqttListenerContainer container = start((received) -> 42);
		assertThat(this.source.message(request("r", new byte[0])).acknowledged).isEqualTo(1);
		assertThat(container.processed()).isEqualTo(1);
		assertThat(container.retried()).isZero();
	}

	// ------ life

	@Test
	void messages_wait_until_the_container_starts() {
		MqttListenerContainer container = container(endpoint(this::note));
		container.prepare();
		Ack ack = this.source.message("devices/7/temp", "a");
		assertThat(ack.isOpen()).isTrue();
		assertThat(container.isRunning()).isFalse();
		container.start();
		assertThat(ack.acknowledged).isEqualTo(1);
		assertThat(this.source.answers).hasSize(1); // subscribed once
	}

	@Test
	void messages_wait_while_it_is_paused() {
		MqttListenerContainer container = start(this::note);
		container.pause();
		Ack ack = this.source.message("devices/7/temp", "a");
		assertThat(container.isPaused()).isTrue();
		assertThat(ack.isOpen()).isTrue();
		assertThat(container.waiting()).isEqualTo(1);
		container.resume();
		assertThat(ack.acknowledged).isEqualTo(1);
	}

	@Test
	void a_stopped_listener_still_handles_what_had_come() {
		MqttListenerContainer container = start(this::note);
		container.pause();
		Ack ack = this.source.message("devices/7/temp", "a");
		container.stop();
		assertThat(this.source.closed).isEqualTo(1);
		assertThat(ack.acknowledged).isEqualTo(1);
		assertThat(container.isRunning()).isFalse();
	}

	@Test
	void the_end_of_the_application_gives_no_lasting_subscription_up() {
		this.source.lasting = true;
		MqttListenerContainer container = start(this::note);
		container.rest();
		Ack ack = this.source.message("devices/7/temp", "a");
		container.awaitRest();
		container.close();
		assertThat(ack.isOpen()).isTrue(); // it comes again with the session
		assertThat(this.source.closed).isZero();
	}

	@Test
	void the_end_of_the_application_gives_other_subscriptions_up() {
		MqttListenerContainer container = start(this::note);
		container.rest();
		this.source.message("devices/7/temp", "a");
		container.close();
		assertThat(this.source.closed).isEqualTo(1);
		assertThat(this.log).isEmpty(); // what the listener needs may be gone
	}

	@Test
	void a_refused_filter_is_told_kept_in_mind_and_asked_for_again() {
		MqttListenerContainer container = start(this::note);
		this.source.answers.get(0).complete(Map.of("devices/+/temp", MqttReasonCode.NOT_AUTHORIZED));
		assertThat(container.refused()).containsOnly(entry("devices/+/temp", MqttReasonCode.NOT_AUTHORIZED));
		assertThat(this.events).containsExactly(
				new MqttSubscriptionRefusedEvent("test", Map.of("devices/+/temp", MqttReasonCode.NOT_AUTHORIZED)));
		wake();
		assertThat(this.source.answers).hasSize(2);
		assertThat(this.source.closed).isEqualTo(1);
		this.source.answers.get(1).complete(Map.of("devices/+/temp", MqttReasonCode.GRANTED_QOS_1));
		assertThat(container.refused()).isEmpty();
		assertThat(this.delays).containsExactly(Duration.ofSeconds(30));
	}

	@Test
	void a_listener_that_was_stopped_does_not_ask_again() {
		MqttListenerContainer container = start(this::note);
		this.source.answers.get(0).complete(Map.of("devices/+/temp", MqttReasonCode.NOT_AUTHORIZED));
		container.stop();
		wake();
		assertThat(this.source.answers).hasSize(1);
		assertThat(container.refused()).isEmpty();
	}

	@Test
	void a_listener_with_overlapping_topics_reads_the_first_that_fits() {
		start(MqttListenerEndpoint.builder("test").topics("devices/{id}/temp", "devices/{*rest}").handler(this::note));
		this.source.message("devices/7/temp", "a");
		this.source.message("devices/7/hum", "b");
		assertThat(this.log).containsExactly("devices/7/temp a {id=7}", "devices/7/hum b {rest=7/hum}");
	}

	// ------ observation

	@Test
	void processing_is_observed_once_with_all_attempts_and_continues_the_trace() {
		Recorder recorder = observe();
		start(failing(1));
		this.source.message(MqttMessage.of("devices/7/temp", "a", MqttQos.AT_LEAST_ONCE, false)
			.withProperties(new MqttMessageProperties(null, MqttMessageProperties.NO_EXPIRY, null, null, null,
					List.of(new MqttUserProperty("traceparent", "00-1-2-01")))));
		wake();
		assertThat(recorder.parents).containsExactly("00-1-2-01");
		assertThat(recorder.stopped).singleElement().satisfies((context) -> {
			assertThat(context.getName()).isEqualTo("mqtt.process");
			assertThat(low(context)).isEqualTo(Map.of("client", "default", "listener", "test", "template",
					"devices/{id}/temp", "qos", "1", "outcome", "success"));
		});
	}

	@Test
	void a_recovered_message_is_observed_as_one() {
		Recorder recorder = observe();
		start(failing(100));
		this.source.message("devices/7/temp", "a");
		wake();
		wake();
		assertThat(recorder.stopped).singleElement().satisfies((context) -> {
			assertThat(low(context)).containsEntry("outcome", "recovered");
			assertThat(context.getError()).hasMessage("broken");
		});
	}

	private Recorder observe() {
		Recorder recorder = new Recorder();
		this.observations = ObservationRegistry.create();
		this.observations.observationConfig().observationHandler(recorder);
		return recorder;
	}

	private static Map<String, String> low(Observation.Context context) {
		Map<String, String> all = new HashMap<>();
		context.getLowCardinalityKeyValues().forEach((each) -> all.put(each.getKey(), each.getValue()));
		return all;
	}

	// ------ what tests share

	private MqttListenerContainer start(MqttListenerHandler handler) {
		return start(endpoint(handler));
	}

	private MqttListenerContainer start(MqttListenerEndpoint.Builder endpoint) {
		MqttListenerContainer container = container(endpoint);
		container.start();
		return container;
	}

	private static MqttListenerEndpoint.Builder endpoint(MqttListenerHandler handler) {
		return MqttListenerEndpoint.builder("test").topics("devices/{id}/temp").handler(handler);
	}

	private MqttListenerContainer container(MqttListenerEndpoint.Builder endpoint) {
		RetryPolicy retry = RetryPolicy.builder()
			.maxRetries(2)
			.delay(Duration.ofMillis(200))
			.multiplier(2)
			.maxDelay(Duration.ofSeconds(5))
			.build();
		ContainerSettings settings = new ContainerSettings(MqttQos.AT_LEAST_ONCE, this.ackMode, this.ordering, 100,
				Runnable::run, true, null, (delay, task) -> {
					this.delays.add(delay);
					this.later.add(task);
				}, retry, this.recoverer, this.refuseFailed, this.logContext,
				new Replies(() -> this.operations, this.sendTo), this.observations, null, this.events::add,
				Duration.ZERO);
		return new MqttListenerContainer(endpoint.build(), settings, this.source);
	}

	private @Nullable Object note(MqttReceived received) {
		this.log.add(received.message().topic() + " " + MqttPayload.text(received.message().payload()) + " "
				+ received.variables());
		return null;
	}

	private MqttListenerHandler failing(int times) {
		return (received) -> {
			if (this.failures++ < times) {
				throw new IllegalStateException("broken");
			}
			return note(received);
		};
	}

	private void wake() {
		this.later.remove().run();
	}

	private static MqttMessage request(String responseTopic, byte[] correlationData) {
		return MqttMessage.of("devices/7/temp", "x", MqttQos.AT_LEAST_ONCE, false)
			.withProperties(new MqttMessageProperties(null, MqttMessageProperties.NO_EXPIRY, null, responseTopic,
					ByteBuffer.wrap(correlationData), List.of()));
	}

	/** Keeps contexts, and reads what tracing does. */
	private static final class Recorder implements ObservationHandler<MqttProcessContext> {

		private final List<MqttProcessContext> stopped = new ArrayList<>();

		private final List<@Nullable String> parents = new ArrayList<>();

		@Override
		public void onStart(MqttProcessContext context) {
			this.parents.add(context.getGetter().get(context.getCarrier(), "traceparent"));
		}

		@Override
		public void onStop(MqttProcessContext context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof MqttProcessContext;
		}

	}

}
