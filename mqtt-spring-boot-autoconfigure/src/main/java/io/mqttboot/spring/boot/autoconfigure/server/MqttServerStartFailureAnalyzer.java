package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.MqttServerStartException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why the server did not start, and which property helps.
 */
class MqttServerStartFailureAnalyzer extends AbstractFailureAnalyzer<MqttServerStartException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MqttServerStartException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), action(cause), cause);
	}

	/** The engine's own advice, in the words of properties and beans. */
	private String action(MqttServerStartException cause) {
		return switch (cause.kind()) {
			case PORT_IN_USE -> "Stop the process that listens there, or choose another port with "
					+ "'mqtt.server.port' or 'mqtt.server.websocket-port' (0 takes any free one).";
			case ADDRESS -> "Set 'mqtt.server.ip' to an address of this machine, for example 127.0.0.1.";
			case PUBLIC_WITHOUT_AUTHENTICATION ->
				"Name the clients' users under 'mqtt.server.auth.users', or register an MqttServerAuthHandler or an "
						+ "MqttAuthenticator bean, or let Spring Security or certificates decide "
						+ "('mqtt.server.auth.spring-security', 'mqtt.server.auth.certificate'). Or bind "
						+ "'mqtt.server.ip' to 127.0.0.1, or, if everybody may connect, set "
						+ "'mqtt.server.auth.anonymous' to 'always'.";
			case NOT_HARDENED -> cause.action() + " Each is a key below 'mqtt.server' that is named alike, or missing: "
					+ "'ssl.bundle', 'auth', 'authorization.rules', 'websocket-origins'. The switch is '"
					+ HardenedDefaults.SWITCH + "'.";
			case TLS -> cause.action() + " They are those of the SSL bundle that 'mqtt.server.ssl.bundle' names.";
			case STORE -> cause.action() + " It is the MqttSessionStore or the MqttMessageStore bean.";
			case TRANSPORT -> "Set 'mqtt.server.transport' to 'auto' or 'nio', or add the native library of the "
					+ "transport for this platform.";
		};
	}

}
