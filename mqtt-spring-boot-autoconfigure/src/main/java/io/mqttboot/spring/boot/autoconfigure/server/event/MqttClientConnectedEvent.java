package io.mqttboot.spring.boot.autoconfigure.server.event;

import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;

/**
 * A client was let in. Published on the handler executor, where listeners may block.
 */
public class MqttClientConnectedEvent extends MqttServerEvent {

	private final String clientId;

	private final @Nullable String userName;

	/**
	 * Create an event.
	 * @param server the server
	 * @param clientId the client
	 * @param userName its user name, {@code null} if it gave none
	 */
	public MqttClientConnectedEvent(MqttServer server, String clientId, @Nullable String userName) {
		super(server);
		this.clientId = clientId;
		this.userName = userName;
	}

	/**
	 * Returns the client.
	 * @return its identifier
	 */
	public String getClientId() {
		return this.clientId;
	}

	/**
	 * Returns the user name of the client.
	 * @return the user name, {@code null} if it gave none
	 */
	public @Nullable String getUserName() {
		return this.userName;
	}

}
