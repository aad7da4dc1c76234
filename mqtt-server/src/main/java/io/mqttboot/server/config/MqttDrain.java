package io.mqttboot.server.config;

import java.util.Objects;

import io.mqttboot.MqttReasonCode;

/**
 * How a server is drained.
 *
 * @param clientsPerSecond how many clients are told to go in a second, 0 for all at once
 * @param serverReference where MQTT 5 clients are sent (MQTT 5.0, 4.11), empty for where
 * the server is configured to send them when it stops
 * @param moved whether that is for good: 0x9D instead of 0x9C
 */
public record MqttDrain(int clientsPerSecond, String serverReference, boolean moved) {

	/** All at once. */
	public static final MqttDrain AT_ONCE = new MqttDrain(0, "", false);

	public MqttDrain {
		Objects.requireNonNull(serverReference, "serverReference");
		if (clientsPerSecond < 0) {
			throw new IllegalArgumentException("clientsPerSecond must not be negative but is " + clientsPerSecond);
		}
	}

	/**
	 * Returns a drain that sends clients elsewhere.
	 * @param serverReference where they are sent
	 * @return the same otherwise
	 */
	public MqttDrain withServerReference(String serverReference) {
		return new MqttDrain(this.clientsPerSecond, serverReference, this.moved);
	}

	/**
	 * Returns a drain that takes its time.
	 * @param clientsPerSecond how many clients are told to go in a second
	 * @return the same otherwise
	 */
	public MqttDrain withClientsPerSecond(int clientsPerSecond) {
		return new MqttDrain(clientsPerSecond, this.serverReference, this.moved);
	}

	/**
	 * Returns what connected MQTT 5 clients are told.
	 * @return 0x9C or 0x9D where there is another server, otherwise 0x8B
	 */
	public MqttReasonCode reason() {
		if (this.serverReference.isEmpty()) {
			return MqttReasonCode.SERVER_SHUTTING_DOWN;
		}
		return this.moved ? MqttReasonCode.SERVER_MOVED : MqttReasonCode.USE_ANOTHER_SERVER;
	}

	/**
	 * Returns what new MQTT 5 clients are told; CONNACK has no 0x8B.
	 * @return 0x9C or 0x9D where there is another server, otherwise 0x88
	 */
	public MqttReasonCode refusal() {
		return this.serverReference.isEmpty() ? MqttReasonCode.SERVER_UNAVAILABLE : reason();
	}

}
