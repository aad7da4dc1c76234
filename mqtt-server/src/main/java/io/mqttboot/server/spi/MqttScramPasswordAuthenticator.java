package io.mqttboot.server.spi;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.mqttboot.MqttReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who sends user name and password, checked against the credentials that SCRAM
 * keeps. Whoever is no user, or sends neither, is left to others; that takes as long as
 * refusing a user, if the credentials of users have as many iterations as decoys.
 */
public final class MqttScramPasswordAuthenticator implements MqttAuthenticator {

	private static final MqttAuthResult REFUSED = new MqttAuthResult.Refused(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD,
			"user name or password was refused");

	private static final MqttAuthResult ABSTAINED = new MqttAuthResult.Abstained();

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

	private final ScramUsers users;

	/**
	 * Create an authenticator.
	 * @param users gives the credentials of a user name, {@code null} if there is no such
	 * user; called on the authentication executor, may block
	 */
	public MqttScramPasswordAuthenticator(Function<String, @Nullable MqttScramCredentials> users) {
		this(users, MqttScramCredentials.ITERATIONS);
	}

	/**
	 * Create an authenticator.
	 * @param users gives the credentials of a user name, {@code null} if there is no such
	 * user; called on the authentication executor, may block
	 * @param decoyIterations how often the password of one who is no user is salted: as
	 * many times as the credentials of users have
	 */
	public MqttScramPasswordAuthenticator(Function<String, @Nullable MqttScramCredentials> users, int decoyIterations) {
		this.users = new ScramUsers(users, decoyIterations, ScramUsers.randomSecret());
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		return CompletableFuture.completedFuture(decide(request));
	}

	private MqttAuthResult decide(MqttAuthRequest request) {
		String userName = request.userName();
		if (userName == null) {
			return ABSTAINED;
		}
		ByteBuffer password = request.password();
		ScramUsers.User user = this.users.find(userName);
		boolean matches = user.credentials().matches((password != null) ? password : NOTHING);
		if (!user.known()) {
			return ABSTAINED;
		}
		return matches ? new MqttAuthResult.Accepted(userName, null) : REFUSED;
	}

}
