package io.mqttboot.spring.listener;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.ObservationRegistry;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.server.MqttServer;
import io.mqttboot.server.MqttServerSubscription;
import io.mqttboot.spring.MqttOperations;
import io.mqttboot.spring.MqttServerTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.messaging.converter.MessageConverter;

/**
 * The server in this process as a source: no client, no socket. Touched only where there
 * is a server on the class path. A listener that is behind by {@link #WAITING_MAX}
 * messages holds up the server's handler thread, and so, in the end, publishers.
 */
record ServerSource(MqttServer server) implements Source {

	static final int WAITING_MAX = 1000;

	/** Finds the server among beans. */
	static ServerSource of(@Nullable BeanFactory beans) {
		return new ServerSource(server(beans));
	}

	private static MqttServer server(@Nullable BeanFactory beans) {
		MqttServer server = (beans != null) ? beans.getBeanProvider(MqttServer.class).getIfAvailable() : null;
		if (server == null) {
			throw new IllegalArgumentException("there is no bean of type " + MqttServer.class.getName()
					+ ", so nothing in this process can be listened to");
		}
		return server;
	}

	/** Returns what sends as the server. */
	static MqttOperations operations(@Nullable BeanFactory beans, MessageConverter converter,
			ObservationRegistry observations) {
		return MqttServerTemplate.builder(server(beans))
			.messageConverter(converter)
			.observationRegistry(observations)
			.build();
	}

	@Override
	public boolean isEarly() {
		return false; // the server has to run
	}

	@Override
	public boolean isTransient() {
		return true;
	}

	@Override
	public Handle open(Set<String> filters, MqttQos qos, Receiver receiver) {
		List<MqttServerSubscription> subscriptions = new ArrayList<>();
		Map<String, MqttReasonCode> granted = new LinkedHashMap<>();
		List<MqttTopicFilter> before = new ArrayList<>();
		Semaphore room = new Semaphore(WAITING_MAX);
		for (String text : filters) {
			MqttTopicFilter filter = MqttTopicFilter.of(text);
			List<MqttTopicFilter> others = List.copyOf(before);
			subscriptions.add(this.server.subscribe(text, qos, (publisher, message) -> {
				// overlapping filters of one listener: it is called once
				if (filter.isShared() || others.stream().noneMatch((other) -> other.matches(message.topic()))) {
					message.keep();
					room.acquire();
					receiver.receive(message, publisher, new Release(room));
				}
			}));
			if (!filter.isShared()) {
				before.add(filter);
			}
			granted.put(text, MqttReasonCode.granted(qos));
		}
		return new Handle() {

			@Override
			public CompletableFuture<Map<String, MqttReasonCode>> granted() {
				return CompletableFuture.completedFuture(granted);
			}

			@Override
			public CompletableFuture<Void> close() {
				subscriptions.forEach(MqttServerSubscription::close);
				return CompletableFuture.completedFuture(null);
			}

		};
	}

	/** Nobody waits for this acknowledgement but the next message. */
	private static final class Release implements MqttAcknowledgment {

		private final Semaphore room;

		private final AtomicBoolean given = new AtomicBoolean();

		private Release(Semaphore room) {
			this.room = room;
		}

		@Override
		public void acknowledge() {
			if (this.given.compareAndSet(false, true)) {
				this.room.release();
			}
		}

		@Override
		public void refuse(MqttReasonCode reason) {
			acknowledge();
		}

	}

}
