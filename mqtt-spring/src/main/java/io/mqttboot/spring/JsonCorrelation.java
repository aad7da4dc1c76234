package io.mqttboot.spring;

import java.util.UUID;
import java.util.function.Predicate;

import io.mqttboot.MqttMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.messaging.converter.MessageConversionException;

/**
 * A request as JSON and what its answer has in common with it. Touched only by those who
 * want that: it needs Jackson.
 */
final class JsonCorrelation implements Predicate<MqttMessage> {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final MqttMessage request;

	private final JsonPointer pointer;

	private final JsonNode value;

	private JsonCorrelation(MqttMessage request, JsonPointer pointer, JsonNode value) {
		this.request = request;
		this.pointer = pointer;
		this.value = value;
	}

	/** Finds what the answer has to have, or puts something there. */
	static JsonCorrelation of(MqttMessage request, String text) {
		JsonPointer pointer = JsonPointer.compile(text);
		try {
			JsonNode tree = MAPPER.readTree(request.payloadArray());
			JsonNode value = tree.at(pointer);
			if (!value.isMissingNode() && !value.isNull()) {
				return new JsonCorrelation(request, pointer, value);
			}
			if (tree.at(pointer.head()) instanceof ObjectNode parent) {
				parent.put(pointer.last().getMatchingProperty(), UUID.randomUUID().toString());
				MqttMessage completed = MqttMessage.owning(request.topic(), MAPPER.writeValueAsBytes(tree),
						request.qos(), request.retain(), request.properties());
				return new JsonCorrelation(completed, pointer, tree.at(pointer));
			}
		}
		catch (JacksonException ex) {
			throw new MessageConversionException(
					"the request on topic '" + request.topic() + "' is no JSON, so nothing in it can be correlated",
					ex);
		}
		throw new MessageConversionException(
				"the request on topic '" + request.topic() + "' has no place for a value at '" + text + "'");
	}

	/** Returns the request, which has the value. */
	MqttMessage request() {
		return this.request;
	}

	@Override
	public boolean test(MqttMessage answer) {
		try {
			return this.value.equals(MAPPER.readTree(answer.payloadArray()).at(this.pointer));
		}
		catch (JacksonException ex) {
			return false; // somebody else's message
		}
	}

}
