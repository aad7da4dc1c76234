package io.mqttboot.server.internal.handler;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttServerAuthHandler;

/**
 * The application's simple authentication handlers as one authenticator: all must agree.
 */
public final class PasswordAuthenticator implements MqttAuthenticator {

	private static final MqttAuthResult REFUSED = new MqttAuthResult.Refused(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD,
			"user name or password was refused");

	private final List<MqttServerAuthHandler> handlers;

	public PasswordAuthenticator(List<MqttServerAuthHandler> handlers) {
		this.handlers = List.copyOf(handlers);
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		for (MqttServerAuthHandler handler : this.handlers) {
			try {
				if (!handler.authenticateBytes(request.clientId(), request.userName(), request.password())) {
					return CompletableFuture.completedFuture(REFUSED);
				}
			}
			catch (Exception ex) {
				return CompletableFuture.failedFuture(ex);
			}
		}
		return CompletableFuture.completedFuture(new MqttAuthResult.Accepted(request.userName(), null));
	}

}
