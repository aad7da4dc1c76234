package io.mqttboot.protocol.codec;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;

/**
 * What a topic or filter must be before anybody looks at its levels (MQTT 5.0, 4.7).
 */
final class TopicRules {

	private TopicRules() {
	}

	/** Checks the topic of a PUBLISH or a will; empty is another question. */
	static void checkName(String topic, DecoderLimits limits) {
		checkSize(topic, limits, MqttReasonCode.TOPIC_NAME_INVALID);
		if (hasWildcard(topic)) {
			throw new MqttProtocolException(MqttReasonCode.TOPIC_NAME_INVALID, "topic with a wildcard"); // [MQTT-3.3.2-2]
		}
	}

	static void checkResponseTopic(String topic, DecoderLimits limits) {
		checkSize(topic, limits, MqttReasonCode.TOPIC_NAME_INVALID);
		if (topic.isEmpty() || hasWildcard(topic)) {
			throw Refusal.protocolError("response topic is no topic name"); // [MQTT-3.3.2-14]
		}
	}

	/** Checks the size of a filter; its syntax has an answer of its own in SUBACK. */
	static void checkFilterSize(String filter, DecoderLimits limits) {
		checkSize(filter, limits, MqttReasonCode.TOPIC_FILTER_INVALID);
	}

	private static void checkSize(String topic, DecoderLimits limits, MqttReasonCode reason) {
		if (topic.length() > limits.topicBytesMax() || Utf8.bytes(topic) > limits.topicBytesMax()) {
			throw new MqttProtocolException(reason, "topic longer than " + limits.topicBytesMax() + " bytes");
		}
		int levels = 1;
		for (int i = topic.indexOf('/'); i >= 0; i = topic.indexOf('/', i + 1)) {
			levels++;
		}
		if (levels > limits.topicLevelsMax()) {
			throw new MqttProtocolException(reason, "topic of more than " + limits.topicLevelsMax() + " levels");
		}
	}

	private static boolean hasWildcard(String topic) {
		return topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0;
	}

}
