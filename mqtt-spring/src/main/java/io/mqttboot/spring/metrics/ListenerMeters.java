package io.mqttboot.spring.metrics;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.mqttboot.spring.listener.MqttListenerContainer;
import io.mqttboot.spring.listener.MqttListenerEndpointRegistry;

/**
 * Meters of the listeners of an application, with the identifier of the listener as their
 * tag. Subscriptions made at run time have none: there may be any number of them. How
 * long listeners take is told by the observation {@code mqtt.process}.
 */
public final class ListenerMeters implements MeterBinder {

	/** The tag of all meters. */
	public static final String TAG = "listener";

	private final MqttListenerEndpointRegistry listeners;

	/**
	 * Creates the meters.
	 * @param listeners the listeners, also those that are registered later
	 */
	public ListenerMeters(MqttListenerEndpointRegistry listeners) {
		this.listeners = listeners;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.listeners.forEach((container) -> {
			if (!container.isTemporary()) {
				bind(container, registry);
			}
		});
	}

	private static void bind(MqttListenerContainer container, MeterRegistry registry) {
		Gauge.builder("mqtt.client.listener.waiting", container, MqttListenerContainer::waiting)
			.tag(TAG, container.id())
			.description("Messages that have come to a listener and are not finished")
			.register(registry);
		counter(container, "processed", "Messages that a listener handled", MqttListenerContainer::processed, registry);
		counter(container, "retried", "Attempts of a listener beyond the first", MqttListenerContainer::retried,
				registry);
		counter(container, "recovered", "Messages that a listener could not handle and the recoverer took",
				MqttListenerContainer::recovered, registry);
		counter(container, "lost", "Messages that neither a listener nor the recoverer could handle",
				MqttListenerContainer::lost, registry);
	}

	private static void counter(MqttListenerContainer container, String name, String description,
			ToDoubleFunction<MqttListenerContainer> value, MeterRegistry registry) {
		FunctionCounter.builder("mqtt.client.listener." + name, container, value)
			.tag(TAG, container.id())
			.description(description)
			.register(registry);
	}

}
