package io.mqttboot.server.internal.admission;

import java.net.InetAddress;
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
public record ClientKey(Object clientId, @Nullable String user, @Nullable MqttNetwork from) {

	private static final int LENGTH_MAX = 64;

	private static final int IPV6_BITS = 64;

	static ClientKey of(String clientId, @Nullable String user, @Nullable MqttNetwork from) {
		return new ClientKey(id(clientId), user, from);
	}

	/** Returns what is remembered of a client identifier. */
	public static Object id(String clientId) {
		return (clientId.length() <= LENGTH_MAX) ? clientId : digest(clientId);
	}

	/** Returns what counts as one address: who has an IPv6 address has its network. */
	public static MqttNetwork block(InetAddress address) {
		MqttNetwork whole = MqttNetwork.of(address);
		return whole.isIpv6() ? MqttNetwork.of(address, IPV6_BITS) : whole;
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
