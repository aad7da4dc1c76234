package io.mqttboot.spring.listener;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import org.slf4j.MDC;

/**
 * What log lines of a listener say about the message that they are about.
 */
final class LogContext implements AutoCloseable {

	private final Deque<MDC.MDCCloseable> entries = new ArrayDeque<>();

	private LogContext() {
	}

	/** Opens it for the rest of a call, with nothing in it unless it is wanted. */
	static LogContext of(boolean wanted, MqttListenerEndpoint endpoint, MqttReceived received) {
		LogContext context = new LogContext();
		if (wanted) {
			Map<String, String> all = Map.of("mqtt.client", endpoint.onServer() ? "server" : endpoint.client(),
					"mqtt.listener", endpoint.id(), "mqtt.topic", received.template());
			all.forEach((key, value) -> context.entries.push(MDC.putCloseable(key, value)));
		}
		return context;
	}

	@Override
	public void close() {
		this.entries.forEach(MDC.MDCCloseable::close);
	}

}
