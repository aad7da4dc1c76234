package io.mqttboot.server.internal.watch;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

import io.mqttboot.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for messages, by their identity, and without keeping them.
 */
final class MessageNumbers {

	private final Map<Identity, Long> numbers = new HashMap<>();

	private final ReferenceQueue<MqttMessage> gone = new ReferenceQueue<>();

	private long last;

	/** Returns the number of a message, the next one if it has none. */
	synchronized long of(MqttMessage message) {
		Reference<? extends MqttMessage> forgotten = this.gone.poll();
		while (forgotten != null) {
			this.numbers.remove(forgotten);
			forgotten = this.gone.poll();
		}
		return this.numbers.computeIfAbsent(new Identity(message, this.gone), (key) -> ++this.last);
	}

	private static final class Identity extends WeakReference<MqttMessage> {

		private final int hash;

		Identity(MqttMessage message, ReferenceQueue<MqttMessage> gone) {
			super(message, gone);
			this.hash = System.identityHashCode(message);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			if (this == other) {
				return true;
			}
			MqttMessage message = get();
			return message != null && other instanceof Identity identity && identity.get() == message;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
