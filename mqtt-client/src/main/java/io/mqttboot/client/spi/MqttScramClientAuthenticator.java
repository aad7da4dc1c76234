package io.mqttboot.client.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.mqttboot.protocol.scram.ClientFinal;
import io.mqttboot.protocol.scram.ClientFirst;
import io.mqttboot.protocol.scram.SaslPrep;
import io.mqttboot.protocol.scram.ScramException;
import io.mqttboot.protocol.scram.ScramSha256;
import io.mqttboot.protocol.scram.ServerFinal;
import io.mqttboot.protocol.scram.ServerFirst;
import org.jspecify.annotations.Nullable;

/**
 * Proves a password by SCRAM-SHA-256 (RFC 5802, RFC 7677) without sending it, at first
 * and again, and leaves a server that does not prove in turn that it knows the password.
 * Fewer than 4,096 iterations and more than 1,000,000 are refused. Nothing is bound to
 * the TLS channel. Its exceptions and its text form hold no secret.
 */
public final class MqttScramClientAuthenticator implements MqttClientAuthenticator {

	private static final int NONCE_BYTES = 18;

	private final SecureRandom random = new SecureRandom();

	private final String userName;

	private final Supplier<? extends CharSequence> password;

	/**
	 * Create an authenticator with a password that stays.
	 * @param userName the user name, not empty
	 * @param password the password, not empty
	 */
	public MqttScramClientAuthenticator(String userName, CharSequence password) {
		this(userName, supplier(password));
	}

	/**
	 * Create an authenticator.
	 * @param userName the user name, not empty
	 * @param password gives the password, asked each time that it is to be proved; may
	 * block
	 */
	public MqttScramClientAuthenticator(String userName, Supplier<? extends CharSequence> password) {
		this.userName = Objects.requireNonNull(userName, "userName");
		this.password = Objects.requireNonNull(password, "password");
	}

	private static Supplier<CharSequence> supplier(CharSequence password) {
		Objects.requireNonNull(password, "password");
		return () -> password;
	}

	@Override
	public String method() {
		return ScramSha256.METHOD;
	}

	@Override
	public Exchange begin(String serverUri) {
		byte[] nonce = new byte[NONCE_BYTES];
		this.random.nextBytes(nonce);
		try {
			return new Scram(ClientFirst.of(this.userName, Base64.getEncoder().withoutPadding().encodeToString(nonce)));
		}
		catch (ScramException ex) {
			throw failure(ex);
		}
	}

	private static IllegalStateException failure(ScramException cause) {
		return new IllegalStateException(ScramSha256.METHOD + ": " + cause.getMessage());
	}

	@Override
	public String toString() {
		return "MqttScramClientAuthenticator[userName=" + this.userName + "]";
	}

	/** One proof. */
	private final class Scram implements Exchange {

		private final ClientFirst first;

		// what a server says that knows the password
		private byte @Nullable [] expected;

		private Scram(ClientFirst first) {
			this.first = first;
		}

		@Override
		public byte[] first() {
			return this.first.text().getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public CompletionStage<byte[]> answer(byte[] challenge) {
			if (this.expected != null) {
				throw new IllegalStateException(ScramSha256.METHOD + ": the server asks twice");
			}
			try {
				ServerFirst asked = ServerFirst.parse(ByteBuffer.wrap(challenge), this.first);
				byte[] prepared = SaslPrep.prepare(MqttScramClientAuthenticator.this.password.get())
					.getBytes(StandardCharsets.UTF_8);
				if (prepared.length == 0) {
					throw new ScramException("an empty password");
				}
				byte[] salted = ScramSha256.saltedPassword(prepared, asked.salt(), asked.iterations());
				ClientFinal proof = ClientFinal.of(this.first, asked, ScramSha256.clientKey(salted));
				this.expected = ScramSha256.signature(ScramSha256.serverKey(salted), proof.said(this.first, asked));
				return CompletableFuture.completedFuture(proof.text().getBytes(StandardCharsets.UTF_8));
			}
			catch (ScramException ex) {
				throw failure(ex);
			}
		}

		@Override
		public void succeeded(byte[] data) {
			try {
				ServerFinal said = ServerFinal.parse(ByteBuffer.wrap(data));
				if (!MessageDigest.isEqual(said.signature(), this.expected)) {
					throw new ScramException("the server does not prove that it knows the password");
				}
			}
			catch (ScramException ex) {
				throw failure(ex);
			}
		}

	}

}
