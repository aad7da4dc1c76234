package io.mqttboot.server.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Decides by user name and password who may connect. It may block: it is called on the
 * authentication executor, never on an event loop. Where several are registered all must
 * answer {@code true}; {@code false} or an exception refuses the client.
 */
@FunctionalInterface
public interface MqttServerAuthHandler {

	/**
	 * Decides whether a client may connect.
	 * @param clientId the client identifier, never empty
	 * @param userName the user name, {@code null} if the client sent none
	 * @param password the password, {@code null} if the client sent none
	 * @return whether the client may connect
	 * @throws Exception to refuse the client
	 */
	boolean authenticate(String clientId, @Nullable String userName, @Nullable String password) throws Exception;

	/**
	 * Decides by a password as it was sent: any bytes (MQTT 5.0, 3.1.3.6). Unless
	 * overridden, bytes that are not UTF-8 are refused and others go to
	 * {@link #authenticate(String, String, String)}.
	 * @param clientId the client identifier, never empty
	 * @param userName the user name, {@code null} if the client sent none
	 * @param password the password, read-only, {@code null} if the client sent none
	 * @return whether the client may connect
	 * @throws Exception to refuse the client
	 */
	default boolean authenticateBytes(String clientId, @Nullable String userName, @Nullable ByteBuffer password)
			throws Exception {
		if (password == null) {
			return authenticate(clientId, userName, null);
		}
		String text;
		try {
			text = StandardCharsets.UTF_8.newDecoder().decode(password.duplicate()).toString();
		}
		catch (CharacterCodingException ex) {
			return false;
		}
		return authenticate(clientId, userName, text);
	}

}
