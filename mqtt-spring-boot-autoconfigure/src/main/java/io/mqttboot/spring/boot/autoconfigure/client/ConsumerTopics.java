package io.mqttboot.spring.boot.autoconfigure.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.spi.MqttClientMessageListener;
import io.mqttboot.client.spi.MqttSubscriptionOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The topics of {@code mqtt.consumer.consumer-topics}, whose messages go to the
 * application's message listeners. These may themselves ask for the client, so they are
 * created when it starts.
 */
final class ConsumerTopics implements Listening {

	private static final Logger logger = LoggerFactory.getLogger(ConsumerTopics.class);

	private static final String TOPICS = "consumer-topics";

	private static final String TOPICS_KEY = MqttConsumerProperties.PREFIX + TOPICS;

	private final Map<String, MqttSubscriptionOptions> filters;

	private final boolean manualAcks;

	private final ObjectProvider<MqttClientMessageListener> listeners;

	private final ObjectProvider<MqttClient> client;

	private boolean asked;

	private boolean heard;

	ConsumerTopics(MqttConsumerProperties properties, ObjectProvider<MqttClientMessageListener> listeners,
			ObjectProvider<MqttClient> client) {
		this.filters = filters(properties);
		this.manualAcks = properties.isManualAcks();
		this.listeners = listeners;
		this.client = client;
	}

	private static Map<String, MqttSubscriptionOptions> filters(MqttConsumerProperties properties) {
		PropertyCheck check = new PropertyCheck(MqttConsumerProperties.PREFIX);
		MqttSubscriptionOptions options = MqttSubscriptionOptions
			.of(check.qos("default-qos", properties.getDefaultQos()));
		Map<String, MqttSubscriptionOptions> filters = new LinkedHashMap<>();
		for (String filter : properties.getConsumerTopics()) {
			check.read(TOPICS, filter, MqttTopicFilter::of);
			if (filter.chars().anyMatch(Character::isWhitespace)) {
				logger.warn("'{}' has white space in '{}'; it is taken for a part of the topic", TOPICS_KEY, filter);
			}
			filters.put(filter, options);
		}
		return filters;
	}

	/** Subscribes, the first time; the client keeps its subscriptions. */
	void subscribe() {
		if (this.asked) {
			return;
		}
		this.asked = true;
		List<MqttClientMessageListener> found = this.listeners.orderedStream().toList();
		MqttClient consumer = this.client.getIfUnique();
		if (this.filters.isEmpty()) {
			if (!found.isEmpty()) {
				logger.warn("There are MqttClientMessageListener beans, but '{}' names no topic for them", TOPICS_KEY);
			}
		}
		else if (found.isEmpty()) {
			logger.warn("'{}' names topics, but no MqttClientMessageListener bean hears them: they are not subscribed",
					TOPICS_KEY);
		}
		else if (consumer == null) {
			logger.warn("'{}' names topics, but there is no one client to hear them: they are not subscribed",
					TOPICS_KEY);
		}
		else {
			this.heard = true;
			consumer
				.subscribe(this.filters, (found.size() == 1) ? found.get(0) : new MessageListeners(found),
						this.manualAcks)
				.whenComplete(ConsumerTopics::report);
		}
	}

	@Override
	public boolean isHeard() {
		return this.heard;
	}

	private static void report(@Nullable Map<String, MqttReasonCode> answers, @Nullable Throwable failure) {
		if (answers == null) {
			logger.debug("'{}' was not answered", TOPICS_KEY, failure);
			return;
		}
		answers.forEach((filter, answer) -> {
			if (answer.isError()) {
				logger.error("The server refuses '{}' of '{}': {}", filter, TOPICS_KEY, answer);
			}
		});
	}

}
