package io.mqttboot.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.mqttboot.MqttVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a client owns, as it was when asked.
 *
 * @param clientId the client identifier
 * @param userName the user name, {@code null} if it gave none
 * @param connected whether it is connected
 * @param version the protocol version of the last connection
 * @param remoteAddress where it comes from, {@code null} if it is not connected
 * @param connectedAt since when it is connected, {@code null} if it is not
 * @param expiry how long the session outlives its connection
 * @param subscriptions its topic filters
 * @param queuedMessages messages that wait
 * @param queuedBytes bytes of the messages that wait
 * @param inflightMessages messages sent and not acknowledged
 */
public record MqttServerSession(String clientId, @Nullable String userName, boolean connected, MqttVersion version,
		@Nullable String remoteAddress, @Nullable Instant connectedAt, Duration expiry, List<String> subscriptions,
		int queuedMessages, long queuedBytes, int inflightMessages) {

	public MqttServerSession {
		subscriptions = List.copyOf(subscriptions);
	}

}
