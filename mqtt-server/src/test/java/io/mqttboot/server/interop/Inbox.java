package io.mqttboot.server.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a foreign client has received and the test has not looked at yet.
 */
final class Inbox {

	static final Duration PATIENCE = Duration.ofSeconds(20);

	private final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();

	void add(Received message) {
		this.messages.add(message);
	}

	/** The next message, waited for. */
	Received next() {
		try {
			Received message = this.messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(message).as("a message within %s", PATIENCE).isNotNull();
			return Objects.requireNonNull(message);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The next messages, waited for. */
	List<Received> next(int count) {
		List<Received> messages = new ArrayList<>();
		while (messages.size() < count) {
			messages.add(next());
		}
		return messages;
	}

	/** Messages follow in exactly this order. */
	void receives(Received... expected) {
		assertThat(next(expected.length)).containsExactly(expected);
	}

	/** Messages follow in any order. */
	void receivesInAnyOrder(Received... expected) {
		assertThat(next(expected.length)).containsExactlyInAnyOrder(expected);
	}

	int size() {
		return this.messages.size();
	}

}
