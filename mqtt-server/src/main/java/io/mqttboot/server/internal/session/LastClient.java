package io.mqttboot.server.internal.session;

import java.util.Objects;

import io.mqttboot.MqttVersion;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Who the client of a session's present or last connection is.
 *
 * @param version its protocol version
 * @param userName its user name, {@code null} if it gave none
 * @param identity who it is, {@code null} if nothing is known of it yet
 * @param permissions what it may do, {@code null} for everything
 * @param connectedAtMillis since when, in milliseconds since the epoch
 */
public record LastClient(MqttVersion version, @Nullable String userName, @Nullable MqttIdentity identity,
		@Nullable Permissions permissions, long connectedAtMillis) {

	/** Nobody has connected yet. */
	static final LastClient NONE = new LastClient(MqttVersion.MQTT_3_1_1, null, null, null, 0);

	/** A client has come, this one again or the first. */
	LastClient followedBy(Attachment next, long nowMillis) {
		return new LastClient(next.version(), next.userName(), next.identity(),
				Permissions.succeed(this.permissions, next.permissions()), nowMillis);
	}

	/** Whether the session is that of a client: its principal made it. */
	boolean isOwner(MqttIdentity client) {
		return Objects.equals((this.identity != null) ? this.identity.principal() : null, client.principal());
	}

}
