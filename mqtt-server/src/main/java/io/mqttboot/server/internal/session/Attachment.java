package io.mqttboot.server.internal.session;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttVersion;
import io.mqttboot.MqttWill;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.spi.MqttIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A client that was let in and asks for its session.
 *
 * @param identity who it is
 * @param permissions what it may do, {@code null} for everything
 * @param userName its user name, {@code null} if it gave none
 * @param version its protocol version
 * @param cleanStart whether an earlier session is to be forgotten
 * @param expirySeconds how long the session outlives the connection, 0xFFFFFFFF for ever
 * @param will its will, {@code null} for none
 * @param link where the session writes
 * @param loop the loop of the connection
 * @param attached called on that loop, with the session and whether it was there before;
 * CONNACK is to be written now
 * @param refused called on that loop instead, if it gets no session
 */
public record Attachment(MqttIdentity identity, @Nullable Permissions permissions, @Nullable String userName,
		MqttVersion version, boolean cleanStart, long expirySeconds, @Nullable MqttWill will, ClientLink link,
		SessionLoop loop, BiConsumer<Session, Boolean> attached, Consumer<MqttProtocolException> refused) {

	String clientId() {
		return this.identity.clientId();
	}

}
