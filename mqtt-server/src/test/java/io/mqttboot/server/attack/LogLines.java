package io.mqttboot.server.attack;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the server logs while this is open, with the messages of exceptions.
 */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.mqttboot");

	private final @Nullable Level before = this.logger.getLevel();

	/** Listens from a level on. */
	@SuppressWarnings("this-escape")
	public LogLines(Level level) {
		this.logger.setLevel(level);
		this.logger.addAppender(this);
		start();
	}

	/** Listens to what is worth a line. */
	public LogLines() {
		this(Level.INFO);
	}

	@Override
	protected void append(ILoggingEvent event) {
		StringBuilder line = new StringBuilder(event.getLevel() + " " + event.getFormattedMessage());
		for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
			line.append(" | ").append(thrown.getClassName()).append(": ").append(thrown.getMessage());
		}
		this.lines.add(line.toString());
	}

	/** Returns what was logged. */
	public List<String> lines() {
		return this.lines;
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setLevel(this.before);
		stop();
	}

}
