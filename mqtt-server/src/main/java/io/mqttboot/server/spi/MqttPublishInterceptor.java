package io.mqttboot.server.spi;

import io.mqttboot.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * May change or refuse what clients publish, before anybody gets it and before it is
 * retained: messages that the publisher may publish, delayed ones when their time has
 * come, wills when they are due. What the application publishes itself is not shown.
 */
@FunctionalInterface
public interface MqttPublishInterceptor extends MqttInterceptor {

	/**
	 * A client publishes a message. Called on an event loop or on the handler executor,
	 * see {@link #isFast()}; the messages of one publisher come in their order.
	 * @param publisher who publishes
	 * @param message the message
	 * @return what is published: the message as it is or another one, whose topic the
	 * publisher must be allowed to publish to; {@code null} for nothing, which an MQTT 5
	 * client is told with 0x83
	 * @throws Exception refuses the message; counted and logged, and an MQTT 5 client is
	 * told 0x80
	 */
	@Nullable MqttMessage onPublish(MqttIdentity publisher, MqttMessage message) throws Exception;

}
