package io.mqttboot.server.internal.handler;

import io.mqttboot.MqttMessage;
import io.mqttboot.server.internal.broker.Grant;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * A handler of the application that has subscribed, without a session or a socket.
 */
public final class LocalSubscriber implements Subscriber {

	/** What the application does with a message. */
	@FunctionalInterface
	public interface Receiver {

		void accept(@Nullable String publisher, MqttMessage message) throws Exception;

	}

	private final String id;

	private final Receiver receiver;

	private final Handlers.Calls calls;

	private volatile boolean closed;

	public LocalSubscriber(String id, Receiver receiver, Handlers handlers) {
		this.id = id;
		this.receiver = receiver;
		this.calls = handlers.calls();
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public @Nullable Pressure offer(Publication publication, Grant grant) {
		MqttMessage message = publication.message()
			.withQos(publication.message().qos().min(grant.qos()))
			.withRetain(publication.retainFor(grant));
		message.keep();
		return this.calls.add(publication.publisher(), publication.cost(),
				() -> this.receiver.accept(publication.publisher(), message));
	}

	/** No shared group chooses it any more. */
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

	@Override
	public boolean isApplication() {
		return true;
	}

}
