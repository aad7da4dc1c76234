package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.List;
import java.util.function.Supplier;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;
import io.mqttboot.server.spi.MqttSubscriptionRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The application's interceptors, in their order. They may ask for the server themselves.
 */
final class InterceptorBeans {

	private final DeferredBeans<MqttPublishInterceptor> publishing;

	private final DeferredBeans<MqttSubscribeInterceptor> subscribing;

	private final DeferredBeans<MqttDeliveryInterceptor> delivering;

	InterceptorBeans(ConfigurableListableBeanFactory beanFactory, ObjectProvider<MqttPublishInterceptor> publishing,
			ObjectProvider<MqttSubscribeInterceptor> subscribing, ObjectProvider<MqttDeliveryInterceptor> delivering) {
		this.publishing = new DeferredBeans<>(MqttPublishInterceptor.class, publishing, beanFactory);
		this.subscribing = new DeferredBeans<>(MqttSubscribeInterceptor.class, subscribing, beanFactory);
		this.delivering = new DeferredBeans<>(MqttDeliveryInterceptor.class, delivering, beanFactory);
	}

	void applyTo(MqttServerBuilder builder) {
		this.publishing.forEach(Publishing::new, builder::publishInterceptor);
		this.subscribing.forEach(Subscribing::new, builder::subscribeInterceptor);
		this.delivering.forEach(Delivering::new, builder::deliveryInterceptor);
	}

	/** Creates the beans before the first client may need them. */
	void resolve() {
		List.of(this.publishing, this.subscribing, this.delivering).forEach(DeferredBeans::resolve);
	}

	private record Publishing(Supplier<MqttPublishInterceptor> bean) implements MqttPublishInterceptor {

		@Override
		public boolean isFast() {
			return this.bean.get().isFast();
		}

		@Override
		public @Nullable MqttMessage onPublish(MqttIdentity publisher, MqttMessage message) throws Exception {
			return this.bean.get().onPublish(publisher, message);
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

	private record Subscribing(Supplier<MqttSubscribeInterceptor> bean) implements MqttSubscribeInterceptor {

		@Override
		public boolean isFast() {
			return this.bean.get().isFast();
		}

		@Override
		public @Nullable MqttSubscriptionRequest onSubscribe(MqttIdentity client, MqttSubscriptionRequest request)
				throws Exception {
			return this.bean.get().onSubscribe(client, request);
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

	private record Delivering(Supplier<MqttDeliveryInterceptor> bean) implements MqttDeliveryInterceptor {

		@Override
		public boolean isFast() {
			return this.bean.get().isFast();
		}

		@Override
		public @Nullable MqttMessage onDelivery(String clientId, MqttMessage message) throws Exception {
			return this.bean.get().onDelivery(clientId, message);
		}

		@Override
		public String toString() {
			return this.bean.get().toString();
		}

	}

}
