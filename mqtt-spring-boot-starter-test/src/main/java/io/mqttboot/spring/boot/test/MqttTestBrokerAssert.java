package io.mqttboot.spring.boot.test;

import io.mqttboot.MqttTopicFilter;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a {@link MqttTestBroker}.
 */
public final class MqttTestBrokerAssert {

	private final MqttTestBroker broker;

	// An expectation that nobody asks passes every test, so it is remembered until it is
	// asked, for each thread by itself.
	private final ThreadLocal<@Nullable MqttTestExpectation> unfinished = new ThreadLocal<>();

	MqttTestBrokerAssert(MqttTestBroker broker) {
		this.broker = broker;
	}

	/**
	 * Begins to say which message is expected. End with
	 * {@link MqttTestExpectation#within} or {@link MqttTestExpectation#notWithin}.
	 * @param filter its topic, or a topic filter
	 * @return what is expected
	 * @throws IllegalArgumentException if it is no topic filter
	 */
	@CheckReturnValue
	public MqttTestExpectation received(String filter) {
		requireNoneUnfinished();
		MqttTopicFilter wanted = MqttTopicFilter.of(filter);
		MqttTestExpectation expectation = new MqttTestExpectation(this.broker.receivedMessages(), "on " + filter,
				(message) -> wanted.matches(message.topic()), this.unfinished::remove);
		this.unfinished.set(expectation);
		return expectation;
	}

	void requireNoneUnfinished() {
		MqttTestExpectation begun = this.unfinished.get();
		if (begun != null) {
			this.unfinished.remove();
			throw new AssertionError(
					"an assertion was begun and never asked, end it with within(…) or notWithin(…): " + begun);
		}
	}

}
