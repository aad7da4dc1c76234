package io.mqttboot.server.auth;

import javax.net.ssl.SSLContext;

import io.mqttboot.server.MqttServer;
import io.mqttboot.testkit.wire.WebSocketWire;
import io.mqttboot.testkit.wire.Wire;

/**
 * Every mechanism over WebSocket with TLS.
 */
class SecureWebSocketMechanismTests extends MechanismContract {

	@Override
	protected Wire connect(MqttServer running, SSLContext context) {
		return WebSocketWire.connect(running.secureWebSocketPort(), context);
	}

	@Override
	protected boolean isSecure() {
		return true;
	}

}
