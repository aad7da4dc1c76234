package io.mqttboot.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttPublishResult;
import io.mqttboot.spring.MessageWriter.Parts;
import io.mqttboot.spring.observation.MqttObservation;
import io.mqttboot.spring.observation.MqttPublishContext;
import io.mqttboot.spring.observation.MqttPublishConvention;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;

/**
 * Sends through a client. Has defaults for what a call does not say, converts payloads,
 * and is observed. For any number of threads; it never blocks, {@code request} apart.
 * <p>
 * As {@link org.springframework.messaging.core.MessageSendingOperations} it takes Spring
 * messages, whose headers are those of {@link MqttHeaders}. Their methods return nothing,
 * so what becomes of such a message later is only logged if it is a failure.
 */
public class MqttTemplate extends AbstractMessageSendingTemplate<String> implements MqttOperations {

	private static final MqttPublishConvention CONVENTION = new MqttPublishConvention();

	private final ClientPort port;

	private final @Nullable MqttClients clients;

	private final String clientName;

	private final MqttQos defaultQos;

	private final boolean defaultRetained;

	private final Duration requestTimeout;

	private final ObservationRegistry observations;

	private final @Nullable ObservationConvention<MqttPublishContext> convention;

	private volatile MessageConverter converter;

	/**
	 * Creates a template with QoS 1 and no default topic.
	 * @param client who sends
	 */
	public MqttTemplate(MqttClient client) {
		this(builder(client));
	}

	MqttTemplate(Builder builder) {
		this.port = builder.port.apply(builder);
		this.clients = builder.clients;
		this.clientName = builder.clientName;
		this.defaultQos = builder.defaultQos;
		this.defaultRetained = builder.defaultRetained;
		this.requestTimeout = builder.requestTimeout;
		this.observations = builder.observations;
		this.convention = builder.convention;
		this.converter = builder.converter;
	}

	/**
	 * Begins to build a template for one client.
	 * @param client who sends
	 * @return a builder
	 */
	public static Builder builder(MqttClient client) {
		return new Builder((builder) -> ClientPort.of(client), null);
	}

	/**
	 * Begins to build a template that can change to other clients, see
	 * {@link #client(String)}.
	 * @param clients the clients
	 * @return a builder
	 */
	public static Builder builder(MqttClients clients) {
		return new Builder((builder) -> ClientPort.of(clients.client(builder.clientName)), clients);
	}

	// ------ the short forms

	@Override
	public CompletableFuture<MqttPublishResult> send(@Nullable Object payload) {
		return toDefaultTopic().payload(payload).send();
	}

	@Override
	public CompletableFuture<MqttPublishResult> send(String topic, @Nullable Object payload) {
		return send(topic, this.defaultQos, this.defaultRetained, payload);
	}

	@Override
	public CompletableFuture<MqttPublishResult> send(String topic, MqttQos qos, @Nullable Object payload) {
		return send(topic, qos, this.defaultRetained, payload);
	}

	@Override
	public CompletableFuture<MqttPublishResult> send(String topic, MqttQos qos, boolean retained,
			@Nullable Object payload) {
		return publish("", writer().write(topic, payload, new Parts(qos, retained)));
	}

	@Override
	public CompletableFuture<MqttPublishResult> send(MqttMessage message) {
		return publish("", message);
	}

	// ------ the long form

	@Override
	public MqttMessageSpec topic(String template, @Nullable Object... variables) {
		MqttTopicTemplate parsed = MqttTopicTemplate.of(template);
		String topic = parsed.expand(variables);
		Map<String, @Nullable Object> named = new LinkedHashMap<>();
		for (int i = 0; i < variables.length; i++) {
			named.put(parsed.variables().get(i), variables[i]);
		}
		return new TemplateMessageSpec(this, (variables.length > 0) ? template : "", topic, named);
	}

	@Override
	public MqttMessageSpec toDefaultTopic() {
		String topic = requiredDefaultTopic();
		return new TemplateMessageSpec(this, topic, topic, Map.of());
	}

	@Override
	public MqttOperations client(String name) {
		MqttClients all = this.clients;
		if (all == null) {
			throw new IllegalArgumentException(
					"this template knows only its own client, not '" + name + "'; build it with MqttClients");
		}
		Builder builder = builder(all).clientName(name)
			.defaultQos(this.defaultQos)
			.defaultRetained(this.defaultRetained)
			.messageConverter(getMessageConverter())
			.requestTimeout(this.requestTimeout)
			.observationRegistry(this.observations);
		builder.convention = this.convention;
		return builder.defaultTopic(getDefaultDestination()).build();
	}

	// ------ MessageSendingOperations

	@Override
	public void setMessageConverter(MessageConverter converter) {
		this.converter = converter;
	}

	@Override
	public MessageConverter getMessageConverter() {
		return this.converter;
	}

	@Override
	public void send(Message<?> message) {
		send(requiredDefaultTopic(), message);
	}

	@Override
	protected void doSend(String topic, Message<?> message) {
		Parts parts = new Parts(this.defaultQos, this.defaultRetained);
		publish("", writer().write(topic, message, parts)).whenComplete((result, failure) -> {
			if (failure != null) {
				this.logger.warn("A message on '" + topic + "' could not be published: " + cause(failure));
			}
		});
	}

	// ------ for the long form

	Parts parts() {
		return new Parts(this.defaultQos, this.defaultRetained);
	}

