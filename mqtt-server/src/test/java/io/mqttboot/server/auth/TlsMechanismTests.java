package io.mqttboot.server.auth;

import javax.net.ssl.SSLContext;

import io.mqttboot.server.MqttServer;
import io.mqttboot.testkit.wire.TcpWire;
import io.mqttboot.testkit.wire.Wire;

/**
 * Every mechanism over TCP with TLS.
 */
class TlsMechanismTests extends MechanismContract {

	@Override
	protected Wire connect(MqttServer running, SSLContext context) {
		return TcpWire.connect(running.securePort(), context);
	}

	@Override
	protected boolean isSecure() {
		return true;
	}

}
