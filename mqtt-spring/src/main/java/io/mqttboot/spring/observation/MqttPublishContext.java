package io.mqttboot.spring.observation;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.mqttboot.MqttMessage;
import io.mqttboot.MqttUserProperty;

/**
 * A message that is being published. What tracing adds to it becomes user properties.
 */
public final class MqttPublishContext extends SenderContext<List<MqttUserProperty>> {

	private final String client;

	private final String template;

	private final MqttMessage message;

	/**
	 * Creates the context.
	 * @param client the name of the client, empty for the one without a name
	 * @param template the template of the topic, empty if the topic was given whole
	 * @param message the message, without what tracing adds
	 */
	public MqttPublishContext(String client, String template, MqttMessage message) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.add(new MqttUserProperty(key, value));
			}
		}, Kind.PRODUCER);
		this.client = client;
		this.template = template;
		this.message = message;
		setCarrier(new ArrayList<>());
	}

	/**
	 * Returns the name of the client.
	 * @return the name, empty for the client without one
	 */
	public String client() {
		return this.client;
	}

	/**
	 * Returns the template of the topic.
	 * @return the template, empty if the topic was given whole
	 */
	public String template() {
		return this.template;
	}

	/**
	 * Returns the message.
	 * @return the message, without what tracing adds
	 */
	public MqttMessage message() {
		return this.message;
	}

}
