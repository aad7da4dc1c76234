package io.mqttboot.server.internal.admission;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.mqttboot.server.config.MqttNetwork;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a client that need not be here any more. It has chosen its client
 * identifier itself, so of a long one only the digest is kept.
 *
 * @param clientId its client identifier, or the digest of it
 * @param user its principal, {@code null} if it has none
 * @param from its address, {@code null} if that makes no difference
 */
record ClientKey(Object clientId, @Nullable String user, @Nullable MqttNetwork from) {

	private static final int LENGTH_MAX = 64;

	static ClientKey of(String clientId, @Nullable String user, @Nullable MqttNetwork from) {
		return new ClientKey((clientId.length() <= LENGTH_MAX) ? clientId : digest(clientId), user, from);
	}

	private static ByteBuffer digest(String clientId) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return ByteBuffer.wrap(digest.digest(clientId.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("this Java has no SHA-256", ex);
		}
	}

}
