package io.mqttboot.server.spi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Keeps sessions beyond the process: subscriptions, queues, what is in flight. The
 * session changes itself and appends what it did; matching stays in memory. Called on
 * event loops: nothing may block; what takes time is answered later. Calls for one client
 * come in order, and must take effect in that order. A failed append is logged and
 * counted, and keeps the acknowledgement back that waited for it.
 */
public interface MqttSessionStore {

	/**
	 * Reads all sessions, once, at the start.
	 * @return the sessions by client id
	 */
	CompletionStage<Map<String, MqttStoredSession>> load();

	/**
	 * Adds changes to a session, which is new if it is not known.
	 * @param clientId the client
	 * @param records the changes, in order
	 * @return completed when they are stored as the configured durability says
	 */
	CompletionStage<Void> append(String clientId, List<MqttSessionRecord> records);

	/**
	 * Removes a session with all that belongs to it, if there is one.
	 * @param clientId the client
	 * @return completed when it is removed
	 */
	CompletionStage<Void> remove(String clientId);

}
