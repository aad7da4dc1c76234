package io.mqttboot.spring.boot.autoconfigure.client;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.mqttboot.spring.listener.MqttAckMode;
import io.mqttboot.spring.listener.MqttOrdering;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of listener methods, {@code mqtt.listener.*}.
 */
@ConfigurationProperties("mqtt.listener")
class MqttListenerProperties {

	static final String PREFIX = "mqtt.listener.";

	/**
	 * Most messages that a listener handles at once, 0 for as many as there are threads.
	 */
	private int concurrency = 0;

	/** Which messages of a listener come one after the other. */
	private MqttOrdering ordering = MqttOrdering.TOPIC;

	/** When messages are acknowledged. */
	private MqttAckMode ackMode = MqttAckMode.AUTO;

	/** Whether an MQTT 5 server is told of messages that could not be handled. */
	private boolean refuseFailed = false;

	/**
	 * Whether log lines of listeners say client, listener and topic, in SLF4J's MDC.
	 */
	private boolean logContext = false;

	private final Retry retry = new Retry();

	private final DeadLetter deadLetter = new DeadLetter();

	private final Shutdown shutdown = new Shutdown();

	public int getConcurrency() {
		return this.concurrency;
	}

	public void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	public MqttOrdering getOrdering() {
		return this.ordering;
	}

	public void setOrdering(MqttOrdering ordering) {
		this.ordering = ordering;
	}

	public MqttAckMode getAckMode() {
		return this.ackMode;
	}

	public void setAckMode(MqttAckMode ackMode) {
		this.ackMode = ackMode;
	}

	public boolean isRefuseFailed() {
		return this.refuseFailed;
	}

	public void setRefuseFailed(boolean refuseFailed) {
		this.refuseFailed = refuseFailed;
	}

	public boolean isLogContext() {
		return this.logContext;
	}

	public void setLogContext(boolean logContext) {
		this.logContext = logContext;
	}

	public Retry getRetry() {
		return this.retry;
	}

	public DeadLetter getDeadLetter() {
		return this.deadLetter;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	/**
	 * What happens to a message whose listener fails.
	 */
	static class Retry {

		/** How often a message is handled until it is given up. */
		private int maxAttempts = 3;

		/**
		 * Delay before a message is handled again; it doubles each time. If a duration
		 * suffix is not specified, milliseconds will be used.
		 */
		@DurationUnit(ChronoUnit.MILLIS)
		private Duration initialDelay = Duration.ofMillis(200);

		/**
		 * Longest delay before a message is handled again. If a duration suffix is not
		 * specified, milliseconds will be used.
		 */
		@DurationUnit(ChronoUnit.MILLIS)
		private Duration maxDelay = Duration.ofSeconds(5);

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getInitialDelay() {
			return this.initialDelay;
		}

		public void setInitialDelay(Duration initialDelay) {
			this.initialDelay = initialDelay;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

	}

	/**
	 * Where messages go that could not be handled.
	 */
	static class DeadLetter {

		/**
		 * Topic of messages that could not be handled, with {topic} for their own and
		 * {listener}; without it they are logged.
		 */
		private @Nullable String topic;

		public @Nullable String getTopic() {
			return this.topic;
		}

		public void setTopic(@Nullable String topic) {
			this.topic = topic;
		}

	}

	/**
	 * How listeners go.
	 */
	static class Shutdown {

		/**
		 * How long a stop waits until listeners have finished. If a duration suffix is
		 * not specified, seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration gracePeriod = Duration.ofSeconds(10);

		public Duration getGracePeriod() {
			return this.gracePeriod;
		}

		public void setGracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
		}

	}

}
