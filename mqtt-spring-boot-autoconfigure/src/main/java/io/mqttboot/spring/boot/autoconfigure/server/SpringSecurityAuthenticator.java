package io.mqttboot.spring.boot.autoconfigure.server;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.spi.MqttAuthRequest;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttAuthenticator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;

/**
 * Has Spring Security decide on user name and password. Every refusal looks alike to the
 * client; one without a user name is left to others. The password is not kept.
 */
final class SpringSecurityAuthenticator implements MqttAuthenticator {

	private static final Logger logger = LoggerFactory.getLogger(SpringSecurityAuthenticator.class);

	private static final MqttAuthResult ABSTAINED = new MqttAuthResult.Abstained();

	private final AuthenticationManager manager;

	SpringSecurityAuthenticator(AuthenticationManager manager) {
		this.manager = manager;
	}

	@Override
	public CompletionStage<MqttAuthResult> authenticate(MqttAuthRequest request) {
		String userName = request.userName();
		return CompletableFuture.completedFuture((userName != null) ? decide(userName, request.password()) : ABSTAINED);
	}

	private MqttAuthResult decide(String userName, @Nullable ByteBuffer password) {
		String text = (password != null) ? PasswordEncodings.text(password) : null;
		if (userName.isEmpty() || text == null || text.isEmpty()) {
			return refused("no user name or no password that is text"); // a directory may
																		// let in without
		}
		UsernamePasswordAuthenticationToken token = UsernamePasswordAuthenticationToken.unauthenticated(userName, text);
		try {
			return accepted(this.manager.authenticate(token));
		}
		catch (AuthenticationServiceException ex) {
			logger.warn("MQTT-6004 Spring Security cannot authenticate MQTT clients: {}", ex.getClass().getName());
			return new MqttAuthResult.Refused(MqttReasonCode.SERVER_UNAVAILABLE, "Spring Security is out of order");
		}
		catch (AuthenticationException ex) {
			return refused(ex.getClass().getSimpleName()); // its message may quote
		}
		finally {
			token.eraseCredentials();
		}
	}

	private static MqttAuthResult accepted(@Nullable Authentication authentication) {
		if (authentication == null || !authentication.isAuthenticated() || authentication.getName().isEmpty()) {
			return refused("Spring Security has not decided");
		}
		if (authentication instanceof CredentialsContainer container) {
			container.eraseCredentials();
		}
		Set<String> authorities = authentication.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		return new MqttAuthResult.Accepted(authentication.getName(), null, Map.of(), authorities, null);
	}

	private static MqttAuthResult refused(String why) {
		return new MqttAuthResult.Refused(MqttReasonCode.BAD_USER_NAME_OR_PASSWORD, why);
	}

}
