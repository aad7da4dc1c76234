package io.mqttboot;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any text as a filter and as a topic: it is taken or refused, and matching ends.
 */
class MqttTopicFilterFuzz {

	@FuzzTest
	void a_filter_is_taken_or_refused(FuzzedDataProvider data) {
		String text = data.consumeString(64);
		String topic = data.consumeRemainingAsString();
		try {
			MqttTopicFilter filter = MqttTopicFilter.of(text);
			boolean matches = filter.matches(topic);
			if (!filter.text().equals(text) || !text.endsWith(filter.filter())) {
				throw new IllegalStateException("the filter is another one: " + filter.filter());
			}
			if (matches && !filter.hasWildcard() && !filter.filter().equals(topic)) {
				throw new IllegalStateException("a filter without wildcards matches another topic");
			}
		}
		catch (IllegalArgumentException ex) {
			// no filter: the other answer
		}
		try {
			String checked = MqttTopicFilter.checkTopicName(topic);
			MqttTopicFilter self = MqttTopicFilter.of(checked); // perhaps behind $share or $exclusive
			if (self.filter().equals(checked) && !self.matches(checked)) {
				throw new IllegalStateException("a topic does not match itself");
			}
		}
		catch (IllegalArgumentException ex) {
			// no topic: the other answer
		}
	}

}
