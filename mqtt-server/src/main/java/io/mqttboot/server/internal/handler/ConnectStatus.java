package io.mqttboot.server.internal.handler;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttConnectStatusListener;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttServerObserver;
import org.jspecify.annotations.Nullable;

/**
 * Brings comings and goings of clients to a listener of the application.
 */
public final class ConnectStatus implements MqttServerObserver {

	private static final int BYTES = 256;

	private final MqttConnectStatusListener listener;

	private final Handlers.Calls calls;

	public ConnectStatus(MqttConnectStatusListener listener, Handlers handlers) {
		this.listener = listener;
		this.calls = handlers.calls();
	}

	@Override
	public void clientConnected(String clientId, @Nullable String userName, MqttVersion version,
			boolean sessionPresent) {
		this.calls.add(clientId, BYTES, () -> this.listener.online(clientId, userName));
	}

	@Override
	public void clientDisconnected(String clientId, @Nullable String userName, MqttReasonCode reason,
			MqttDisconnectedBy by) {
		String text = switch (by) {
			case CLIENT -> "by client: " + text(reason);
			case SERVER -> "by server: " + text(reason);
			case NETWORK -> "connection lost";
		};
		this.calls.add(clientId, BYTES, () -> this.listener.offline(clientId, userName, text));
	}

	private static String text(MqttReasonCode reason) {
		return (reason == MqttReasonCode.SUCCESS) ? "normal disconnection" : reason.text();
	}

}
