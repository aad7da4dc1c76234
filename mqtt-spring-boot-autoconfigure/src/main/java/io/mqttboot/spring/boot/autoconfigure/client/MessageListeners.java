package io.mqttboot.spring.boot.autoconfigure.client;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttAcknowledgment;
import io.mqttboot.client.spi.MqttClientMessageListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several listeners that hear one message, in their order. It is acknowledged when all of
 * them have; one that fails costs its own call and has acknowledged.
 */
record MessageListeners(List<MqttClientMessageListener> listeners) implements MqttClientMessageListener {

	private static final Logger logger = LoggerFactory.getLogger(MessageListeners.class);

	@Override
	public void onMessage(String topic, MqttQos qos, ByteBuffer payload, MqttAcknowledgment acknowledgment) {
		AtomicInteger missing = new AtomicInteger(this.listeners.size());
		for (MqttClientMessageListener listener : this.listeners) {
			MqttAcknowledgment own = new Own(acknowledgment, missing);
			try {
				listener.onMessage(topic, qos, payload.asReadOnlyBuffer(), own);
			}
			catch (RuntimeException ex) {
				logger.warn("A message listener failed with a message on '{}'", topic, ex);
				own.acknowledge();
			}
		}
	}

	/** What one of the listeners says. */
	private static final class Own implements MqttAcknowledgment {

		private final MqttAcknowledgment acknowledgment;

		private final AtomicInteger missing;

		private final AtomicBoolean said = new AtomicBoolean();

		private Own(MqttAcknowledgment acknowledgment, AtomicInteger missing) {
			this.acknowledgment = acknowledgment;
			this.missing = missing;
		}

		@Override
		public void acknowledge() {
			if (this.said.compareAndSet(false, true) && this.missing.decrementAndGet() == 0) {
				this.acknowledgment.acknowledge();
			}
		}

		// what one refuses is refused, whatever the others will say
		@Override
		public void refuse(MqttReasonCode reason) {
			if (!this.said.get()) {
				this.acknowledgment.refuse(reason);
				this.said.set(true);
			}
		}

	}

}
