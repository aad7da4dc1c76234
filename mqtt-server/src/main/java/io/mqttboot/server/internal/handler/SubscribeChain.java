package io.mqttboot.server.internal.handler;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.internal.broker.SubscribeInterception;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttInterceptor;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;
import io.mqttboot.server.spi.MqttSubscriptionRequest;

/**
 * The interceptors of subscriptions, one after the other.
 */
final class SubscribeChain implements SubscribeInterception {

	private static final Answer FAILED = new Answer(null, MqttReasonCode.UNSPECIFIED_ERROR);

	private static final Answer REFUSED = new Answer(null, MqttReasonCode.IMPLEMENTATION_SPECIFIC_ERROR);

	private static final Answer BUSY = new Answer(null, MqttReasonCode.QUOTA_EXCEEDED);

	// what a filter costs while it waits, about
	private static final int COST = 256;

	private final List<MqttSubscribeInterceptor> all;

	private final boolean fast;

	private final InterceptorLanes lanes;

	private final InterceptorFailures failures;

	SubscribeChain(List<MqttSubscribeInterceptor> all, InterceptorLanes lanes, InterceptorFailures failures) {
		this.all = all;
		this.fast = all.stream().allMatch(MqttInterceptor::isFast);
		this.lanes = lanes;
		this.failures = failures;
	}

	@Override
	public void subscribe(MqttIdentity client, List<MqttSubscriptionRequest> requests, Consumer<List<Answer>> then) {
		if (this.fast || requests.isEmpty()) {
			then.accept(ask(client, requests));
			return;
		}
		boolean added = this.lanes.add(client.clientId(), requests.size() * COST, () -> ask(client, requests),
				(answers, failure) -> then.accept((answers != null) ? answers : failed(requests.size())));
		if (!added) {
			then.accept(Collections.nCopies(requests.size(), BUSY));
		}
	}

	private List<Answer> failed(int count) {
		this.failures.tookTooLong();
		return Collections.nCopies(count, FAILED);
	}

	private List<Answer> ask(MqttIdentity client, List<MqttSubscriptionRequest> requests) {
		return requests.stream().map((request) -> ask(client, request)).toList();
	}

	private Answer ask(MqttIdentity client, MqttSubscriptionRequest request) {
		MqttSubscriptionRequest present = request;
		for (MqttSubscribeInterceptor each : this.all) {
			try {
				present = each.onSubscribe(client, present);
			}
			catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
				this.failures.failed(each, ex);
				return FAILED;
			}
			if (present == null) {
				return REFUSED;
			}
			if (!present.filter().equals(request.filter())) {
				this.failures.returnedNonsense(each);
				return FAILED;
			}
		}
		return new Answer(present, MqttReasonCode.SUCCESS);
	}

}
