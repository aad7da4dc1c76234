package io.mqttboot.server.internal.admission;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.mqttboot.MqttReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that connections are refused, the first time and then once in a while: who knocks
 * as often as he can must not fill the log.
 */
final class RefusalLog {

	private static final Logger logger = LoggerFactory.getLogger(RefusalLog.class);

	private static final long SILENCE_MILLIS = 10_000;

	private final AtomicLong silentUntil = new AtomicLong();

	private final LongAdder unsaid = new LongAdder();

	void refused(MqttReasonCode reason, Object from, long nowMillis) {
		this.unsaid.increment();
		long until = this.silentUntil.get();
		if (nowMillis >= until && this.silentUntil.compareAndSet(until, nowMillis + SILENCE_MILLIS)) {
			logger.warn("MQTT-2009 {} connections were refused since this was last said, the last one from {}: {}",
					this.unsaid.sumThenReset(), from, reason.text());
		}
	}

}
