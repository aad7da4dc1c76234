package io.mqttboot.server.internal.handler;

import java.util.List;
import java.util.function.Function;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.internal.broker.DeliveryInterception;
import io.mqttboot.server.internal.broker.Gate;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Publishable;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttInterceptor;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * The interceptors of what is delivered, one after the other.
 */
final class DeliveryChain implements DeliveryInterception {

	private final List<MqttDeliveryInterceptor> all;

	private final boolean fast;

	private final InterceptorLanes lanes;

	private final InterceptorFailures failures;

	private final MqttServerObserver observer;

	DeliveryChain(List<MqttDeliveryInterceptor> all, InterceptorLanes lanes, InterceptorFailures failures,
			MqttServerObserver observer) {
		this.all = all;
		this.fast = all.stream().allMatch(MqttInterceptor::isFast);
		this.lanes = lanes;
		this.failures = failures;
		this.observer = observer;
	}

	@Override
	public @Nullable Pressure deliver(String receiver, Publication publication,
			Function<@Nullable Publication, @Nullable Pressure> then) {
		if (this.fast) {
			return then.apply(ask(receiver, publication));
		}
		publication.message().keep();
		Gate gate = publication.gate();
		if (gate != null) {
			gate.enter(); // its publisher waits for who waits here
		}
		boolean added = this.lanes.add(receiver, publication.cost(), () -> new Answer(ask(receiver, publication)),
				(answer, failure) -> {
					deliver((answer != null) ? answer.publication : failed(), publication, then);
					leave(gate);
				});
		if (!added) {
			this.observer.messageDropped(MqttDropCause.INTERCEPTORS_BUSY);
			then.apply(null);
			leave(gate);
		}
		return this.lanes.high();
	}

	private void deliver(@Nullable Publication changed, Publication publication,
			Function<@Nullable Publication, @Nullable Pressure> then) {
		Pressure high = then.apply(changed);
		if (high != null) {
			this.lanes.hold(publication.cost(), high);
		}
	}

	private static void leave(@Nullable Gate gate) {
		if (gate != null) {
			gate.leave();
		}
	}

	private @Nullable Publication failed() {
		this.failures.tookTooLong();
		this.observer.messageDropped(MqttDropCause.INTERCEPTOR_FAILED);
		return null;
	}

	private @Nullable Publication ask(String receiver, Publication publication) {
		MqttMessage message = publication.message();
		MqttMessage present = message;
		for (MqttDeliveryInterceptor each : this.all) {
			MqttMessage next;
			try {
				next = each.onDelivery(receiver, present);
			}
			catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
				this.failures.failed(each, ex);
				this.observer.messageDropped(MqttDropCause.INTERCEPTOR_FAILED);
				return null;
			}
			if (next == null) {
				this.observer.messageDropped(MqttDropCause.INTERCEPTED);
				return null;
			}
			if (next != present && !isAnother(next, message)) {
				this.failures.returnedNonsense(each);
				this.observer.messageDropped(MqttDropCause.INTERCEPTOR_FAILED);
				return null;
			}
			present = next;
		}
		return (present != message) ? publication.changed(present) : publication;
	}

	// the server's own topics are published by others than clients
	private static boolean isAnother(MqttMessage next, MqttMessage message) {
		return next.topic().equals(message.topic()) && next.qos() == message.qos() && next.retain() == message.retain()
				&& next.properties().messageExpirySeconds() == message.properties().messageExpirySeconds()
				&& Publishable.is(next.withTopic("t"));
	}

	/** What is to be delivered, if anything. */
	private record Answer(@Nullable Publication publication) {

	}

}
