package io.mqttboot.server.internal.session;

import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Who the client of a session's present or last connection is.
 *
 * @param version its protocol version
 * @param userName its user name, {@code null} if it gave none
 * @param identity who it is, {@code null} if it has not connected since the start
 * @param connectedAtMillis since when, in milliseconds since the epoch
 */
public record LastClient(MqttVersion version, @Nullable String userName, @Nullable MqttIdentity identity,
		long connectedAtMillis) {

	/** Nobody has connected yet. */
	static final LastClient NONE = new LastClient(MqttVersion.MQTT_3_1_1, null, null, 0);

}
