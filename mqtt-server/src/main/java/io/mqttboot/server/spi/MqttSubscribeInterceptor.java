package io.mqttboot.server.spi;

import org.jspecify.annotations.Nullable;

/**
 * May change or refuse how clients subscribe: subscriptions that the client may make.
 */
@FunctionalInterface
public interface MqttSubscribeInterceptor extends MqttInterceptor {

	/**
	 * A client subscribes. Called on an event loop or on the handler executor, see
	 * {@link #isFast()}.
	 * @param client who subscribes
	 * @param request what it asks for
	 * @return how it subscribes: the request as it is, or another one with the same
	 * filter; {@code null} to refuse it with 0x83 (0x80 for MQTT 3.1.1)
	 * @throws Exception refuses the subscription with 0x80; counted and logged
	 */
	@Nullable MqttSubscriptionRequest onSubscribe(MqttIdentity client, MqttSubscriptionRequest request) throws Exception;

}
