package io.mqttboot.server.extension;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;
import io.mqttboot.server.spi.MqttSubscriptionRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where an interceptor runs: the same one is tested in both places.
 */
enum Place {

	/** On event loops. */
	ON_THE_LOOP(true),

	/** On the handler executor. */
	OFF_THE_LOOP(false);

	private final boolean fast;

	Place(boolean fast) {
		this.fast = fast;
	}

	MqttPublishInterceptor publish(MqttPublishInterceptor interceptor) {
		return new MqttPublishInterceptor() {

			@Override
			public boolean isFast() {
				return Place.this.fast;
			}

			@Override
			public @Nullable MqttMessage onPublish(MqttIdentity publisher, MqttMessage message) throws Exception {
				return interceptor.onPublish(publisher, message);
			}

			@Override
			public String toString() {
				return interceptor.toString();
			}

		};
	}

	MqttSubscribeInterceptor subscribe(MqttSubscribeInterceptor interceptor) {
		return new MqttSubscribeInterceptor() {

			@Override
			public boolean isFast() {
				return Place.this.fast;
			}

			@Override
			public @Nullable MqttSubscriptionRequest onSubscribe(MqttIdentity client, MqttSubscriptionRequest request)
					throws Exception {
				return interceptor.onSubscribe(client, request);
			}

		};
	}

	MqttDeliveryInterceptor deliver(MqttDeliveryInterceptor interceptor) {
		return new MqttDeliveryInterceptor() {

			@Override
			public boolean isFast() {
				return Place.this.fast;
			}

			@Override
			public @Nullable MqttMessage onDelivery(String clientId, MqttMessage message) throws Exception {
				return interceptor.onDelivery(clientId, message);
			}

		};
	}

}
