package io.mqttboot.spring.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import io.mqttboot.server.config.MqttAttempts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Decides which requests reach the HTTP API: only those whose sender is known, that no
 * other page has made a browser send, and that are not too large. Who the sender is,
 * Spring Security says; without it there is one user, and who fails too often to be that
 * one waits.
 */
public final class MqttHttpGate {

	/** What a browser is asked for. */
	static final String CHALLENGE = "Basic realm=\"MQTT\", charset=\"UTF-8\"";

	private static final Logger logger = LoggerFactory.getLogger(MqttHttpGate.class);

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

	private static final String BASIC = "basic ";

	private final List<PathPattern> guarded = new ArrayList<>();

	private final long bodyBytesMax;

	private final @Nullable MqttBasicUser user;

	private final String authority;

	private final FailedAttempts attempts;

	private MqttHttpGate(MqttHttpSettings settings, @Nullable MqttBasicUser user, String authority,
			MqttAttempts attempts) {
		PathPatternParser parser = PathPatternParser.defaultInstance;
		this.guarded.add(parser.parse(settings.basePath() + "/**"));
		settings.guardedPaths().forEach((path) -> this.guarded.add(parser.parse(path + "/**")));
		this.bodyBytesMax = settings.bodyBytesMax();
		this.user = user;
		this.authority = authority;
		this.attempts = new FailedAttempts(attempts, System::currentTimeMillis);
	}

	/**
	 * Returns a gate for one user.
	 * @param settings what it guards
	 * @param user who may pass
	 * @param attempts how often an address may fail to be that user
	 * @return the gate
	 */
	public static MqttHttpGate of(MqttHttpSettings settings, MqttBasicUser user, MqttAttempts attempts) {
		return new MqttHttpGate(settings, user, "", attempts);
	}

	/**
	 * Returns a gate for those whom Spring Security knows.
	 * @param settings what it guards
	 * @param authority what they must have been granted, empty for nothing
	 * @return the gate
	 */
	public static MqttHttpGate secured(MqttHttpSettings settings, String authority) {
		return new MqttHttpGate(settings, null, authority, MqttAttempts.DEFAULTS);
	}

	/**
	 * Returns whether a path is behind this gate.
	 * @param pathWithinApplication the path, without that of the application
	 * @return whether it is
	 */
	public boolean guards(PathContainer pathWithinApplication) {
		return this.guarded.stream().anyMatch((pattern) -> pattern.matches(pathWithinApplication));
	}

	boolean authenticates() {
		return this.user != null;
	}

	long bodyBytesMax() {
		return this.bodyBytesMax;
	}

	// A browser sends credentials with whatever another page makes it send, but no JSON
	// and no header of its own: for those it would ask this server first (CORS).
	@Nullable Refusal refuses(Caller caller, String method, long contentLength, Function<String, @Nullable String> headers) {
		if (!this.authority.isEmpty() && !caller.authorities().contains(this.authority)) {
			return Refusal.FORBIDDEN;
		}
		if (READING.contains(method)) {
			return null;
		}
		String type = headers.apply("Content-Type");
		boolean json = type != null
				&& type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
		if (!json && headers.apply("X-Requested-With") == null) {
			return Refusal.FORGED;
		}
		return (contentLength > this.bodyBytesMax) ? Refusal.TOO_LARGE : null;
	}

	/** Whether an address has failed too often. */
	boolean isBlocked(String address) {
		return this.attempts.isBlocked(address);
	}

	/**
	 * Finds out who sends a request.
	 * @return the sender, {@code null} if it is nobody who may
	 */
	@Nullable Caller authenticate(@Nullable String authorization, String address) {
		MqttBasicUser only = this.user;
		if (only == null || authorization == null) {
			return null;
		}
		if (isUser(only, authorization)) {
			return new Caller(only.name(), Set.of(), address);
		}
		if (this.attempts.failed(address)) {
			logger.warn("MQTT-7004 {} has failed too often to log in to the HTTP API, and has to wait", address);
		}
		return null;
	}

	// Takes as long for any wrong credentials.
	private static boolean isUser(MqttBasicUser only, String authorization) {
		if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
			return false;
		}
		byte[] said;
		try {
			said = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
		}
		catch (IllegalArgumentException ex) {
			return false; // no credentials at all
		}
		byte[] expected = (only.name() + ":" + only.password()).getBytes(StandardCharsets.UTF_8);
		return MessageDigest.isEqual(digest(said), digest(expected));
	}

	private static byte[] digest(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JVM has SHA-256", ex);
		}
	}

}
