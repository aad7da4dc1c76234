package io.mqttboot.server.internal.session;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any text behind {@code $delayed/}: a delay and a topic, or none.
 */
class DelayedTopicFuzz {

	@FuzzTest
	void a_topic_says_a_delay_or_none(FuzzedDataProvider data) {
		String topic = DelayedMessages.PREFIX + data.consumeRemainingAsString();
		int seconds = DelayedMessages.seconds(topic);
		if (seconds > 0 && !topic.replaceFirst("^\\$delayed/0+", "\\$delayed/").equals("$delayed/" + seconds + "/" + DelayedMessages.topic(topic))) {
			throw new IllegalStateException("not what it says: " + seconds);
		}
		if (seconds == 0 || seconds < -1) {
			throw new IllegalStateException("no delay: " + seconds);
		}
	}

}
