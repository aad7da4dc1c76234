package io.mqttboot.server.internal.broker;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.server.spi.MqttDropCause;
import org.jspecify.annotations.Nullable;

/**
 * The steps of messages, for those who follow them. As a rule nobody does, and then a
 * step costs one look at an empty array.
 */
public final class Trail {

	private static final Follower[] NOBODY = {};

	private final AtomicReference<Follower[]> followers = new AtomicReference<>(NOBODY);

	/** Tells somebody each step from now on. */
	public void follow(Follower follower) {
		this.followers.updateAndGet((before) -> {
			Follower[] more = Arrays.copyOf(before, before.length + 1);
			more[before.length] = follower;
			return more;
		});
	}

	/** Tells somebody nothing more. */
	public void leave(Follower follower) {
		this.followers.updateAndGet(
				(before) -> Arrays.stream(before).filter((each) -> each != follower).toArray(Follower[]::new));
	}

	/** Whether anybody follows. */
	public boolean isFollowed() {
		return followers().length > 0;
	}

	// An ordinary read on most machines; what is in the array is seen with it.
	private Follower[] followers() {
		return this.followers.getAcquire();
	}

	void received(Publication publication) {
		for (Follower each : followers()) {
			each.received(publication);
		}
	}

	void offered(Publication publication, int receivers) {
		for (Follower each : followers()) {
			each.offered(publication, receivers);
		}
	}

	public void queued(Publication publication, String receiver) {
		for (Follower each : followers()) {
			each.queued(publication, receiver);
		}
	}

	public void sent(Publication publication, String receiver, MqttQos qos) {
		for (Follower each : followers()) {
			each.sent(publication, receiver, qos);
		}
	}

	public void delivered(Publication publication, String receiver, MqttQos qos, long millis) {
		for (Follower each : followers()) {
			each.delivered(publication, receiver, qos, millis);
		}
	}

	public void dropped(MqttMessage message, @Nullable String publisher, @Nullable String receiver,
			MqttDropCause cause) {
		for (Follower each : followers()) {
			each.dropped(message, publisher, receiver, cause);
		}
	}

}
