package io.mqttboot.server.internal.handler;

import java.util.List;
import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.internal.broker.Intercepted;
import io.mqttboot.server.internal.broker.Interception;
import io.mqttboot.server.internal.broker.Origin;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Publishable;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttInterceptor;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * The interceptors of what is published, one after the other.
 */
final class PublishChain implements Interception {

	private final List<MqttPublishInterceptor> all;

	private final boolean fast;

	private final InterceptorLanes lanes;

	private final InterceptorFailures failures;

	private final MqttServerObserver observer;

	PublishChain(List<MqttPublishInterceptor> all, InterceptorLanes lanes, InterceptorFailures failures,
			MqttServerObserver observer) {
		this.all = all;
		this.fast = all.stream().allMatch(MqttInterceptor::isFast);
		this.lanes = lanes;
		this.failures = failures;
		this.observer = observer;
	}

	@Override
	public boolean isFast() {
		return this.fast;
	}

	@Override
	public Intercepted now(Origin origin, MqttMessage message) {
		MqttMessage present = message;
		MqttIdentity publisher = origin.identity();
		for (MqttPublishInterceptor each : this.all) {
			MqttMessage next;
			try {
				next = each.onPublish(publisher, present);
			}
			catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
				this.failures.failed(each, ex);
				return Intercepted.refused(MqttDropCause.INTERCEPTOR_FAILED);
			}
			if (next == null) {
				return Intercepted.refused(MqttDropCause.INTERCEPTED);
			}
			if (next != present && !Publishable.is(next)) {
				this.failures.returnedNonsense(each);
				return Intercepted.refused(MqttDropCause.INTERCEPTOR_FAILED);
			}
			present = next;
		}
		boolean asked = this.fast && present.topic().equals(message.topic());
		if (!asked && !origin.mayPublish(present.topic())) { // perhaps not any more
			this.observer.denied(MqttRule.Action.PUBLISH);
			return Intercepted.refused(MqttDropCause.NOT_AUTHORIZED);
		}
		return Intercepted.as(present);
	}

	@Override
	public @Nullable Pressure later(Origin origin, MqttMessage message, Consumer<Intercepted> then) {
		message.keep();
		boolean added = this.lanes.add(String.valueOf(origin.clientId()), Publication.cost(message),
				() -> now(origin, message), (seen, failure) -> then.accept((seen != null) ? seen : failed()));
		if (!added) {
			then.accept(Intercepted.refused(MqttDropCause.INTERCEPTORS_BUSY));
		}
		return this.lanes.high();
	}

	private Intercepted failed() {
		this.failures.tookTooLong();
		return Intercepted.refused(MqttDropCause.INTERCEPTOR_FAILED);
	}

}
