package io.mqttboot.spring.boot.autoconfigure.client.event;

import io.mqttboot.client.MqttClient;

/**
 * A server has let a client in.
 */
public class MqttConnectedEvent extends MqttClientEvent {

	private final boolean again;

	private final String serverUri;

	/**
	 * Create an event.
	 * @param client the client
	 * @param clientName the name of the client in this application
	 * @param again whether it was connected before
	 * @param serverUri which server
	 */
	public MqttConnectedEvent(MqttClient client, String clientName, boolean again, String serverUri) {
		super(client, clientName);
		this.again = again;
		this.serverUri = serverUri;
	}

	/**
	 * Returns whether the client was connected before.
	 * @return {@code true} from the second time on
	 */
	public boolean isAgain() {
		return this.again;
	}

	/**
	 * Returns which server has let it in.
	 * @return the URI of the server
	 */
	public String getServerUri() {
		return this.serverUri;
	}

}
