package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.jwk.source.ImmutableSecret;

import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Somebody who issues tokens, and the decoder that knows the key.
 */
final class Tokens {

	/** The end of the tokens. */
	static final Instant EXPIRY = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

	private Tokens() {
	}

	private static SecretKey key(String secret) {
		return new SecretKeySpec(secret.repeat(8).getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
	}

	static JwtDecoder decoder() {
		return NimbusJwtDecoder.withSecretKey(key("good")).macAlgorithm(MacAlgorithm.HS256).build();
	}

	/** Issues a token for alice, with other claims. */
	static String issue(Consumer<JwtClaimsSet.Builder> claims) {
		return issue("good", claims);
	}

	/** Issues a token that somebody else has signed. */
	static String forge() {
		return issue("evil", (claims) -> {
		});
	}

	private static String issue(String secret, Consumer<JwtClaimsSet.Builder> claims) {
		JwtClaimsSet.Builder builder = JwtClaimsSet.builder().subject("alice").expiresAt(EXPIRY);
		claims.accept(builder);
		return new NimbusJwtEncoder(new ImmutableSecret<>(key(secret)))
			.encode(JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), builder.build()))
			.getTokenValue();
	}

}
