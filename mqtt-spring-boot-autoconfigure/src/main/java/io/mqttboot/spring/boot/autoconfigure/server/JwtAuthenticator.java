package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Takes the password for a token and has the resource server's decoder judge it. What
 * does not look like a token is left to others. A client that sends a user name too must
 * send the token's principal: nobody appears under a name that was not proved.
 */
final class JwtAuthenticator implements MqttAuthenticator {

	private static final Logger logger = LoggerFactory.getLogger(JwtAuthenticator.class);

	private static final MqttAuthResult ABSTAINED = new MqttAuthResult.Abstained();

	// header, claims and signature
	private static final Pattern TOKEN = Pattern.compile("([\\w-]+)\\.[\\w-]+\\.[\\w-]*");

	private final JwtDecoder decoder;

	private final Converter<Jwt, ? extends AbstractAuthenticationToken> converter;

	private final @Nullable String principalClaim;

	private final List<String> attributeClaims;

	/**
	 * Creates an authenticator.
	 * @param converter finds the authorities
	 * @param principalClaim the claim that is the principal, {@code null} for what the
	 * converter says
	 * @param attributeClaims the claims that become attributes
	 */
	JwtAuthenticator(JwtDecoder decoder, Converter<Jwt, ? extends AbstractAuthenticationToken> converter,
			@Nullable String principalClaim, List<String> attributeClaims) {
		this.decoder = decoder;
		this.converter = converter;
		this.principalClaim = principalClaim;
		this.attributeClaims = List.copyOf(attributeClaims);
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		ByteBuffer password = request.password();
		String text = (password != null) ? PasswordEncodings.text(password) : null;
		return CompletableFuture
			.completedFuture((text != null && isToken(text)) ? decide(text, request.userName()) : ABSTAINED);
	}

	/** Three parts, of which the first is a JSON object: few passwords are like that. */
	private static boolean isToken(String text) {
		Matcher parts = TOKEN.matcher(text);
		if (!parts.matches()) {
			return false;
		}
		try {
			String header = new String(Base64.getUrlDecoder().decode(parts.group(1)), StandardCharsets.UTF_8).strip();
			return header.startsWith("{") && header.endsWith("}");
		}
		catch (IllegalArgumentException ex) {
			return false; // no Base64
		}
	}

	private MqttAuthResult decide(String token, @Nullable String userName) {
		try {
			return accepted(this.decoder.decode(token), userName);
		}
		catch (BadJwtException ex) { // its message may quote
			return refused("the token is not valid");
		}
		catch (JwtException ex) {
			logger.warn("MQTT-6001 Tokens of MQTT clients cannot be checked: {}", ex.getClass().getName());
			return new MqttAuthResult.Refused(MqttReasonCode.SERVER_UNAVAILABLE, "the token cannot be checked");
		}
		catch (AuthenticationException ex) {
			return refused("the token is not accepted: " + ex.getClass().getSimpleName());
		}
	}

	private MqttAuthResult accepted(Jwt jwt, @Nullable String userName) {
		AbstractAuthenticationToken authentication = this.converter.convert(jwt);
		if (authentication == null) {
			return refused("the token is nobody's");
		}
		String principal = (this.principalClaim != null) ? text(jwt.getClaim(this.principalClaim))
				: authentication.getName();
		if (principal == null || principal.isEmpty()) {
			return refused("the token has no principal");
		}
		if (userName != null && !userName.isEmpty() && !userName.equals(principal)) {
			return refused("the user name is not the principal of the token");
		}
		return new MqttAuthResult.Accepted(principal, null, attributes(jwt), names(authentication.getAuthorities()),
				jwt.getExpiresAt());
	}

	private Map<String, String> attributes(Jwt jwt) {
		Map<String, String> attributes = new HashMap<>();
		for (String claim : this.attributeClaims) {
			String value = text(jwt.getClaim(claim));
			if (value != null) {
				attributes.put(claim, value);
			}
		}
		return attributes;
	}

	/** What is no plain value is nothing that a rule could use. */
	private static @Nullable String text(@Nullable Object claim) {
		return (claim instanceof String || claim instanceof Number || claim instanceof Boolean) ? claim.toString()
				: null;
	}

	private static Set<String> names(Collection<GrantedAuthority> authorities) {
		return authorities.stream()
			.map(GrantedAuthority::getAuthority)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
	}

	private static MqttAuthResult refused(String why) {
		return new MqttAuthResult.Refused(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD, why);
	}

}
