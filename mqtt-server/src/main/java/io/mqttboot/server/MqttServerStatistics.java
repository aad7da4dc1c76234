package io.mqttboot.server;

import java.util.Collections;
import java.util.List;

import io.mqttboot.server.spi.MqttOverloadState;

/**
 * What happened since the server was started; the first nine are what the documents
 * promise for Prometheus.
 *
 * @param connectionsAccepted connections accepted, before their CONNECT
 * @param connectionsClosed accepted connections that ended
 * @param connectionsSize accepted minus closed
 * @param handledPackets packets whose processing ended
 * @param handledBytes their bytes
 * @param receivedPackets packets fully decoded
 * @param receivedBytes their bytes
 * @param sendPackets packets written
 * @param sendBytes their bytes
 * @param sessions sessions, connected or not
 * @param clients sessions that are connected
 * @param subscriptions subscriptions of all sessions
 * @param retained retained messages
 * @param retainedBytes bytes of the retained messages
 * @param delayed messages that wait for their delay
 * @param queuedMessages messages that wait for their session
 * @param queuedBytes bytes of the messages that wait for their session
 * @param inflight messages sent and not acknowledged
 * @param receivedByType packets fully decoded, one figure a type from CONNECT to AUTH
 * @param sentByType packets written, one figure a type from CONNECT to AUTH
 * @param messagesIn messages accepted from clients, one figure a quality of service
 * @param messagesOut messages written to clients, one figure a quality of service
 * @param overload how overloaded the server is
 * @param draining whether clients are sent away
 * @param slowSubscribers clients that are remembered as slow
 */
public record MqttServerStatistics(long connectionsAccepted, long connectionsClosed, long connectionsSize,
		long handledPackets, long handledBytes, long receivedPackets, long receivedBytes, long sendPackets,
		long sendBytes, int sessions, int clients, int subscriptions, int retained, long retainedBytes, int delayed,
		long queuedMessages, long queuedBytes, long inflight, List<Long> receivedByType, List<Long> sentByType,
		List<Long> messagesIn, List<Long> messagesOut, MqttOverloadState overload, boolean draining,
		int slowSubscribers) {

	private static final List<Long> NO_TYPES = Collections.nCopies(15, 0L);

	private static final List<Long> NO_QOS = Collections.nCopies(3, 0L);

	/** Nothing happened: the server is stopped. */
	static final MqttServerStatistics NONE = new MqttServerStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			0, NO_TYPES, NO_TYPES, NO_QOS, NO_QOS, MqttOverloadState.NORMAL, false, 0);

	public MqttServerStatistics {
		receivedByType = List.copyOf(receivedByType);
		sentByType = List.copyOf(sentByType);
		messagesIn = List.copyOf(messagesIn);
		messagesOut = List.copyOf(messagesOut);
	}

}