	Duration requestTimeout() {
		return this.requestTimeout;
	}

	MessageWriter writer() {
		return new MessageWriter(getMessageConverter());
	}

	ClientPort port() {
		return this.port;
	}

	CompletableFuture<MqttPublishResult> publish(String template, MqttMessage message) {
		return observed(template, message, this.port::publish);
	}

	<T> CompletableFuture<T> observed(String template, MqttMessage message,
			Function<MqttMessage, CompletableFuture<T>> call) {
		if (this.observations.isNoop()) {
			return call.apply(message);
		}
		MqttPublishContext context = new MqttPublishContext(this.clientName, template, message);
		Observation observation = MqttObservation.PUBLISH
			.observation(this.convention, CONVENTION, () -> context, this.observations)
			.start();
		CompletableFuture<T> result;
		try {
			result = call.apply(traced(message, context));
		}
		catch (RuntimeException ex) {
			observation.error(ex);
			observation.stop();
			throw ex;
		}
		return result.whenComplete((done, failure) -> {
			if (failure != null) {
				observation.error(cause(failure));
			}
			observation.stop();
		});
	}

	private MqttMessage traced(MqttMessage message, MqttPublishContext context) {
		List<MqttUserProperty> added = context.getCarrier();
		if (added == null || added.isEmpty() || !this.port.hasProperties()) {
			return message;
		}
		MqttMessageProperties properties = message.properties();
		List<MqttUserProperty> all = new ArrayList<>(properties.userProperties());
		all.removeIf((own) -> added.stream().anyMatch((trace) -> trace.name().equals(own.name())));
		all.addAll(added);
		return message
			.withProperties(new MqttMessageProperties(properties.payloadFormatUtf8(), properties.messageExpirySeconds(),
					properties.contentType(), properties.responseTopic(), properties.correlationData(), all));
	}

	static Throwable cause(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	private String requiredDefaultTopic() {
		String topic = getDefaultDestination();
		if (topic == null) {
			throw new IllegalStateException(
					"no topic: name one in the call, or set a default topic (mqtt.producer.default-topic)");
		}
		return topic;
	}

	/**
	 * Builds a template.
	 */
	public static final class Builder {

		private final Function<Builder, ClientPort> port;

		private final @Nullable MqttClients clients;

		private String clientName = MqttClients.ONLY;

		private @Nullable String defaultTopic;

		private MqttQos defaultQos = MqttQos.AT_LEAST_ONCE;

		private boolean defaultRetained;

		private Duration requestTimeout = Duration.ofSeconds(10);

		private MessageConverter converter = MqttMessageConverters.create();

		private ObservationRegistry observations = ObservationRegistry.NOOP;

		private @Nullable ObservationConvention<MqttPublishContext> convention;

		Builder(Function<Builder, ClientPort> port, @Nullable MqttClients clients) {
			this.port = port;
			this.clients = clients;
		}

		/**
		 * Sets the name of the client, as observations call it.
		 * @param name the name, see {@link MqttClients}
		 * @return this builder
		 */
		public Builder clientName(String name) {
			this.clientName = Objects.requireNonNull(name, "name");
			return this;
		}

		/**
		 * Sets where messages go that name no topic.
		 * @param topic the topic name, {@code null} for none
		 * @return this builder
		 */
		public Builder defaultTopic(@Nullable String topic) {
			this.defaultTopic = topic;
			return this;
		}

		/**
		 * Sets the quality of service of messages that name none.
		 * @param qos the quality of service, 1 if it is not set
		 * @return this builder
		 */
		public Builder defaultQos(MqttQos qos) {
			this.defaultQos = Objects.requireNonNull(qos, "qos");
			return this;
		}

		/**
		 * Sets whether messages are retained that do not say so.
		 * @param retained whether they are
		 * @return this builder
		 */
		public Builder defaultRetained(boolean retained) {
			this.defaultRetained = retained;
			return this;
		}

		/**
		 * Sets how long requests wait that do not say so.
		 * @param timeout the time, 10 s if it is not set
		 * @return this builder
		 */
		public Builder requestTimeout(Duration timeout) {
			this.requestTimeout = Objects.requireNonNull(timeout, "timeout");
			return this;
		}

		/**
		 * Sets what writes payloads and reads answers.
		 * @param converter the converter, as of {@link MqttMessageConverters#create()} if
		 * it is not set
		 * @return this builder
		 */
		public Builder messageConverter(MessageConverter converter) {
			this.converter = Objects.requireNonNull(converter, "converter");
			return this;
		}

		/**
		 * Sets who observes.
		 * @param registry the registry
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry registry) {
			this.observations = Objects.requireNonNull(registry, "registry");
			return this;
		}

		/**
		 * Sets how observations are named.
		 * @param convention the convention, {@link MqttPublishConvention} if it is not
		 * set
		 * @return this builder
		 */
		public Builder observationConvention(@Nullable ObservationConvention<MqttPublishContext> convention) {
			this.convention = convention;
			return this;
		}

		/**
		 * Builds the template.
		 * @return the template
		 */
		public MqttTemplate build() {
			MqttTemplate template = new MqttTemplate(this);
			if (this.defaultTopic != null) {
				template.setDefaultDestination(MqttTopicFilter.checkTopicName(this.defaultTopic));
			}
			return template;
		}

	}

}
