package io.mqttboot.server.internal.handler;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.Interceptions;
import io.mqttboot.server.spi.MqttDeliveryInterceptor;
import io.mqttboot.server.spi.MqttInterceptor;
import io.mqttboot.server.spi.MqttPublishInterceptor;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.server.spi.MqttSubscribeInterceptor;

/**
 * The interceptors of the application, and where they run.
 */
public final class Interceptors {

	private final List<MqttPublishInterceptor> publishing;

	private final List<MqttSubscribeInterceptor> subscribing;

	private final List<MqttDeliveryInterceptor> delivering;

	private final InterceptorFailures failures;

	// two, so that what comes does not wait for what goes
	private final InterceptorLanes coming;

	private final InterceptorLanes going;

	private final MqttServerObserver observer;

	public Interceptors(List<MqttPublishInterceptor> publishing, List<MqttSubscribeInterceptor> subscribing,
			List<MqttDeliveryInterceptor> delivering, Executor executor, MqttServerConfig config, LongSupplier clock,
			MqttServerObserver observer) {
		this.publishing = publishing;
		this.subscribing = subscribing;
		this.delivering = delivering;
		this.failures = new InterceptorFailures(clock);
		this.coming = new InterceptorLanes(executor, config, clock);
		this.going = new InterceptorLanes(executor, config, clock);
		this.observer = observer;
	}

	/** Returns them as the broker asks them. */
	public Interceptions interceptions() {
		return new Interceptions(
				this.publishing.isEmpty() ? null
						: new PublishChain(this.publishing, this.coming, this.failures, this.observer),
				this.subscribing.isEmpty() ? null : new SubscribeChain(this.subscribing, this.coming, this.failures),
				this.delivering.isEmpty() ? null
						: new DeliveryChain(this.delivering, this.going, this.failures, this.observer));
	}

	/** Whether some may block, so that somebody has to {@link #look} after them. */
	public boolean mayBlock() {
		return Stream.of(this.publishing, this.subscribing, this.delivering)
			.flatMap(List::stream)
			.anyMatch((each) -> !((MqttInterceptor) each).isFast());
	}

	/** Gives up waiting for those that take too long; now and then, by one thread. */
	public void look() {
		this.coming.look();
		this.going.look();
	}

	/** Whether none runs off the event loops. */
	public boolean isIdle() {
		return this.coming.isIdle() && this.going.isIdle();
	}

}
