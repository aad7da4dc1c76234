package io.mqttboot.server.internal.watch;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.internal.broker.Follower;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.Trail;
import io.mqttboot.server.internal.handler.Handlers;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttEvent.Kind;
import io.mqttboot.server.spi.MqttEventListener;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application's listeners what happens. What waits for them is bounded by
 * itself: who listens to events that come fast holds up no message.
 */
public final class Events implements MqttServerObserver {

	private static final int BYTES = 256;

	private final Handlers handlers;

	private final List<Told> listeners;

	/**
	 * Prepares to tell listeners.
	 * @param observer counts what could not be told
	 */
	public Events(List<MqttEventListener> listeners, Executor executor, MqttLimits limits,
			MqttServerObserver observer) {
		this.handlers = new Handlers(executor, limits, new MqttServerObserver() {

			@Override
			public void messageDropped(MqttDropCause cause) {
				observer.eventDropped();
			}

		});
		this.listeners = listeners.stream().map(Told::new).toList();
	}

	/** Follows messages, if somebody wants to know. */
	public void follow(Trail trail) {
		if (this.listeners.stream().anyMatch((each) -> each.wants(Kind.MESSAGE_DROPPED))) {
			trail.follow(new Drops());
		}
		if (this.listeners.stream().anyMatch((each) -> each.wants(Kind.MESSAGE_DELIVERED))) {
			trail.follow(new Deliveries());
		}
	}

	/** Whether all is told. */
	public boolean isIdle() {
		return this.handlers.isIdle();
	}

	@Override
	public void happened(MqttEvent event) {
		for (Told each : this.listeners) {
			if (each.wants(event.kind())) {
				each.tell(event);
			}
		}
	}

	@Override
	public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
			boolean sessionPresent) {
		happened(new MqttEvent.ClientConnected(clientId, userName, version, sessionPresent));
	}

	@Override
	public void clientDisconnected(String clientId, @Nullable String userName, MqttReasonCode reason,
			MqttDisconnectedBy by) {
		happened(new MqttEvent.ClientDisconnected(clientId, userName, reason, by));
	}

	private final class Drops implements Follower {

		@Override
		public void dropped(MqttMessage message, @Nullable String publisher, @Nullable String receiver,
				MqttDropCause cause) {
			happened(new MqttEvent.MessageDropped(receiver, publisher, message.topic(), message.qos(), cause));
		}

	}

	private final class Deliveries implements Follower {

		@Override
		public void delivered(Publication publication, String receiver, MqttQos qos, long millis) {
			happened(new MqttEvent.MessageDelivered(receiver, publication.publisher(), publication.message().topic(),
					qos));
		}

	}

	/** A listener, and what it wants to be told. */
	private final class Told {

		private final MqttEventListener listener;

		private final Set<Kind> kinds;

		private final Handlers.Calls calls;

		Told(MqttEventListener listener) {
			this.listener = listener;
			this.kinds = Set.copyOf(listener.kinds());
			this.calls = Events.this.handlers.calls();
		}

		boolean wants(Kind kind) {
			return this.kinds.contains(kind);
		}

		void tell(MqttEvent event) {
			this.calls.add(event.clientId(), BYTES, () -> this.listener.onEvent(event));
		}

	}

}
