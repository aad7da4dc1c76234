package io.mqttboot.spring.listener;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttQos;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttMessageConverters;
import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.MqttTemplate;
import io.mqttboot.spring.observation.MqttProcessContext;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.Assert;

/**
 * Makes containers for listeners, and has what they have in common. Set up before the
 * first container is made.
 */
public class MqttListenerContainerFactory implements BeanFactoryAware, ApplicationEventPublisherAware, DisposableBean {

	private final MqttClients clients;

	private final ListenerThreads threads = new ListenerThreads();

	private @Nullable BeanFactory beanFactory;

	private @Nullable ApplicationEventPublisher events;

	private MqttQos qos = MqttQos.AT_LEAST_ONCE;

	private MqttAckMode ackMode = MqttAckMode.AUTO;

	private MqttOrdering ordering = MqttOrdering.TOPIC;

	private int concurrency;

	private @Nullable Executor executor;

	private RetryPolicy retryPolicy = RetryPolicy.builder()
		.maxRetries(2)
		.delay(Duration.ofMillis(200))
		.multiplier(2)
		.maxDelay(Duration.ofSeconds(5))
		.build();

	private MqttMessageRecoverer recoverer = new MqttLoggingRecoverer();

	private boolean refuseFailed;

	private boolean logContext;

	private MessageConverter messageConverter = MqttMessageConverters.create();

	private @Nullable MqttOperations operations;

	private ObservationRegistry observations = ObservationRegistry.NOOP;

	private @Nullable ObservationConvention<MqttProcessContext> convention;

	private Duration gracePeriod = Duration.ofSeconds(10);

	/**
	 * Creates a factory.
	 * @param clients the clients that listeners name
	 */
	public MqttListenerContainerFactory(MqttClients clients) {
		this.clients = Objects.requireNonNull(clients, "clients");
	}

	/**
	 * Sets the highest quality of service of listeners that say nothing about it.
	 * @param qos the quality of service, 1 if it is not set
	 */
	public void setQos(MqttQos qos) {
		this.qos = qos;
	}

	/**
	 * Sets when messages are acknowledged whose listeners say nothing about it.
	 * @param ackMode the mode, {@link MqttAckMode#AUTO} if it is not set
	 */
	public void setAckMode(MqttAckMode ackMode) {
		this.ackMode = ackMode;
	}

	/**
	 * Sets which messages come one after the other where listeners say nothing about it.
	 * @param ordering the ordering, {@link MqttOrdering#TOPIC} if it is not set
	 */
	public void setOrdering(MqttOrdering ordering) {
		this.ordering = ordering;
	}

	/**
	 * Sets how many messages each listener handles at once that says nothing about it.
	 * @param concurrency the most, 0 (if it is not set) for as many as there are threads
	 */
	public void setConcurrency(int concurrency) {
		Assert.isTrue(concurrency >= 0, "concurrency must not be negative");
		this.concurrency = concurrency;
	}

	/**
	 * Sets who runs listeners. Without one they run on the threads on which clients hand
	 * out messages, or, with a concurrency or no ordering, on threads of their own.
	 * @param executor the executor, one of virtual threads for example; not shut down by
	 * this. {@code null} for none
	 */
	public void setExecutor(@Nullable Executor executor) {
		this.executor = executor;
	}

	/**
	 * Sets which failures are tried again, and when. A waiting message holds up those
	 * behind it in its order, and no thread.
	 * @param retryPolicy the policy; two more attempts after 200 and 400 ms if it is not
	 * set
	 */
	public void setRetryPolicy(RetryPolicy retryPolicy) {
		this.retryPolicy = retryPolicy;
	}

	/**
	 * Sets who takes messages that cannot be handled.
	 * @param recoverer the recoverer, one that logs if it is not set
	 */
	public void setRecoverer(MqttMessageRecoverer recoverer) {
		this.recoverer = recoverer;
	}

	/**
	 * Sets whether messages that could not be handled are refused instead of
	 * acknowledged, with 0x99 if they could not be read and 0x80 otherwise. Servers
	 * before MQTT 5 do not notice.
	 * @param refuseFailed whether they are, {@code false} if it is not set
	 */
	public void setRefuseFailed(boolean refuseFailed) {
		this.refuseFailed = refuseFailed;
	}

