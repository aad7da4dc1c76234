package io.mqttboot.server.internal.connection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets so many lines a second into the log that strangers can cause, and says how many it
 * did not let: a log on a full disk helps nobody. Shared by all connections.
 */
public final class LogLimit {

	private static final Logger logger = LoggerFactory.getLogger(LogLimit.class);

	private static final int LINES_A_SECOND = 20;

	private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);

	private final AtomicInteger lines = new AtomicInteger();

	/** Writes a line, if there is room for it in this second. */
	void info(long nowSecond, Logger log, String format, Object... arguments) {
		if (allows(nowSecond)) {
			log.info(format, arguments);
		}
	}

	private boolean allows(long nowSecond) {
		long last = this.second.get();
		if (last != nowSecond && this.second.compareAndSet(last, nowSecond)) {
			int before = this.lines.getAndSet(0);
			if (before > LINES_A_SECOND) {
				logger.info("MQTT-2008 {} more lines about clients were left out", before - LINES_A_SECOND);
			}
		}
		return this.lines.incrementAndGet() <= LINES_A_SECOND;
	}

}
