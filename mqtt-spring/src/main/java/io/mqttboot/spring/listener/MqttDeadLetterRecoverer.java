package io.mqttboot.spring.listener;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.spring.MqttClients;
import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.MqttTopicTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the messages that a listener could not handle on a topic of their own, as
 * they were, at least at the quality of service at which they came, not retained. With
 * MQTT 5 their user properties say where they come from and what went wrong.
 */
public class MqttDeadLetterRecoverer implements MqttMessageRecoverer {

	/** User property: the topic on which the message came. */
	public static final String TOPIC = "dlt-topic";

	/** User property: the identifier of the listener. */
	public static final String LISTENER = "dlt-listener";

	/** User property: the class of the exception. */
	public static final String EXCEPTION = "dlt-exception";

	/** User property: the text of the exception, shortened. */
	public static final String EXCEPTION_MESSAGE = "dlt-exception-message";

	/** User property: how often it was tried. */
	public static final String ATTEMPTS = "dlt-attempts";

	/** The template that is used where none is given. */
	public static final String TEMPLATE = "dlt/{topic}";

	private static final int TEXT_MAX = 500;

	private final MqttOperations operations;

	private final MqttTopicTemplate template;

	/**
	 * Creates the recoverer for {@code dlt/} and the topic.
	 * @param operations who publishes; for messages of other clients its
	 * {@link MqttOperations#client(String)} is used
	 */
	public MqttDeadLetterRecoverer(MqttOperations operations) {
		this(operations, TEMPLATE);
	}

	/**
	 * Creates the recoverer.
	 * @param operations who publishes; for messages of other clients its
	 * {@link MqttOperations#client(String)} is used
	 * @param template the topic, with the variables {@code {topic}} for the whole topic
	 * of the message and {@code {listener}} if it wants
	 */
	public MqttDeadLetterRecoverer(MqttOperations operations, String template) {
		this.operations = operations;
		this.template = MqttTopicTemplate.of(template.replace("{topic}", "{*topic}"));
	}

	@Override
	public CompletionStage<?> recover(MqttFailedMessage failed) {
		String topic = this.template
			.expand(Map.of("topic", failed.message().topic(), "listener", failed.listener().replace('/', '_')));
		MqttMessage message = failed.message();
		return through(failed.client())
			.send(MqttMessage.owning(topic, message.payloadArray(), message.qos(), false, properties(failed)));
	}

	private MqttOperations through(String client) {
		return client.equals(MqttClients.ONLY) ? this.operations : this.operations.client(client);
	}

	private static MqttMessageProperties properties(MqttFailedMessage failed) {
		MqttMessageProperties before = failed.message().properties();
		List<MqttUserProperty> all = new ArrayList<>(before.userProperties());
		all.add(new MqttUserProperty(TOPIC, failed.message().topic()));
		all.add(new MqttUserProperty(LISTENER, failed.listener()));
		all.add(new MqttUserProperty(EXCEPTION, failed.failure().getClass().getName()));
		all.add(new MqttUserProperty(EXCEPTION_MESSAGE, shortened(failed.failure().getMessage())));
		all.add(new MqttUserProperty(ATTEMPTS, String.valueOf(failed.attempts())));
		ByteBuffer correlationData = before.correlationData();
		// without an expiry: it is to be found
		return new MqttMessageProperties(before.payloadFormatUtf8(), MqttMessageProperties.NO_EXPIRY,
				before.contentType(), before.responseTopic(), correlationData, all);
	}

	// MQTT forbids U+0000 and discourages other control characters
	private static String shortened(@Nullable String text) {
		String whole = (text != null) ? text.replaceAll("\\p{Cntrl}", " ") : "";
		return (whole.length() <= TEXT_MAX) ? whole : whole.substring(0, TEXT_MAX);
	}

}
