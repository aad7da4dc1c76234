package io.mqttboot.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttTimeoutException;
import io.mqttboot.spring.observation.MqttPublishContext;
import io.mqttboot.spring.observation.MqttPublishConvention;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.MessageSendingOperations;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MqttTemplateTests {

	record Reading(double celsius) {
	}

	private final FakeClient client = new FakeClient();

	private final MqttTemplate template = this.client.template().defaultTopic("testtopic/test1").build();

	@Test
	void a_payload_alone_goes_to_the_default_topic() {
		assertThat(this.template.send("hello")).isCompletedWithValue(MqttPublishResult.ACKNOWLEDGED);
		assertMessage("testtopic/test1", "hello", MqttQos.AT_LEAST_ONCE, false);
	}

	@Test
	void a_topic_in_the_call_wins() {
		this.template.send("a/b", "hello");
		assertMessage("a/b", "hello", MqttQos.AT_LEAST_ONCE, false);
	}

	@Test
	void quality_of_service_is_a_number_or_a_constant() {
		this.template.send("a", 0, "x");
		assertMessage("a", "x", MqttQos.AT_MOST_ONCE, false);
		this.template.send("a", MqttQos.EXACTLY_ONCE, "x");
		assertMessage("a", "x", MqttQos.EXACTLY_ONCE, false);
	}

	@Test
	void a_message_is_retained_if_the_call_says_so() {
		this.template.send("a", 1, true, "x");
		assertMessage("a", "x", MqttQos.AT_LEAST_ONCE, true);
		this.template.send("a", MqttQos.EXACTLY_ONCE, true, "x");
		assertMessage("a", "x", MqttQos.EXACTLY_ONCE, true);
	}

	@Test
	void defaults_stand_in_for_what_a_call_does_not_say() {
		MqttTemplate other = this.client.template()
			.defaultTopic("d")
			.defaultQos(MqttQos.EXACTLY_ONCE)
			.defaultRetained(true)
			.build();
		other.send("x");
		assertMessage("d", "x", MqttQos.EXACTLY_ONCE, true);
		other.send("a", "x");
		assertMessage("a", "x", MqttQos.EXACTLY_ONCE, true);
		other.send("a", 0, false, "x");
		assertMessage("a", "x", MqttQos.AT_MOST_ONCE, false);
	}

	@Test
	void without_any_topic_the_call_fails_and_says_what_to_set() {
		MqttTemplate other = this.client.template().build();
		assertThatIllegalStateException().isThrownBy(() -> other.send("x"))
			.withMessageContaining("mqtt.producer.default-topic");
		assertThatIllegalStateException().isThrownBy(other::toDefaultTopic);
	}

	@Test
	void a_default_topic_that_is_none_is_refused_at_once() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.template().defaultTopic("a/#").build());
	}

	@Test
	void payloads_are_text_bytes_or_json() {
		this.template.send("a", new byte[] { 1, 2 });
		assertThat(this.client.last().payloadArray()).containsExactly(1, 2);
		assertThat(this.client.last().properties().contentType()).isNull();
		this.template.send("a", ByteBuffer.wrap(new byte[] { 3 }));
		assertThat(this.client.last().payloadArray()).containsExactly(3);
		this.template.send("a", new Reading(21.5));
		assertThat(text()).isEqualTo("{\"celsius\":21.5}");
		assertThat(this.client.last().properties().contentType()).isEqualTo("application/json");
	}

	@Test
	void text_and_bytes_stay_what_they_are_whatever_they_are_said_to_be() {
		this.template.topic("a").contentType("application/json").payload(new byte[] { 1 }).send();
		assertThat(this.client.last().payloadArray()).containsExactly(1);
		MqttMessage json = MqttMessage.of("a", "{}", MqttQos.AT_MOST_ONCE, false)
			.withProperties(new MqttMessageProperties(null, MqttMessageProperties.NO_EXPIRY, "application/json", null,
					null, List.of()));
		MessageConverter converter = MqttMessageConverters.create();
		assertThat(MqttMessageMapping.read(converter, json, String.class, null)).isEqualTo("{}");
		assertThat(MqttMessageMapping.read(converter, json, byte[].class, null)).isEqualTo(new byte[] { '{', '}' });
		assertThat(MqttMessageMapping.read(converter, json, ByteBuffer.class, null))
			.isEqualTo(ByteBuffer.wrap(new byte[] { '{', '}' }));
		assertThat(MqttMessageMapping.read(converter, json, Map.class, null)).isEqualTo(Map.of());
	}

	@Test
	void bytes_that_change_after_the_call_are_sent_as_they_were() {
		byte[] bytes = { 1 };
		this.template.send("a", bytes);
		bytes[0] = 2;
		assertThat(this.client.last().payloadArray()).containsExactly(1);
	}

	@Test
	void no_payload_is_an_empty_one() {
		this.template.send("a", 1, true, null);
		assertMessage("a", "", MqttQos.AT_LEAST_ONCE, true);
	}

	@Test
	void a_payload_that_no_converter_knows_is_refused_with_topic_and_type() {
		MqttTemplate plain = this.client.template().messageConverter(MqttMessageConverters.create(null)).build();
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> plain.send("a/b", new Reading(1)))
			.withMessageContaining("'a/b'")
			.withMessageContaining(Reading.class.getName());
	}

	@Test
	void a_payload_whose_converter_fails_is_refused_with_topic_and_type() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.template.send("a/b", new Object() {
				@SuppressWarnings("unused")
				public String getName() {
					throw new IllegalStateException("broken");
				}
			}))
			.withMessageContaining("'a/b'")
			.withMessageContaining(getClass().getName());
	}

	@Test
	void the_long_form_says_everything() {
		this.template.topic("devices/{id}/cmd", 7)
			.qos(2)
			.retained()
			.expiry(Duration.ofMinutes(5))
			.contentType("application/json")
			.property("source", "ui")
			.property("source", "cli")
			.payload("{}")
			.send();
		assertMessage("devices/7/cmd", "{}", MqttQos.EXACTLY_ONCE, true);
		assertThat(this.client.last().properties().messageExpirySeconds()).isEqualTo(300);
		assertThat(this.client.last().properties().contentType()).isEqualTo("application/json");
		assertThat(this.client.last().properties().userProperties())
			.containsExactly(new MqttUserProperty("source", "ui"), new MqttUserProperty("source", "cli"));
	}

	@Test
	void a_message_that_is_ready_goes_as_it_is() {
		MqttMessage message = MqttMessage.of("a", "x", MqttQos.AT_MOST_ONCE, true);
		this.template.send(message);
		assertThat(this.client.last()).isSameAs(message);
	}

	@Test
	void spring_messages_have_headers() {
		MessageSendingOperations<String> operations = this.template;
		operations.send("a",
				MessageBuilder.withPayload("x")
					.setHeader(MqttHeaders.QOS, 2)
					.setHeader(MqttHeaders.RETAINED, true)
					.setHeader(MqttHeaders.RESPONSE_TOPIC, "r")
					.setHeader(MqttHeaders.CORRELATION_DATA, new byte[] { 9 })
					.setHeader(MqttHeaders.MESSAGE_EXPIRY, 60)
					.setHeader("tenant", "t1")
					.build());
		assertMessage("a", "x", MqttQos.EXACTLY_ONCE, true);
		assertThat(this.client.last().properties().responseTopic()).isEqualTo("r");
		assertThat(this.client.last().properties().correlationData()).isEqualTo(ByteBuffer.wrap(new byte[] { 9 }));
		assertThat(this.client.last().properties().messageExpirySeconds()).isEqualTo(60);
		assertThat(this.client.last().properties().userProperties())
			.containsExactly(new MqttUserProperty("tenant", "t1"));
	}

	@Test
	void spring_messages_are_converted_too() {
		MessageSendingOperations<String> operations = this.template;
		operations.convertAndSend("a", new Reading(1), Map.of(MqttHeaders.QOS, 0));
		assertMessage("a", "{\"celsius\":1.0}", MqttQos.AT_MOST_ONCE, false);
		operations.convertAndSend("y");
		assertMessage("testtopic/test1", "y", MqttQos.AT_LEAST_ONCE, false);
	}

	@Test
	void what_becomes_of_a_message_is_told() {
		this.client.result = new CompletableFuture<>();
		CompletableFuture<MqttPublishResult> result = this.template.send("a", "x");
		assertThat(result).isNotDone();
		this.client.result.completeExceptionally(new MqttClientException(MqttReasonCode.QUOTA_EXCEEDED, "full"));
		assertThat(result).isCompletedExceptionally();
	}

	// ------ requests

	@Test
	void an_answer_is_read_as_what_was_asked_for() {
		CompletableFuture<Reading> answer = this.template.topic("devices/{id}/rpc", 7)
			.payload("now")
			.timeout(Duration.ofSeconds(3))
			.requestAsync(Reading.class)
			.thenApply((reading) -> reading);
		assertThat(this.client.timeout).isEqualTo(Duration.ofSeconds(3));
		this.client.answer.complete(MqttMessage.of("r", "{\"celsius\":4.5}", MqttQos.AT_LEAST_ONCE, false));
		assertThat(answer).isCompletedWithValue(new Reading(4.5));
		assertThat(this.template.topic("x").request(Reading.class)).isEqualTo(new Reading(4.5));
	}

	@Test
	void an_answer_may_be_a_number() {
		this.client.answer.complete(MqttMessage.of("r", "6", MqttQos.AT_LEAST_ONCE, false));
		assertThat(this.template.topic("sum").request(int.class)).isEqualTo(6);
	}

	@Test
	void no_answer_in_time_is_a_failure_that_names_the_topic() {
		this.client.answer.completeExceptionally(new MqttTimeoutException("nothing"));
		MqttMessageSpec request = this.template.topic("a/rpc").timeout(Duration.ofMillis(20));
		assertThatExceptionOfType(MqttRequestTimeoutException.class).isThrownBy(() -> request.request(Reading.class))
			.withMessageContaining("'a/rpc'")
			.withMessageContaining("20 ms");
	}

	@Test
	void a_request_that_the_server_refuses_fails() {
		this.client.answer
			.completeExceptionally(new MqttClientException(MqttReasonCode.NOT_AUTHORIZED, "not authorized"));
		MqttMessageSpec request = this.template.topic("a/rpc");
		assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> request.request(Reading.class))
			.withMessageContaining("not authorized");
	}

	@Test
	void an_answer_that_cannot_be_read_names_topic_and_type() {
		this.client.answer.complete(MqttMessage.of("r", "{", MqttQos.AT_LEAST_ONCE, false));
		MqttMessageSpec request = this.template.topic("a/rpc");
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> request.request(Reading.class))
			.withMessageContaining("'r'")
			.withMessageContaining(Reading.class.getName());
	}

	@Test
	void an_empty_answer_is_none() {
		this.client.answer.complete(MqttMessage.of("r", "", MqttQos.AT_LEAST_ONCE, false));
		assertThat(this.template.topic("a/rpc").request(Reading.class)).isNull();
		assertThat(this.template.topic("a/rpc").request(String.class)).isEmpty();
	}

	@Test
	void a_reply_topic_has_the_variables_of_the_topic() {
		this.template.topic("devices/{id}/rpc", 7)
			.payload(Map.of("requestId", "r1", "op", "reboot"))
			.replyTopic("devices/{id}/rpc/reply")
			.correlateBy("/requestId")
			.requestAsync(Map.class);
		assertThat(this.client.replyTopic).isEqualTo("devices/7/rpc/reply");
		assertThat(this.client.answers).isNotNull()
			.accepts(MqttMessage.of("r", "{\"ok\":true,\"requestId\":\"r1\"}", MqttQos.AT_LEAST_ONCE, false))
			.rejects(MqttMessage.of("r", "{\"requestId\":\"r2\"}", MqttQos.AT_LEAST_ONCE, false),
					MqttMessage.of("r", "{}", MqttQos.AT_LEAST_ONCE, false),
					MqttMessage.of("r", "no json", MqttQos.AT_LEAST_ONCE, false));
	}

	@Test
	void a_request_without_an_identifier_is_given_one() {
		this.template.topic("rpc")
			.payload(Map.of("op", "reboot"))
			.replyTopic("reply")
			.correlateBy("/requestId")
			.requestAsync(Map.class);
		assertThat(text()).contains("\"op\":\"reboot\"").contains("\"requestId\":\"");
		assertThat(this.client.answers).isNotNull().accepts(this.client.last().withTopic("reply"));
	}

	@Test
	void a_request_that_is_no_json_cannot_be_correlated() {
		MqttMessageSpec request = this.template.topic("rpc").payload("no json").replyTopic("reply").correlateBy("/id");
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> request.requestAsync(Map.class))
			.withMessageContaining("'rpc'");
		MqttMessageSpec list = this.template.topic("rpc").payload("[1]").replyTopic("reply").correlateBy("/id");
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> list.requestAsync(Map.class))
			.withMessageContaining("/id");
	}

	@Test
	void without_a_pointer_the_first_message_on_the_reply_topic_is_the_answer() {
		this.template.topic("rpc").payload("x").replyTopic("reply").requestAsync(String.class);
		assertThat(this.client.answers).isNotNull()
			.accepts(MqttMessage.of("reply", "anything", MqttQos.AT_MOST_ONCE, false));
	}

	// ------ observation

	@Test
	void a_publication_is_observed_by_its_template_and_carries_the_trace() {
		ObservationRegistry registry = ObservationRegistry.create();
		Recorder recorder = new Recorder();
		registry.observationConfig().observationHandler(recorder);
		MqttTemplate observed = this.client.template().observationRegistry(registry).build();
		observed.topic("devices/{id}/cmd", 7).property("traceparent", "old").payload("x").send();
		assertThat(this.client.last().properties().userProperties())
			.containsExactly(new MqttUserProperty("traceparent", "00-1-2-01"));
		MqttPublishContext context = recorder.context();
		assertThat(context.getName()).isEqualTo("mqtt.publish");
		assertThat(context.getContextualName()).isEqualTo("publish devices/{id}/cmd");
		assertThat(low(context))
			.isEqualTo(Map.of("client", "default", "template", "devices/{id}/cmd", "qos", "1", "outcome", "accepted"));
		assertThat(context.getHighCardinalityKeyValue("topic").getValue()).isEqualTo("devices/7/cmd");
	}

	@Test
	void a_whole_topic_is_no_tag() {
		ObservationRegistry registry = ObservationRegistry.create();
		Recorder recorder = new Recorder();
		registry.observationConfig().observationHandler(recorder);
		this.client.template().observationRegistry(registry).build().send("devices/7/cmd", "x");
		assertThat(low(recorder.context())).containsEntry("template", "none");
	}

	@Test
	void before_mqtt_5_no_trace_travels() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Recorder());
		this.client.properties = false;
		this.client.template().observationRegistry(registry).build().send("a", "x");
		assertThat(this.client.last().properties().userProperties()).isEmpty();
	}

	@Test
	void a_failed_publication_is_observed_as_one_and_the_convention_can_be_replaced() {
		ObservationRegistry registry = ObservationRegistry.create();
		Recorder recorder = new Recorder();
		registry.observationConfig().observationHandler(recorder);
		this.client.result = CompletableFuture
			.failedFuture(new MqttClientException(MqttReasonCode.QUOTA_EXCEEDED, "full"));
		MqttTemplate observed = this.client.template()
			.observationRegistry(registry)
			.observationConvention(new MqttPublishConvention() {
				@Override
				public String getName() {
					return "my.publish";
				}
			})
			.build();
		assertThat(observed.send("a", "x")).isCompletedExceptionally();
		assertThat(low(recorder.context())).containsEntry("outcome", "failed");
		assertThat(recorder.context().getName()).isEqualTo("my.publish");
		assertThat(recorder.context().getError()).isInstanceOf(MqttClientException.class);
	}

	// ------ other clients

	@Test
	void a_template_of_one_client_knows_no_others() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.client("edge"))
			.withMessageContaining("'edge'");
	}

	private void assertMessage(String topic, String payload, MqttQos qos, boolean retained) {
		assertThat(this.client.last())
			.extracting(MqttMessage::topic, (message) -> MqttPayload.text(message.payload()), MqttMessage::qos,
					MqttMessage::retain)
			.isEqualTo(List.of(topic, payload, qos, retained));
	}

	private String text() {
		return new String(this.client.last().payloadArray(), StandardCharsets.UTF_8);
	}

	private static Map<String, String> low(Observation.Context context) {
		Map<String, String> all = new HashMap<>();
		context.getLowCardinalityKeyValues().forEach((each) -> all.put(each.getKey(), each.getValue()));
		return all;
	}

	/** Keeps the context, and does what tracing does. */
	private static final class Recorder implements ObservationHandler<MqttPublishContext> {

		private final List<MqttPublishContext> stopped = new ArrayList<>();

		@Override
		public void onStart(MqttPublishContext context) {
			context.getSetter().set(context.getCarrier(), "traceparent", "00-1-2-01");
		}

		@Override
		public void onStop(MqttPublishContext context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof MqttPublishContext;
		}

		MqttPublishContext context() {
			assertThat(this.stopped).hasSize(1);
			return this.stopped.get(0);
		}

	}

}
