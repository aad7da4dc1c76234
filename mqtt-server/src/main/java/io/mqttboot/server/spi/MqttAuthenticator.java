package io.mqttboot.server.spi;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Decides who may connect, with all that CONNECT says, in one step or several (MQTT 5.0,
 * 4.12). Called on the authentication executor; it may block or answer later. An
 * exception, or no answer in time, refuses the client. The simple form is
 * {@link MqttServerAuthHandler}.
 */
@FunctionalInterface
public interface MqttAuthenticator {

	/**
	 * Returns whether this authenticator speaks an authentication method.
	 * @param method the method that the client named, {@code null} for user name and
	 * password
	 * @return whether {@link #authenticate} is to be called
	 */
	default boolean supports(@Nullable String method) {
		return method == null;
	}

	/**
	 * Decides whether a client may connect, or stay connected.
	 * @param request what the client said
	 * @return the decision, or a challenge
	 */
	CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request);

}