	/**
	 * Sets whether SLF4J's MDC says while a listener runs what it works on:
	 * {@code mqtt.client}, {@code mqtt.listener} and {@code mqtt.topic}, which is the
	 * topic as the listener names it.
	 * @param logContext whether it does, {@code false} if it is not set
	 */
	public void setLogContext(boolean logContext) {
		this.logContext = logContext;
	}

	/**
	 * Sets what reads payloads for listeners, and writes answers if there are no
	 * operations for that.
	 * @param messageConverter the converter, as of {@link MqttMessageConverters#create()}
	 * if it is not set
	 */
	public void setMessageConverter(MessageConverter messageConverter) {
		this.messageConverter = messageConverter;
	}

	/**
	 * Returns what reads payloads.
	 * @return the converter
	 */
	public MessageConverter getMessageConverter() {
		return this.messageConverter;
	}

	/**
	 * Sets who sends answers.
	 * @param operations the operations; for listeners of named clients their
	 * {@link MqttOperations#client(String)} is used. A template of its own if it is not
	 * set
	 */
	public void setOperations(MqttOperations operations) {
		this.operations = operations;
	}

	/**
	 * Sets who observes.
	 * @param observations the registry
	 */
	public void setObservationRegistry(ObservationRegistry observations) {
		this.observations = observations;
	}

	/**
	 * Sets how observations are named.
	 * @param convention the convention,
	 * {@link io.mqttboot.spring.observation.MqttProcessConvention} if it is not set
	 */
	public void setObservationConvention(@Nullable ObservationConvention<MqttProcessContext> convention) {
		this.convention = convention;
	}

	/**
	 * Sets how long listeners may take to finish what they do when the application stops.
	 * @param gracePeriod the time, 10 s if it is not set
	 */
	public void setGracePeriod(Duration gracePeriod) {
		this.gracePeriod = gracePeriod;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher events) {
		this.events = events;
	}

	/**
	 * Makes a container, which is not subscribed yet.
	 * @param endpoint the listener
	 * @return the container
	 * @throws IllegalArgumentException if there is no such client, or no server
	 */
	public MqttListenerContainer createContainer(MqttListenerEndpoint endpoint) {
		Source source = endpoint.onServer() ? ServerSource.of(this.beanFactory)
				: new ClientSource(this.clients.client(endpoint.client()));
		return new MqttListenerContainer(endpoint, settings(endpoint), source);
	}

	private ContainerSettings settings(MqttListenerEndpoint endpoint) {
		Executor given = (endpoint.executor() != null) ? endpoint.executor() : this.executor;
		int most = (endpoint.concurrency() > 0) ? endpoint.concurrency() : this.concurrency;
		MqttOrdering order = (endpoint.ordering() != null) ? endpoint.ordering() : this.ordering;
		ExecutorService own = (given == null && most > 0) ? ListenerThreads.pool(endpoint.id(), most) : null;
		Executor running = (given != null) ? given : (own != null) ? own : this.threads.shared();
		return new ContainerSettings((endpoint.qos() != null) ? endpoint.qos() : this.qos,
				(endpoint.ackMode() != null) ? endpoint.ackMode() : this.ackMode, order,
				(most > 0) ? most : Integer.MAX_VALUE, running,
				given == null && own == null && order != MqttOrdering.NONE, own, this.threads, this.retryPolicy,
				this.recoverer, this.refuseFailed, this.logContext, new Replies(replies(endpoint), endpoint.sendTo()),
				this.observations, this.convention, this::publish, this.gracePeriod);
	}

	private Supplier<MqttOperations> replies(MqttListenerEndpoint endpoint) {
		if (endpoint.onServer()) {
			return () -> ServerSource.operations(this.beanFactory, this.messageConverter, this.observations);
		}
		return () -> {
			MqttOperations all = this.operations;
			if (all == null) {
				return MqttTemplate.builder(this.clients)
					.clientName(endpoint.client())
					.messageConverter(this.messageConverter)
					.observationRegistry(this.observations)
					.build();
			}
			return endpoint.client().equals(MqttClients.ONLY) ? all : all.client(endpoint.client());
		};
	}

	private void publish(Object event) {
		ApplicationEventPublisher publisher = this.events;
		if (publisher != null) {
			publisher.publishEvent(event);
		}
	}

	@Override
	public void destroy() {
		this.threads.stop();
	}

}
