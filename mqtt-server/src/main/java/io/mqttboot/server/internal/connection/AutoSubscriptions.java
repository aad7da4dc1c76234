package io.mqttboot.server.internal.connection;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.MqttTopicFilter;
import io.mqttboot.server.config.MqttAutoSubscription;
import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttSubscriptionRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a client is subscribed to without asking for it.
 */
final class AutoSubscriptions {

	private static final Logger logger = LoggerFactory.getLogger(AutoSubscriptions.class);

	private AutoSubscriptions() {
	}

	static List<MqttSubscriptionRequest> of(List<MqttAutoSubscription> configured, MqttIdentity client) {
		List<MqttSubscriptionRequest> requests = new ArrayList<>();
		for (MqttAutoSubscription each : configured) {
			String text = resolve(each.filter(), client);
			if (text != null) {
				requests.add(new MqttSubscriptionRequest(MqttTopicFilter.of(text), each.qos(), each.noLocal(),
						each.retainAsPublished(), each.retainHandling()));
			}
			else {
				logger.debug("Client '{}' cannot have the automatic subscription '{}': it has no name for a level",
						LogText.of(client.clientId()), each.filter());
			}
		}
		return requests;
	}

	private static @Nullable String resolve(String filter, MqttIdentity client) {
		List<String> levels = new ArrayList<>();
		for (String level : filter.split("/", -1)) {
			String name = switch (level) {
				case MqttAutoSubscription.CLIENT_ID -> client.clientId();
				case MqttAutoSubscription.USERNAME -> client.principal();
				default -> level;
			};
			if (name == null || (!name.equals(level) && !isLevel(name))) {
				return null;
			}
			levels.add(name);
		}
		return String.join("/", levels);
	}

	// one literal level, whoever chose the name
	private static boolean isLevel(String name) {
		return !name.isEmpty() && name.chars().noneMatch((c) -> c == '/' || c == '+' || c == '#' || c == 0)
				&& name.charAt(0) != '$';
	}

}
