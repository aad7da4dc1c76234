package io.mqttboot.server.auth;

import javax.net.ssl.SSLContext;

import io.mqttboot.server.MqttServer;
import io.mqttboot.testkit.wire.TcpWire;
import io.mqttboot.testkit.wire.Wire;

/**
 * Every mechanism over TCP.
 */
class TcpMechanismTests extends MechanismContract {

	@Override
	protected Wire connect(MqttServer running, SSLContext context) {
		return TcpWire.connect(running.port());
	}

	@Override
	protected boolean isSecure() {
		return false;
	}

}
