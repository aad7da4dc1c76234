package io.mqttboot.server.spi;

import io.mqttboot.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * May change or refuse what one client is to get: live messages, before they wait in its
 * queue, and retained ones. Asked once for each receiver, so it costs more than the other
 * kinds. Subscriptions of the application itself are not shown.
 */
@FunctionalInterface
public interface MqttDeliveryInterceptor extends MqttInterceptor {

	/**
	 * A client is to get a message. Called on an event loop or on the handler executor,
	 * see {@link #isFast()}; the messages of one publisher to one receiver come in their
	 * order.
	 * @param clientId the receiver, connected or not
	 * @param message the message as it was published
	 * @return what it gets: the message as it is, or one with another payload or other
	 * properties; topic, quality of service and retain flag must stay; {@code null} for
	 * nothing
	 * @throws Exception refuses the delivery; counted and logged
	 */
	@Nullable MqttMessage onDelivery(String clientId, MqttMessage message) throws Exception;

}
