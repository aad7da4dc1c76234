package io.mqttboot.spring.listener;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import io.mqttboot.MqttQos;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttTopicTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What a listener is: the topics it hears, and who handles their messages. Immutable.
 * What is not set is decided by the container factory.
 */
public final class MqttListenerEndpoint {

	private final String id;

	// Invariant: each is a topic filter, with the group.
	private final Map<String, MqttTopicTemplate> filters;

	private final String client;

	private final boolean onServer;

	private final MqttListenerHandler handler;

	private final @Nullable MqttQos qos;

	private final @Nullable MqttAckMode ackMode;

	private final @Nullable MqttOrdering ordering;

	private final int concurrency;

	private final @Nullable Executor executor;

	private final @Nullable MqttListenerErrorHandler errorHandler;

	private final @Nullable MqttTopicTemplate sendTo;

	private final boolean autoStartup;

	private MqttListenerEndpoint(Builder builder) {
		this.id = builder.id;
		this.filters = builder.filters();
		this.client = builder.client;
		this.onServer = builder.onServer;
		this.handler = Objects.requireNonNull(builder.handler, "a listener needs a handler");
		this.qos = builder.qos;
		this.ackMode = builder.ackMode;
		this.ordering = builder.ordering;
		this.concurrency = builder.concurrency;
		this.executor = builder.executor;
		this.errorHandler = builder.errorHandler;
		this.sendTo = builder.sendTo;
		this.autoStartup = builder.autoStartup;
	}

	/**
	 * Begins to build an endpoint.
	 * @param id what tells it from others
	 * @return a builder
	 */
	public static Builder builder(String id) {
		return new Builder(id);
	}

	/**
	 * Returns what tells this endpoint from others.
	 * @return the identifier
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns what is subscribed.
	 * @return topic filters with their group, and the template of each
	 */
	public Map<String, MqttTopicTemplate> filters() {
		return this.filters;
	}

	/**
	 * Returns the client that subscribes.
	 * @return its name, see {@link MqttClients}
	 */
	public String client() {
		return this.client;
	}

	/**
	 * Returns whether the server in this process is listened to, without a client.
	 * @return whether it is
	 */
	public boolean onServer() {
		return this.onServer;
	}

	/**
	 * Returns who handles messages.
	 * @return the handler
	 */
	public MqttListenerHandler handler() {
		return this.handler;
	}

	/**
	 * Returns the highest quality of service.
	 * @return the quality of service, or {@code null}
	 */
	public @Nullable MqttQos qos() {
		return this.qos;
	}

	/**
	 * Returns when messages are acknowledged.
	 * @return the mode, or {@code null}
	 */
	public @Nullable MqttAckMode ackMode() {
		return this.ackMode;
	}

	/**
	 * Returns which messages come one after the other.
	 * @return the ordering, or {@code null}
	 */
	public @Nullable MqttOrdering ordering() {
		return this.ordering;
	}

	/**
	 * Returns how many messages are handled at once.
	 * @return the most, 0 if it is not set
	 */
	public int concurrency() {
		return this.concurrency;
	}

	/**
	 * Returns who runs the handler.
	 * @return the executor, or {@code null}
	 */
	public @Nullable Executor executor() {
		return this.executor;
	}

	/**
	 * Returns who is asked first about failures.
	 * @return the error handler, or {@code null}
	 */
	public @Nullable MqttListenerErrorHandler errorHandler() {
		return this.errorHandler;
	}

	/**
	 * Returns where answers go whose message names no response topic.
	 * @return a template with variables of the listener's topic, or {@code null}
	 */
	public @Nullable MqttTopicTemplate sendTo() {
		return this.sendTo;
	}

	/**
	 * Returns whether the listener begins by itself.
	 * @return whether it does
	 */
	public boolean autoStartup() {
		return this.autoStartup;
	}

	@Override
	public String toString() {
		return "MqttListenerEndpoint[id=" + this.id + ", filters=" + this.filters.keySet() + "]";
	}

	/**
	 * Builds an endpoint.
	 */
	public static final class Builder {

		private final String id;

		private final List<MqttTopicTemplate> topics = new ArrayList<>();

		private @Nullable String group;

		private String client = MqttClients.ONLY;

		private boolean onServer;

		private @Nullable MqttListenerHandler handler;

		private @Nullable MqttQos qos;

		private @Nullable MqttAckMode ackMode;

		private @Nullable MqttOrdering ordering;

		private int concurrency;

		private @Nullable Executor executor;

		private @Nullable MqttListenerErrorHandler errorHandler;

		private @Nullable MqttTopicTemplate sendTo;

		private boolean autoStartup = true;

