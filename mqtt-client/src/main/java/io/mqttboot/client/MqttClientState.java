package io.mqttboot.client;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.spi.MqttClientException;
import org.jspecify.annotations.Nullable;

/**
 * How a client stands with its server, at one moment.
 *
 * @param phase what it does about a connection
 * @param serverUri the server that it is connected to or tries, {@code null} before the
 * first attempt
 * @param clientId the client identifier, as the server knows it
 * @param since when the phase began
 * @param lastFailure why there was no connection the last time, {@code null} if there was
 * none
 * @param twinSuspected whether another client seems to use the same client identifier
 * @param refusedFilters subscriptions that the server has refused, with its answers
 */
public record MqttClientState(Phase phase, @Nullable String serverUri, String clientId, Instant since,
		@Nullable MqttClientException lastFailure, boolean twinSuspected, Map<String, MqttReasonCode> refusedFilters) {

	/**
	 * What a client does about a connection.
	 */
	public enum Phase {

		/** It was not asked to connect, or asked to disconnect, or has given up. */
		DISCONNECTED,

		/** It tries to connect, or waits before it tries again. */
		CONNECTING,

		/** The server has let it in. */
		CONNECTED,

		/** It is stopped for good. */
		STOPPED

	}

	public MqttClientState {
		Objects.requireNonNull(phase, "phase");
		Objects.requireNonNull(clientId, "clientId");
		Objects.requireNonNull(since, "since");
		refusedFilters = Map.copyOf(refusedFilters);
	}

}
