package io.mqttboot.spring.boot.autoconfigure.server.event;

import io.mqttboot.server.MqttServer;
import org.jspecify.annotations.Nullable;

/**
 * A client that was let in is gone. Published on the handler executor, where listeners
 * may block.
 */
public class MqttClientDisconnectedEvent extends MqttServerEvent {

	private final String clientId;

	private final @Nullable String userName;

	private final String reason;

	/**
	 * Create an event.
	 * @param server the server
	 * @param clientId the client
	 * @param userName its user name, {@code null} if it gave none
	 * @param reason why it is gone, in a few words
	 */
	public MqttClientDisconnectedEvent(MqttServer server, String clientId, @Nullable String userName, String reason) {
		super(server);
		this.clientId = clientId;
		this.userName = userName;
		this.reason = reason;
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

	/**
	 * Returns why the client is gone.
	 * @return a few words
	 */
	public String getReason() {
		return this.reason;
	}

}
