package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import org.jspecify.annotations.Nullable;

/**
 * The users of the configuration. It abstains from all others, but not before it has
 * compared their password with that of some user, always the same one for a name while
 * the server runs: how long an answer takes says nothing about who is a user.
 */
final class ConfiguredUsers implements MqttAuthenticator {

	private static final MqttAuthResult ABSTAINED = new MqttAuthResult.Abstained();

	private static final MqttAuthResult REFUSED = new MqttAuthResult.Refused(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD,
			"wrong password of a configured user");

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

	private final Map<String, User> users = new HashMap<>();

	private final List<EncodedPassword> decoys = new ArrayList<>();

	// random: one that is made of passwords would let them be guessed by watching decoys
	private final byte[] secret = new byte[16];

	/**
	 * Reads users.
	 * @throws AuthenticationSetupException if one of them cannot be used
	 */
	ConfiguredUsers(List<MqttServerAuthProperties.User> configured, PasswordEncodings encodings) {
		new SecureRandom().nextBytes(this.secret);
		for (int i = 0; i < configured.size(); i++) {
			MqttServerAuthProperties.User each = configured.get(i);
			String key = "users[" + i + "].";
			String name = each.getName();
			if (name == null || name.isEmpty()) {
				throw new AuthenticationSetupException(key + "name", "is not set",
						"Give the user the name that its client sends.");
			}
			EncodedPassword password = encodings.read(key + "password", name, each.getPassword());
			User user = new User(password, new MqttAuthResult.Accepted(name, null, each.getAttributes(),
					Set.copyOf(each.getAuthorities()), null));
			if (this.users.put(name, user) != null) {
				throw new AuthenticationSetupException(key + "name", "is '" + name + "', as that of another user",
						"Give each user a name of its own.");
			}
			this.decoys.add(password);
		}
	}

	boolean isEmpty() {
		return this.users.isEmpty();
	}

	/** Returns what SCRAM needs of a user, {@code null} if it has no such password. */
	@Nullable MqttScramCredentials credentials(String name) {
		User user = this.users.get(name);
		return (user != null && user.password() instanceof PasswordEncodings.ScramPassword scram) ? scram.credentials()
				: null;
	}

	/** Returns all passwords that serve SCRAM. */
	List<MqttScramCredentials> credentials() {
		return this.decoys.stream()
			.filter(PasswordEncodings.ScramPassword.class::isInstance)
			.map(PasswordEncodings.ScramPassword.class::cast)
			.map(PasswordEncodings.ScramPassword::credentials)
			.toList();
	}

	/** Returns what is known of a user, {@code null} for somebody else. */
	MqttAuthResult.@Nullable Accepted accepted(String name) {
		User user = this.users.get(name);
		return (user != null) ? user.accepted() : null;
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		return CompletableFuture.completedFuture(decide(request.userName(), request.password()));
	}

	private MqttAuthResult decide(@Nullable String name, @Nullable ByteBuffer password) {
		if (name == null) {
			return ABSTAINED;
		}
		User user = this.users.get(name);
		EncodedPassword expected = (user != null) ? user.password() : decoy(name);
		boolean matches = expected.matches((password != null) ? password : NOTHING);
		if (user == null) {
			return ABSTAINED;
		}
		return matches ? user.accepted() : REFUSED;
	}

	private EncodedPassword decoy(String name) {
		MessageDigest digest = sha256();
		digest.update(this.secret);
		int number = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8))).getInt();
		return this.decoys.get(Math.floorMod(number, this.decoys.size()));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JVM has SHA-256", ex);
		}
	}

	/**
	 * A user.
	 *
	 * @param password its password
	 * @param accepted what is said when that is right
	 */
	private record User(EncodedPassword password, MqttAuthResult.Accepted accepted) {

	}

}
