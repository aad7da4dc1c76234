package io.mqttboot.server.internal.broker;

import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Who a publication comes from: one for all that a connection publishes.
 *
 * @param clientId the client, {@code null} for the server itself
 * @param permissions what the client may do, {@code null} for everything: a retained
 * message is shown, and what was left behind is published, only as long as they allow it
 * @param budget who pays for what is retained, {@code null} for nobody
 * @param known who the client is, {@code null} if no more is known than its identifier
 */
public record Origin(@Nullable String clientId, @Nullable Permissions permissions, @Nullable Budget budget,
		@Nullable MqttIdentity known) {

	/** The application itself. */
	public static final Origin SERVER = new Origin(null, null, null);

	public Origin(@Nullable String clientId, @Nullable Permissions permissions, @Nullable Budget budget) {
		this(clientId, permissions, budget, (permissions != null) ? permissions.client() : null);
	}

	/** Returns a client that may do everything and of which no more is known. */
	public static Origin of(@Nullable String clientId) {
		return (clientId != null) ? new Origin(clientId, null, null) : SERVER;
	}

	/** Returns who the client is, as far as that is known. */
	public MqttIdentity identity() {
		return (this.known != null) ? this.known : MqttIdentity.anonymous(String.valueOf(this.clientId));
	}

	/** Whether it may publish to a topic, now. */
	public boolean mayPublish(String topic) {
		return this.permissions == null || this.permissions.mayPublish(topic);
	}

}