		private Builder(String id) {
			this.id = Objects.requireNonNull(id, "id");
		}

		/**
		 * Adds topics.
		 * @param templates topics with variables or wildcards, {@code $share/…} and
		 * {@code $queue/…} included; white space in them is kept and warned about
		 * @return this builder
		 * @throws IllegalArgumentException if one is not well-formed
		 */
		public Builder topics(String... templates) {
			for (String each : templates) {
				MqttTopicTemplate template = MqttTopicTemplate.of(each);
				template.filter(); // says what is wrong with it
				this.topics.add(template);
			}
			return this;
		}

		/**
		 * Shares the subscriptions with all others of a group: each message comes to one
		 * of them.
		 * @param name the name of the group, {@code null} or empty for none
		 * @return this builder
		 */
		public Builder group(@Nullable String name) {
			this.group = (name != null && !name.isEmpty()) ? name : null;
			return this;
		}

		/**
		 * Sets the client that subscribes.
		 * @param name its name, see {@link MqttClients}
		 * @return this builder
		 */
		public Builder client(String name) {
			this.client = Objects.requireNonNull(name, "client");
			return this;
		}

		/**
		 * Listens to the server in this process, without a client and a socket.
		 * @return this builder
		 */
		public Builder onServer() {
			this.onServer = true;
			return this;
		}

		/**
		 * Sets who handles messages.
		 * @param value the handler
		 * @return this builder
		 */
		public Builder handler(MqttListenerHandler value) {
			this.handler = value;
			return this;
		}

		/**
		 * Sets the highest quality of service.
		 * @param value the quality of service
		 * @return this builder
		 */
		public Builder qos(@Nullable MqttQos value) {
			this.qos = value;
			return this;
		}

		/**
		 * Sets when messages are acknowledged.
		 * @param value the mode
		 * @return this builder
		 */
		public Builder ackMode(@Nullable MqttAckMode value) {
			this.ackMode = value;
			return this;
		}

		/**
		 * Sets which messages come one after the other.
		 * @param value the ordering
		 * @return this builder
		 */
		public Builder ordering(@Nullable MqttOrdering value) {
			this.ordering = value;
			return this;
		}

		/**
		 * Sets how many messages are handled at once.
		 * @param value the most, 0 for what the factory says
		 * @return this builder
		 * @throws IllegalArgumentException if it is negative
		 */
		public Builder concurrency(int value) {
			if (value < 0) {
				throw new IllegalArgumentException("concurrency must not be negative but is " + value);
			}
			this.concurrency = value;
			return this;
		}

		/**
		 * Sets who runs the handler.
		 * @param value the executor, not shut down by the container
		 * @return this builder
		 */
		public Builder executor(@Nullable Executor value) {
			this.executor = value;
			return this;
		}

		/**
		 * Sets who is asked first about failures.
		 * @param value the error handler
		 * @return this builder
		 */
		public Builder errorHandler(@Nullable MqttListenerErrorHandler value) {
			this.errorHandler = value;
			return this;
		}

		/**
		 * Sets where answers go whose message names no response topic.
		 * @param template a topic, with variables of the listener's topics
		 * @return this builder
		 */
		public Builder sendTo(@Nullable String template) {
			this.sendTo = (template != null && !template.isEmpty()) ? MqttTopicTemplate.of(template) : null;
			return this;
		}

		/**
		 * Sets whether the listener begins by itself.
		 * @param value whether it does
		 * @return this builder
		 */
		public Builder autoStartup(boolean value) {
			this.autoStartup = value;
			return this;
		}

		/**
		 * Builds the endpoint.
		 * @return the endpoint
		 * @throws IllegalArgumentException if there is no topic, or a group is named
		 * where a topic has one
		 */
		public MqttListenerEndpoint build() {
			if (this.topics.isEmpty()) {
				throw new IllegalArgumentException("listener '" + this.id + "' has no topic");
			}
			return new MqttListenerEndpoint(this);
		}

		private Map<String, MqttTopicTemplate> filters() {
			Map<String, MqttTopicTemplate> filters = new LinkedHashMap<>();
			for (MqttTopicTemplate each : this.topics) {
				filters.putIfAbsent(grouped(each).filter().text(), each);
			}
			return Collections.unmodifiableMap(filters);
		}

		private MqttTopicTemplate grouped(MqttTopicTemplate template) {
			if (this.group == null) {
				return template;
			}
			if (template.filter().isShared()) {
				throw new IllegalArgumentException(
						"topic '" + template + "' has a group, and the listener names '" + this.group + "'");
			}
			return MqttTopicTemplate.of("$share/" + this.group + "/" + template.text());
		}

	}

}
