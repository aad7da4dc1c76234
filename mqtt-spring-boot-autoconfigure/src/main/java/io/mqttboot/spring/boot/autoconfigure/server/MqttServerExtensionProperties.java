package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.spi.MqttRule;

import org.springframework.boot.convert.DurationUnit;

/**
 * Those of the server's properties that are about what goes beyond the standard: one for
 * each part of {@link io.mqttboot.server.config.MqttExtensions}.
 */
class MqttServerExtensionProperties {

	private final Interceptors interceptors = new Interceptors();

	private final Sys sys = new Sys();

	/** Whether clients may subscribe to $exclusive/…, so that nobody else does. */
	private boolean exclusiveSubscriptions = false;

	/**
	 * Rules that rewrite topics of clients, the first that is about one decides: action,
	 * source, regex and destination.
	 */
	private List<Rewrite> rewrite = new ArrayList<>();

	/**
	 * Subscriptions that each client has when it connects: filter, qos, no-local,
	 * retain-as-published and retain-handling.
	 */
	private List<AutoSubscription> autoSubscriptions = new ArrayList<>();

	public Interceptors getInterceptors() {
		return this.interceptors;
	}

	public Sys getSys() {
		return this.sys;
	}

	public List<Rewrite> getRewrite() {
		return this.rewrite;
	}

	public void setRewrite(List<Rewrite> rewrite) {
		this.rewrite = rewrite;
	}

	public List<AutoSubscription> getAutoSubscriptions() {
		return this.autoSubscriptions;
	}

	public void setAutoSubscriptions(List<AutoSubscription> autoSubscriptions) {
		this.autoSubscriptions = autoSubscriptions;
	}

	public boolean isExclusiveSubscriptions() {
		return this.exclusiveSubscriptions;
	}

	public void setExclusiveSubscriptions(boolean exclusiveSubscriptions) {
		this.exclusiveSubscriptions = exclusiveSubscriptions;
	}

	/**
	 * Interceptors of the application.
	 */
	static class Interceptors {

		/**
		 * How long an interceptor that does not run on event loops may take. If a
		 * duration suffix is not specified, seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration timeout = Duration.ofSeconds(10);

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * Figures about the server, published by itself.
	 */
	static class Sys {

		/** Whether the server publishes figures about itself below $SYS/broker. */
		private boolean enabled = false;

		/**
		 * Time between two rounds, in which only what changed is published. If a duration
		 * suffix is not specified, seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration interval = Duration.ofSeconds(10);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

	}

	/**
	 * One rule that rewrites topics.
	 */
	static class Rewrite {

		/** What is rewritten. */
		private MqttRule.Action action = MqttRule.Action.ALL;

		/** Topic filter that selects the topics it is about. */
		private String source = "";

		/** Regular expression that is found in them. */
		private String regex = "";

		/** What they become, $1 to $9 being what the groups found. */
		private String destination = "";

		public MqttRule.Action getAction() {
			return this.action;
		}

		public void setAction(MqttRule.Action action) {
			this.action = action;
		}

		public String getSource() {
			return this.source;
		}

		public void setSource(String source) {
			this.source = source;
		}

		public String getRegex() {
			return this.regex;
		}

		public void setRegex(String regex) {
			this.regex = regex;
		}

		public String getDestination() {
			return this.destination;
		}

		public void setDestination(String destination) {
			this.destination = destination;
		}

	}

	/**
	 * One subscription that each client has.
	 */
	static class AutoSubscription {

		/** Topic filter; a level may be {clientId} or {username}. */
		private String filter = "";

		/** Highest quality of service. */
		private int qos = 0;

		/** Whether what the client publishes itself is left out. */
		private boolean noLocal = false;

		/** Whether the retain flag is handed on as it was published. */
		private boolean retainAsPublished = false;

		/** When retained messages are sent: 0 or 1 when it is made, 2 never. */
		private int retainHandling = 0;

		public String getFilter() {
			return this.filter;
		}

		public void setFilter(String filter) {
			this.filter = filter;
		}

		public int getQos() {
			return this.qos;
		}

		public void setQos(int qos) {
			this.qos = qos;
		}

		public boolean isNoLocal() {
			return this.noLocal;
		}

		public void setNoLocal(boolean noLocal) {
			this.noLocal = noLocal;
		}

		public boolean isRetainAsPublished() {
			return this.retainAsPublished;
		}

		public void setRetainAsPublished(boolean retainAsPublished) {
			this.retainAsPublished = retainAsPublished;
		}

		public int getRetainHandling() {
			return this.retainHandling;
		}

		public void setRetainHandling(int retainHandling) {
			this.retainHandling = retainHandling;
		}

	}

}
