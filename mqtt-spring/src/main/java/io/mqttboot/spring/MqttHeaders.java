package io.mqttboot.spring;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;

/**
 * Names of headers of Spring messages: for {@link Header} in listeners, and for messages
 * that are sent. The content type is {@link MessageHeaders#CONTENT_TYPE}. User properties
 * of MQTT 5 are headers of type {@code String} under their own names.
 */
public final class MqttHeaders {

	/** The topic name, a {@code String}. */
	public static final String TOPIC = "mqtt_topic";

	/** The quality of service, 0, 1 or 2. */
	public static final String QOS = "mqtt_qos";

	/** Whether the message was, or is to be, retained, a {@code Boolean}. */
	public static final String RETAINED = "mqtt_retained";

	/** Where an answer is expected, a {@code String}; MQTT 5. */
	public static final String RESPONSE_TOPIC = "mqtt_responseTopic";

	/** What an answer repeats, a {@code byte[]}; MQTT 5. */
	public static final String CORRELATION_DATA = "mqtt_correlationData";

	/** Seconds after which the message is worth nothing, a {@code Long}; MQTT 5. */
	public static final String MESSAGE_EXPIRY = "mqtt_messageExpiry";

	/** The content type exactly as it came, a {@code String}; MQTT 5. */
	public static final String CONTENT_TYPE = "mqtt_contentType";

	/**
	 * All user properties in their order, a {@code List} of
	 * {@link io.mqttboot.MqttUserProperty}; MQTT 5.
	 */
	public static final String USER_PROPERTIES = "mqtt_userProperties";

	/**
	 * The client that published the message, a {@code String}; only where a listener
	 * listens to the server itself, and not for what the server publishes.
	 */
	public static final String PUBLISHER = "mqtt_publisher";

	/** The message as it came, a {@link io.mqttboot.MqttMessage}. */
	public static final String MESSAGE = "mqtt_message";

	/** What begins all names here. */
	public static final String PREFIX = "mqtt_";

	private MqttHeaders() {
	}

}
