package io.mqttboot.server.internal.broker;

import java.util.List;
import java.util.function.Consumer;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttSubscriptionRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who sees how clients subscribe, and may change or refuse it.
 */
public interface SubscribeInterception {

	/**
	 * Asks about the subscriptions of one packet.
	 * @param then gets one answer for each, at once or later, on any thread
	 */
	void subscribe(MqttIdentity client, List<MqttSubscriptionRequest> requests, Consumer<List<Answer>> then);

	/**
	 * How a client subscribes, or why it does not.
	 *
	 * @param request how, {@code null} if it does not
	 * @param reason why it does not
	 */
	record Answer(@Nullable MqttSubscriptionRequest request, MqttReasonCode reason) {

	}

}
