package io.mqttboot.spring.boot.autoconfigure.client.endpoint;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.client.MqttClient;
import io.mqttboot.client.MqttClientState;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.spring.boot.autoconfigure.client.MqttClientRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint} that shows clients and listeners, and, where its access is not
 * restricted, pauses and resumes listeners.
 */
@Endpoint(id = "mqttclient", defaultAccess = Access.READ_ONLY)
public class MqttClientEndpoint {

	private final MqttClientRegistry clients;

	private final Listeners listeners;

	MqttClientEndpoint(MqttClientRegistry clients, Listeners listeners) {
		this.clients = clients;
		this.listeners = listeners;
	}

	/**
	 * Describes clients and listeners.
	 * @return all of them, by their names and identifiers
	 */
	@ReadOperation
	public Descriptor describe() {
		Map<String, ClientDescriptor> described = new LinkedHashMap<>();
		this.clients.asMap().forEach((name, client) -> described.put(name, ClientDescriptor.of(client)));
		return new Descriptor(described, this.listeners.describe());
	}

	/**
	 * Pauses or resumes a listener.
	 * @param listener its identifier
	 * @param action what to do
	 * @return the listener afterwards
	 * @throws InvalidEndpointRequestException if there is no such listener
	 */
	@WriteOperation
	public ListenerDescriptor change(@Selector String listener, Action action) {
		ListenerDescriptor changed = this.listeners.change(listener, action);
		if (changed == null) {
			throw new InvalidEndpointRequestException("There is no MQTT listener '" + listener + "'",
					"No such listener");
		}
		return changed;
	}

	/**
	 * What can be done with a listener.
	 */
	public enum Action {

		/** It is called no more; messages wait. */
		PAUSE,

		/** It is called again. */
		RESUME

	}

	/**
	 * Clients and listeners.
	 *
	 * @param clients the clients, by their names in the application
	 * @param listeners the listeners, by their identifiers
	 */
	public record Descriptor(Map<String, ClientDescriptor> clients,
			Map<String, ListenerDescriptor> listeners) implements OperationResponseBody {
	}

	/**
	 * A client.
	 *
	 * @param state what it does about a connection
	 * @param serverUri the server that it is connected to or tries
	 * @param clientId its identifier, as the server knows it
	 * @param version the version of MQTT
	 * @param since when this began
	 * @param lastReason why there was no connection the last time
	 * @param twinSuspected whether another client seems to use its identifier
	 * @param refusedFilters subscriptions that the server has refused
	 * @param undelivered how many messages are published and not delivered
	 */
	public record ClientDescriptor(MqttClientState.Phase state, @Nullable String serverUri, String clientId,
			String version, Instant since, @Nullable String lastReason, boolean twinSuspected,
			Map<String, MqttReasonCode> refusedFilters, int undelivered) {

		static ClientDescriptor of(MqttClient client) {
			MqttClientState state = client.state();
			MqttClientException failure = state.lastFailure();
			return new ClientDescriptor(state.phase(), state.serverUri(), state.clientId(),
					client.config().version().name(), state.since(),
					(failure != null) ? failure.reasonCode() + ": " + failure.getMessage() : null,
					state.twinSuspected(), state.refusedFilters(), client.undelivered());
		}

	}

	/**
	 * A listener.
	 *
	 * @param client the name of its client, empty for the one that is meant where none is
	 * named
	 * @param onServer whether it hears the server of this application, without a client
	 * @param filters what it hears
	 * @param running whether it is started
	 * @param paused whether it is paused
	 * @param refused what the server does not let it hear
	 * @param waiting how many messages wait for it
	 * @param processed how many messages it has handled
	 * @param retried how often it was called again
	 * @param recovered how many messages it could not handle
	 * @param lost how many of those nobody else took either
	 */
	public record ListenerDescriptor(String client, boolean onServer, Set<String> filters, boolean running,
			boolean paused, Map<String, MqttReasonCode> refused, int waiting, long processed, long retried,
			long recovered, long lost) implements OperationResponseBody {
	}

}
