package io.mqttboot.spring.boot.test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.mqttboot.MqttQos;
import org.assertj.core.annotation.CanIgnoreReturnValue;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * A message that is expected, described more closely by each call. {@link #within} and
 * {@link #notWithin} ask whether it came.
 */
@CheckReturnValue
public final class MqttTestExpectation {

	private static final int SHOWN_MESSAGES = 20;

	private static final int SHOWN_CHARACTERS = 120;

	private final ReceivedMessages received;

	private final Runnable onFinished;

	private String description;

	private Predicate<MqttTestMessage> wanted;

	private int times = 1;

	private boolean exactly;

	MqttTestExpectation(ReceivedMessages received, String description, Predicate<MqttTestMessage> wanted,
			Runnable onFinished) {
		this.received = received;
		this.description = description;
		this.wanted = wanted;
		this.onFinished = onFinished;
	}

	/**
	 * With this text as its payload.
	 * @param text the text
	 * @return this expectation
	 */
	public MqttTestExpectation withPayload(String text) {
		return and("with payload '" + text + "'", (message) -> message.text().equals(text));
	}

	/**
	 * With these bytes as its payload.
	 * @param bytes the bytes
	 * @return this expectation
	 */
	public MqttTestExpectation withPayload(byte[] bytes) {
		return and("with " + bytes.length + " certain bytes",
				(message) -> Arrays.equals(message.message().payloadArray(), bytes));
	}

	/**
	 * With an object in JSON as its payload that passes a test. A payload that is no such
	 * JSON does not.
	 * @param <T> the type of the object
	 * @param type the type of the object
	 * @param test the test
	 * @return this expectation
	 */
	public <T> MqttTestExpectation withPayload(Class<T> type, Predicate<? super T> test) {
		return and("with a " + type.getSimpleName() + " that passes a test",
				(message) -> Json.matches(message.message().payloadArray(), type, test));
	}

	/**
	 * Published at this quality of service.
	 * @param qos the quality of service
	 * @return this expectation
	 */
	public MqttTestExpectation withQos(MqttQos qos) {
		return and("at QoS " + qos.value(), (message) -> message.message().qos() == qos);
	}

	/**
	 * Published to be retained.
	 * @return this expectation
	 */
	public MqttTestExpectation retained() {
		return and("retained", (message) -> message.message().retain());
	}

	/**
	 * Published by this client.
	 * @param clientId the client
	 * @return this expectation
	 */
	public MqttTestExpectation from(String clientId) {
		return and("from " + clientId, (message) -> message.clientId().equals(clientId));
	}

	/**
	 * Passes any other test.
	 * @param condition what is shown when it does not
	 * @param test the test
	 * @return this expectation
	 */
	public MqttTestExpectation matching(String condition, Predicate<? super MqttTestMessage> test) {
		return and(condition, test::test);
	}

	/**
	 * Came so often, neither more nor less. One that comes too late to be seen here is
	 * not counted.
	 * @param number how often, at least 1
	 * @return this expectation
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public MqttTestExpectation times(int number) {
		if (number < 1) {
			throw new IllegalArgumentException("for a message that does not come there is notWithin");
		}
		this.times = number;
		this.exactly = true;
		this.description += ", " + number + " times";
		return this;
	}

	/**
	 * Waits for the message, which may have come already.
	 * @param max how long
	 * @return the message, the last one if there are several
	 * @throws AssertionError if it does not come in time
	 */
	@CanIgnoreReturnValue
	public MqttTestMessage within(Duration max) {
		this.onFinished.run();
		List<MqttTestMessage> found = this.received.await(this.wanted, this.times, max);
		if (found.size() < this.times || (this.exactly && found.size() > this.times)) {
			throw new AssertionError("expected within " + max + " a message " + this + " but there "
					+ (found.isEmpty() ? "is none" : "are " + found.size()) + remembered());
		}
		return found.get(found.size() - 1);
	}

	/**
	 * Waits, and asserts that the message does not come and has not come.
	 * @param whole how long, to the end
	 * @throws AssertionError if it comes
	 */
	public void notWithin(Duration whole) {
		this.onFinished.run();
		List<MqttTestMessage> found = this.received.await(this.wanted, this.times, whole);
		if (found.size() >= this.times) {
			throw new AssertionError("expected no message " + this + " but there is: "
					+ found.stream().map(MqttTestExpectation::show).collect(Collectors.joining("\n\t", "\n\t", "")));
		}
	}

	@Override
	public String toString() {
		return this.description;
	}

	private MqttTestExpectation and(String condition, Predicate<MqttTestMessage> test) {
		Objects.requireNonNull(test, "test");
		this.wanted = this.wanted.and(test);
		this.description += ", " + condition;
		return this;
	}

	private String remembered() {
		List<MqttTestMessage> all = this.received.all();
		if (all.isEmpty()) {
			return ". Nothing was received.";
		}
		long forgotten = this.received.forgotten();
		return ". Received" + ((forgotten > 0) ? " (" + forgotten + " older ones are forgotten)" : "") + ":"
				+ all.stream()
					.skip(Math.max(0, all.size() - SHOWN_MESSAGES))
					.map(MqttTestExpectation::show)
					.collect(Collectors.joining("\n\t", "\n\t", ""));
	}

	private static String show(MqttTestMessage each) {
		String text = each.text();
		return each.topic() + " QoS " + each.message().qos().value() + (each.message().retain() ? " retained" : "")
				+ " from " + each.clientId() + ": "
				+ ((text.length() <= SHOWN_CHARACTERS) ? text : text.substring(0, SHOWN_CHARACTERS) + "...");
	}

}
