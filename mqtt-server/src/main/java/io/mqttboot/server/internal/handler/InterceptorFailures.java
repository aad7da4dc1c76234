package io.mqttboot.server.internal.handler;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.spi.MqttInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that interceptors fail: a line in ten seconds, since it may happen with
 * every message. Never what an exception says: that may quote a payload.
 */
final class InterceptorFailures {

	private static final Logger logger = LoggerFactory.getLogger(InterceptorFailures.class);

	private static final long PAUSE_MILLIS = 10_000;

	private final LongSupplier clock;

	private final AtomicLong silentUntil = new AtomicLong();

	private final AtomicLong untold = new AtomicLong();

	InterceptorFailures(LongSupplier clock) {
		this.clock = clock;
	}

	void failed(MqttInterceptor interceptor, Throwable failure) {
		tell(name(interceptor) + " failed with " + failure.getClass().getName()
				+ "; the stack trace is logged at debug level");
		logger.debug("An interceptor failed", failure);
	}

	void returnedNonsense(MqttInterceptor interceptor) {
		tell(name(interceptor) + " returned what it must not");
	}

	void tookTooLong() {
		tell("one or another took too long, or could not run at all");
	}

	private void tell(String line) {
		long now = this.clock.getAsLong();
		long until = this.silentUntil.get();
		if (now >= until && this.silentUntil.compareAndSet(until, now + PAUSE_MILLIS)) {
			logger.warn("MQTT-3007 An interceptor harmed its message: {} ({} more since the last line)", line,
					this.untold.getAndSet(0));
		}
		else {
			this.untold.incrementAndGet();
		}
	}

	// of a bean, which stands behind another object, and may fail in this as well
	private static String name(MqttInterceptor interceptor) {
		try {
			return LogText.of(String.valueOf(interceptor));
		}
		catch (RuntimeException ex) {
			return interceptor.getClass().getName();
		}
	}

}
