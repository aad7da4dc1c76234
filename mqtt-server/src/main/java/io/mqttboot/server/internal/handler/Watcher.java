package io.mqttboot.server.internal.handler;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Subscriber;
import io.mqttboot.server.internal.permission.Permissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody without a session who looks on: is handed each message on the thread that
 * publishes it, and never slows that one down. What it may not read, or may not any more,
 * passes it by.
 */
public final class Watcher implements Subscriber {

	/** What becomes of a message; called by publishers, so it must only hand over. */
	@FunctionalInterface
	public interface Receiver {

		void accept(@Nullable String publisher, MqttMessage message) throws Exception;

	}

	private static final Logger logger = LoggerFactory.getLogger(Watcher.class);

	private final String id;

	private final @Nullable Permissions permissions;

	private final Receiver receiver;

	private volatile boolean closed;

	/**
	 * Creates who looks on.
	 * @param permissions what it may read, {@code null} for everything
	 */
	public Watcher(String id, @Nullable Permissions permissions, Receiver receiver) {
		this.id = id;
		this.permissions = permissions;
		this.receiver = receiver;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public @Nullable Pressure offer(Publication publication, Grant grant) {
		if (this.closed || (this.permissions != null && !this.permissions.mayRead(publication.message().topic()))) {
			return null;
		}
		MqttMessage message = publication.message()
			.withQos(publication.message().qos().min(grant.qos()))
			.withRetain(publication.retainFor(grant));
		message.keep();
		try {
			this.receiver.accept(publication.publisher(), message);
		}
		catch (Exception ex) {
			this.closed = true; // the next message would fail as well
			logger.warn("MQTT-3007 Somebody who looks on failed with {}, and sees no more", ex.getClass().getName());
			logger.debug("Somebody who looks on failed", ex);
		}
		return null;
	}

	/** It sees no more. */
	public void close() {
		this.closed = true;
	}

	@Override
	public boolean isReachable() {
		return !this.closed;
	}

	@Override
	public int load() {
		return 0;
	}

}
