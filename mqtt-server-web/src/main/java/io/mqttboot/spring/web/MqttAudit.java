package io.mqttboot.spring.web;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.mqttboot.server.MqttServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Writes down what is done to the server: a line of the logger
 * {@code io.mqttboot.server.audit} each, and a {@link MqttAuditEvent}. Thread-safe, and
 * blocks nobody.
 */
public final class MqttAudit {

	/** What came of an act that succeeded. */
	public static final String DONE = "done";

	private static final Logger logger = LoggerFactory.getLogger("io.mqttboot.server.audit");

	private static final int LENGTH_MAX = 200;

	private final MqttServer server;

	private final ApplicationEventPublisher events;

	private final Executor executor;

	/**
	 * Creates what writes down.
	 * @param server the server that is looked after
	 * @param events who passes events on
	 * @param executor where listeners to events are called
	 */
	public MqttAudit(MqttServer server, ApplicationEventPublisher events, Executor executor) {
		this.server = server;
		this.events = events;
		this.executor = executor;
	}

	/**
	 * Writes something down.
	 * @param principal who did it
	 * @param address where that came from
	 * @param action what was done
	 * @param target what it was done to
	 * @param outcome {@link #DONE}, or why it was not
	 */
	public void record(String principal, String address, String action, String target, String outcome) {
		logger.info("action={} principal='{}' address={} target='{}' outcome='{}'", action, printable(principal),
				printable(address), printable(target), printable(outcome));
		MqttAuditEvent event = new MqttAuditEvent(this.server, principal, address, action, target, outcome);
		try {
			this.executor.execute(() -> this.events.publishEvent(event));
		}
		catch (RejectedExecutionException ex) {
			logger.warn("No listener was told of the line before: {}", ex.getClass().getName());
		}
	}

	// Nobody writes lines of their own into the log, or very long ones; a quote ends
	// nothing.
	private static String printable(String text) {
		String some = (text.length() > LENGTH_MAX) ? text.substring(0, LENGTH_MAX) + "\u2026" : text;
		return some.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD").replace('\'', '\u2019');
	}

}
