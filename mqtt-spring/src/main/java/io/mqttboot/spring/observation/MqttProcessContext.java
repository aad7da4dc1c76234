package io.mqttboot.spring.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.mqttboot.MqttMessage;
import io.mqttboot.MqttUserProperty;
import org.jspecify.annotations.Nullable;

/**
 * A message that a listener processes. Tracing reads its user properties.
 */
public final class MqttProcessContext extends ReceiverContext<MqttMessage> {

	private final String client;

	private final String listener;

	private final String template;

	private volatile String outcome = "success";

	/**
	 * Creates the context.
	 * @param client the name of the client, empty for the one without a name
	 * @param listener the identifier of the listener
	 * @param template the template of the topic
	 * @param message the message
	 */
	public MqttProcessContext(String client, String listener, String template, MqttMessage message) {
		super(MqttProcessContext::value, Kind.CONSUMER);
		this.client = client;
		this.listener = listener;
		this.template = template;
		setCarrier(message);
	}

	private static @Nullable String value(MqttMessage message, String key) {
		for (MqttUserProperty each : message.properties().userProperties()) {
			if (each.name().equals(key)) {
				return each.value();
			}
		}
		return null;
	}

	/**
	 * Returns the name of the client.
	 * @return the name, empty for the client without one
	 */
	public String client() {
		return this.client;
	}

	/**
	 * Returns the identifier of the listener.
	 * @return the identifier
	 */
	public String listener() {
		return this.listener;
	}

	/**
	 * Returns the template of the topic.
	 * @return the template
	 */
	public String template() {
		return this.template;
	}

	/**
	 * Returns what has become of the message.
	 * @return {@code success}, {@code recovered} after the last attempt failed and the
	 * recoverer took the message, or {@code failed} if that failed as well
	 */
	public String outcome() {
		return this.outcome;
	}

	/**
	 * Sets what has become of the message.
	 * @param outcome one of a few words
	 */
	public void outcome(String outcome) {
		this.outcome = outcome;
	}

}
