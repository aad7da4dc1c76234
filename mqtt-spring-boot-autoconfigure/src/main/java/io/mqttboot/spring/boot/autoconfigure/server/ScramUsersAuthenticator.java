package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttScramAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM, after which a user of the configuration has its authorities and attributes.
 *
 * @param scram checks the proof
 * @param users those of the configuration
 */
record ScramUsersAuthenticator(MqttAuthenticator scram, ConfiguredUsers users) implements MqttAuthenticator {

	/**
	 * Creates an authenticator for the users of the configuration, and for those that
	 * beans know. Whoever is no user is asked as often as the first user for whom that is
	 * known.
	 * @param others the beans, as one function
	 */
	static MqttAuthenticator of(ConfiguredUsers users, Function<String, @Nullable MqttScramCredentials> others) {
		int iterations = users.credentials()
			.stream()
			.findFirst()
			.map(MqttScramCredentials::iterations)
			.orElse(MqttScramCredentials.ITERATIONS);
		byte[] secret = new byte[32];
		new SecureRandom().nextBytes(secret);
		return new ScramUsersAuthenticator(new MqttScramAuthenticator(
				(name) -> (users.accepted(name) != null) ? users.credentials(name) : others.apply(name), iterations,
				secret), users);
	}

	@Override
	public boolean supports(@Nullable String method) {
		return this.scram.supports(method);
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		return this.scram.authenticate(request).thenApply(this::complete);
	}

	private MqttAuthResult complete(MqttAuthResult result) {
		if (result instanceof MqttAuthResult.Challenge challenge) {
			Function<@Nullable ByteBuffer, CompletionStage<MqttAuthResult>> next = challenge.next();
			return new MqttAuthResult.Challenge(challenge.data(), (data) -> next.apply(data).thenApply(this::complete));
		}
		if (result instanceof MqttAuthResult.Accepted accepted && accepted.principal() != null) {
			MqttAuthResult.Accepted user = this.users.accepted(accepted.principal());
			return (user != null) ? new MqttAuthResult.Accepted(accepted.principal(), accepted.data(),
					user.attributes(), user.authorities(), accepted.validUntil()) : accepted;
		}
		return result;
	}

}
