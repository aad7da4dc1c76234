package io.mqttboot.server.spi;

import java.util.Set;

/**
 * Is told what happens in a server. Called on the handler executor, where it may block;
 * the events of one client come in order. An exception is counted and costs only this
 * call. When listeners are so far behind that too much waits for them, events are not
 * told, and counted.
 */
@FunctionalInterface
public interface MqttEventListener {

	/**
	 * Something happened.
	 * @param event what, of one of {@link #kinds()}
	 * @throws Exception counted and logged
	 */
	void onEvent(MqttEvent event) throws Exception;

	/**
	 * Returns what the listener wants to be told; asked once, when the server starts. By
	 * default everything but what happens to each message, which costs nothing while
	 * nobody wants it.
	 * @return the kinds
	 */
	default Set<MqttEvent.Kind> kinds() {
		return MqttEvent.Kind.lifeCycle();
	}

}
