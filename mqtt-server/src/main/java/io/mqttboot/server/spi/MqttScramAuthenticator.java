package io.mqttboot.server.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.scram.ClientFinal;
import io.mqttboot.protocol.scram.ClientFirst;
import io.mqttboot.protocol.scram.ScramException;
import io.mqttboot.protocol.scram.ScramSha256;
import io.mqttboot.protocol.scram.ServerFinal;
import io.mqttboot.protocol.scram.ServerFirst;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who proves to know a password by SCRAM-SHA-256 (RFC 5802, RFC 7677) in the
 * enhanced authentication of MQTT 5.0, at first and again; the server proves that it
 * knows the credentials. The password never travels. The principal is the user name that
 * was proved; where CONNECT names a user too it must be the same.
 * <p>
 * Nothing is bound to the TLS channel: who stands between, with a certificate that the
 * client trusts, can pass the messages on. Whoever is no user is asked like a user and
 * then refused; he looks like one whose credentials have the decoys' number of
 * iterations.
 */
public final class MqttScramAuthenticator implements MqttAuthenticator {

	/** The name of the method. */
	public static final String METHOD = ScramSha256.METHOD;

	private static final int NONCE_BYTES = 18;

	private final SecureRandom random = new SecureRandom();

	private final ScramUsers users;

	/**
	 * Create an authenticator whose decoys change when the server starts again.
	 * @param users gives the credentials of a user name, {@code null} if there is no such
	 * user; called on the authentication executor, may block
	 */
	public MqttScramAuthenticator(Function<String, @Nullable MqttScramCredentials> users) {
		this(users, MqttScramCredentials.ITERATIONS, ScramUsers.randomSecret());
	}

	/**
	 * Create an authenticator.
	 * @param users gives the credentials of a user name, {@code null} if there is no such
	 * user; called on the authentication executor, may block
	 * @param decoyIterations the iterations that who is no user is told: as many as the
	 * credentials of users have
	 * @param decoySecret what decoys are made of, at least a byte: the same after a
	 * restart and on all servers of a cluster, for a salt that changes gives a decoy away
	 */
	public MqttScramAuthenticator(Function<String, @Nullable MqttScramCredentials> users, int decoyIterations,
			byte[] decoySecret) {
		this.users = new ScramUsers(users, decoyIterations, decoySecret);
	}

	@Override
	public boolean supports(@Nullable String method) {
		return METHOD.equals(method);
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		ByteBuffer data = request.data();
		if (data == null) {
			return refused("no first message");
		}
		try {
			ClientFirst first = ClientFirst.parse(data);
			ScramUsers.User user = this.users.find(first.userName());
			MqttScramCredentials credentials = user.credentials();
			ServerFirst asked = ServerFirst.of(first, nonce(), credentials.salt(), credentials.iterations());
			boolean same = request.userName() == null || request.userName().equals(first.userName());
			return CompletableFuture.completedFuture(new MqttAuthResult.Challenge(bytes(asked.text()),
					(answer) -> judge(first, asked, credentials, user.known() && same, answer)));
		}
		catch (ScramException ex) {
			return refused(ex.getMessage());
		}
	}

	private String nonce() {
		byte[] bytes = new byte[NONCE_BYTES];
		this.random.nextBytes(bytes);
		return Base64.getEncoder().withoutPadding().encodeToString(bytes);
	}

	private static CompletionStage<MqttAuthResult> judge(ClientFirst first, ServerFirst asked,
			MqttScramCredentials credentials, boolean known, @Nullable ByteBuffer answer) {
		if (answer == null) {
			return refused("no final message");
		}
		try {
			ClientFinal last = ClientFinal.parse(answer, first, asked);
			String said = last.said(first, asked);
			byte[] storedKey = credentials.storedKey();
			byte[] clientKey = ScramSha256.xor(last.proof(), ScramSha256.signature(storedKey, said));
			boolean proved = MessageDigest.isEqual(ScramSha256.storedKey(clientKey), storedKey);
			if (!proved || !known) {
				return refused("the proof is wrong");
			}
			ServerFinal done = new ServerFinal(ScramSha256.signature(credentials.serverKey(), said));
			return CompletableFuture.completedFuture(new MqttAuthResult.Accepted(first.userName(), bytes(done.text())));
		}
		catch (ScramException ex) {
			return refused(ex.getMessage());
		}
	}

	// One code for all: what was wrong is nobody's business, and DISCONNECT has it too.
	private static CompletionStage<MqttAuthResult> refused(@Nullable String why) {
		return CompletableFuture
			.completedFuture(new MqttAuthResult.Refused(MqttReasonCode.NOT_AUTHORIZED, METHOD + ": " + why));
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
