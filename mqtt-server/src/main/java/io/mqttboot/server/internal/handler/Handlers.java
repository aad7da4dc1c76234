package io.mqttboot.server.internal.handler;

import java.util.concurrent.Executor;

import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the application's listeners: bounded in messages and bytes, in order for each
 * publisher, and so that a listener that fails costs only its own call.
 */
public final class Handlers {

	/** A call of a listener. */
	@FunctionalInterface
	public interface Call {

		void run() throws Exception;

	}

	private static final Logger logger = LoggerFactory.getLogger(Handlers.class);

	private static final int LANES = 64;

	private final Executor executor;

	private final Pressure pressure;

	private final MqttServerObserver observer;

	public Handlers(Executor executor, MqttLimits limits, MqttServerObserver observer) {
		this.executor = executor;
		this.pressure = new Pressure(limits.handlerQueueMax(), limits.handlerQueueBytesMax());
		this.observer = observer;
	}

	/** One listener's calls: those with the same key come in order. */
	public final class Calls {

		private final @Nullable Lane[] lanes = new Lane[LANES];

		private Calls() {
			for (int i = 0; i < LANES; i++) {
				this.lanes[i] = new Lane(Handlers.this.executor);
			}
		}

		/**
		 * Calls the listener later, or never if too many calls wait.
		 * @param key whose calls come in order
		 * @param bytes what the call keeps in memory
		 * @return the pressure to wait for before more is handed over, {@code null} for
		 * none
		 */
		public @Nullable Pressure add(@Nullable String key, int bytes, Call call) {
			if (Handlers.this.pressure.isFull()) {
				Handlers.this.observer.messageDropped(MqttDropCause.HANDLERS_BUSY);
				return Handlers.this.pressure;
			}
			boolean high = Handlers.this.pressure.add(bytes);
			Lane lane = this.lanes[(key != null) ? Math.floorMod(key.hashCode(), LANES) : 0];
			boolean added = java.util.Objects.requireNonNull(lane).add(() -> {
				try {
					call.run();
				}
				catch (Throwable ex) {
					failed(ex);
				}
				finally {
					Handlers.this.pressure.remove(bytes);
				}
			});
			if (!added) {
				Handlers.this.pressure.remove(bytes);
				Handlers.this.observer.messageDropped(MqttDropCause.HANDLERS_BUSY);
			}
			return high ? Handlers.this.pressure : null;
		}

	}

	/** Whether no call waits or runs. */
	public boolean isIdle() {
		return this.pressure.messages() == 0;
	}

	// The class only: a message may quote the payload.
	private void failed(Throwable failure) {
		this.observer.messageDropped(MqttDropCause.HANDLER_FAILED);
		logger.warn("MQTT-3003 A listener failed with {}; the stack trace is logged at debug level",
				failure.getClass().getName());
		logger.debug("A listener failed", failure);
	}

	/** Returns the calls of another listener. */
	public Calls calls() {
		return new Calls();
	}

}
