package io.mqttboot.server.spi;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.function.Function;

import io.mqttboot.protocol.scram.ScramSha256;
import org.jspecify.annotations.Nullable;

/**
 * Users and their credentials. Who is no user has credentials too, always the same, that
 * no password fits: nobody learns from an answer, or from how long it takes, who is one.
 */
final class ScramUsers {

	private static final int SALT_BYTES = 16;

	private final Function<String, @Nullable MqttScramCredentials> known;

	private final int decoyIterations;

	private final byte[] decoySecret;

	ScramUsers(Function<String, @Nullable MqttScramCredentials> known, int decoyIterations, byte[] decoySecret) {
		this.known = Objects.requireNonNull(known, "users");
		this.decoyIterations = decoyIterations;
		this.decoySecret = decoySecret.clone();
		decoy(""); // checks both
	}

	static byte[] randomSecret() {
		byte[] secret = new byte[ScramSha256.LENGTH];
		new SecureRandom().nextBytes(secret);
		return secret;
	}

	User find(String name) {
		MqttScramCredentials decoy = decoy(name);
		MqttScramCredentials credentials = this.known.apply(name);
		return (credentials != null) ? new User(true, credentials) : new User(false, decoy);
	}

	private MqttScramCredentials decoy(String name) {
		byte[] salt = java.util.Arrays.copyOf(ScramSha256.hmac(this.decoySecret, "salt " + name), SALT_BYTES);
		return new MqttScramCredentials(salt, this.decoyIterations,
				ScramSha256.hmac(this.decoySecret, "stored key " + name),
				ScramSha256.hmac(this.decoySecret, "server key " + name));
	}

	/**
	 * Somebody who says to be a user.
	 *
	 * @param known whether there is such a user
	 * @param credentials what the proof is checked against
	 */
	record User(boolean known, MqttScramCredentials credentials) {

	}

}
