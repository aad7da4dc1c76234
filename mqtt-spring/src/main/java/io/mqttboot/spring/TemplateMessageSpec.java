package io.mqttboot.spring;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.client.spi.MqttTimeoutException;
import io.mqttboot.spring.MessageWriter.Parts;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessagingException;
import org.springframework.util.ClassUtils;
import org.springframework.util.MimeType;

/**
 * A message that a template is about to send.
 */
final class TemplateMessageSpec implements MqttMessageSpec {

	private final MqttTemplate template;

	private final String topicTemplate;

	private final String topic;

	private final Map<String, @Nullable Object> variables;

	private final Parts parts;

	private @Nullable Object payload;

	// of a request
	private Duration timeout;

	private @Nullable String replyTopic;

	private @Nullable String pointer;

	TemplateMessageSpec(MqttTemplate template, String topicTemplate, String topic,
			Map<String, @Nullable Object> variables) {
		this.template = template;
		this.topicTemplate = topicTemplate;
		this.topic = topic;
		this.variables = variables;
		this.parts = template.parts();
		this.timeout = template.requestTimeout();
	}

	@Override
	public MqttMessageSpec qos(MqttQos qos) {
		this.parts.qos = Objects.requireNonNull(qos, "qos");
		return this;
	}

	@Override
	public MqttMessageSpec retained(boolean retained) {
		this.parts.retained = retained;
		return this;
	}

	@Override
	public MqttMessageSpec expiry(Duration expiry) {
		this.parts.expirySeconds = expiry.toSeconds();
		return this;
	}

	@Override
	public MqttMessageSpec contentType(MimeType contentType) {
		this.parts.contentType = Objects.requireNonNull(contentType, "contentType");
		return this;
	}

	@Override
	public MqttMessageSpec property(String name, String value) {
		this.parts.userProperties.add(new MqttUserProperty(name, value));
		return this;
	}

	@Override
	public MqttMessageSpec payload(@Nullable Object value) {
		this.payload = value;
		return this;
	}

	@Override
	public CompletableFuture<MqttPublishResult> send() {
		return this.template.publish(this.topicTemplate, message());
	}

	private MqttMessage message() {
		return this.template.writer().write(this.topic, this.payload, this.parts);
	}

	// ------ requests

	@Override
	public MqttMessageSpec timeout(Duration max) {
		this.timeout = Objects.requireNonNull(max, "timeout");
		return this;
	}

	@Override
	public MqttMessageSpec replyTopic(String other) {
		this.replyTopic = MqttTopicTemplate.of(other).expand(this.variables);
		return this;
	}

	@Override
	public MqttMessageSpec correlateBy(String jsonPointer) {
		this.pointer = Objects.requireNonNull(jsonPointer, "pointer");
		return this;
	}

	@Override
	public <T> @Nullable T request(Class<T> type) {
		try {
			return requestAsync(type).get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException known) {
				throw known;
			}
			throw new MessagingException("the request on '" + this.topic + "' failed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessagingException("interrupted while waiting for an answer to '" + this.topic + "'", ex);
		}
	}

	@Override
	public <T> CompletableFuture<@Nullable T> requestAsync(Class<T> type) {
		@SuppressWarnings("unchecked") // the class of a primitive cannot cast
		Class<T> boxed = (Class<T>) ClassUtils.resolvePrimitiveIfNecessary(type);
		return answer((answer) -> boxed.cast(read(answer, type, null)));
	}

	@Override
	public CompletableFuture<@Nullable Object> requestAsync(MethodParameter type) {
		return answer((answer) -> read(answer, type.getNestedParameterType(), type));
	}

	private @Nullable Object read(MqttMessage answer, Class<?> type, @Nullable MethodParameter hint) {
		return MqttMessageMapping.read(this.template.getMessageConverter(), answer, type, hint);
	}

	private <T> CompletableFuture<@Nullable T> answer(Function<MqttMessage, @Nullable T> reading) {
		CompletableFuture<MqttMessage> answer = ask();
		return answer.handle((message, failure) -> {
			if (failure != null) {
				throw failure(MqttTemplate.cause(failure));
			}
			return reading.apply(message);
		});
	}

	private RuntimeException failure(Throwable cause) {
		if (cause instanceof MqttTimeoutException) {
			return new MqttRequestTimeoutException(this.topic, this.timeout);
		}
		return (cause instanceof MessagingException known) ? known
				: new MessageDeliveryException("the request on '" + this.topic + "' failed: " + cause.getMessage());
	}

	private CompletableFuture<MqttMessage> ask() {
		String onTopic = this.replyTopic;
		if (onTopic == null) {
			if (this.pointer != null) {
				throw new IllegalStateException("correlateBy needs a reply topic");
			}
			return this.template.observed(this.topicTemplate, message(),
					(message) -> this.template.port().request(message, this.timeout));
		}
		if (this.pointer == null) {
			return this.template.observed(this.topicTemplate, message(),
					(message) -> this.template.port().request(message, onTopic, (any) -> true, this.timeout));
		}
		JsonCorrelation correlation = JsonCorrelation.of(message(), this.pointer);
		return this.template.observed(this.topicTemplate, correlation.request(),
				(message) -> this.template.port().request(message, onTopic, correlation, this.timeout));
	}

}
