package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.mqttboot.server.config.MqttAnonymous;
import io.mqttboot.server.spi.MqttCertificateAuthenticator.Name;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;

/**
 * Authentication.
 */
class MqttServerAuthProperties {

	/** Who may connect while nothing authenticates clients. */
	private MqttAnonymous anonymous = MqttAnonymous.LOOPBACK_ONLY;

	/**
	 * How long authentication may take before the client is refused. If a duration suffix
	 * is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration timeout = Duration.ofSeconds(10);

	@NestedConfigurationProperty
	private final MqttServerAttemptsProperties attempts = new MqttServerAttemptsProperties();

	/** Users that may connect, each with a name and an encoded password. */
	private List<User> users = new ArrayList<>();

	/**
	 * Whether Spring Security decides on user names and passwords. Unless set, it does
	 * where it has a bean for that and nothing else is to authenticate clients.
	 */
	private @Nullable Boolean springSecurity;

	/** What of the certificate of a client becomes its principal. */
	private @Nullable Name certificate;

	private final Jwt jwt = new Jwt();

	public MqttAnonymous getAnonymous() {
		return this.anonymous;
	}

	public void setAnonymous(MqttAnonymous anonymous) {
		this.anonymous = anonymous;
	}

	public MqttServerAttemptsProperties getAttempts() {
		return this.attempts;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public List<User> getUsers() {
		return this.users;
	}

	public void setUsers(List<User> users) {
		this.users = users;
	}

	public @Nullable Boolean getSpringSecurity() {
		return this.springSecurity;
	}

	public void setSpringSecurity(@Nullable Boolean springSecurity) {
		this.springSecurity = springSecurity;
	}

	public @Nullable Name getCertificate() {
		return this.certificate;
	}

	public void setCertificate(@Nullable Name certificate) {
		this.certificate = certificate;
	}

	public Jwt getJwt() {
		return this.jwt;
	}

	/**
	 * A user.
	 */
	static class User {

		/** User name, which becomes the principal. */
		private @Nullable String name;

		/** Password, encoded as its prefix in braces says. */
		private @Nullable String password;

		/** What the user is granted: roles, groups. */
		private Set<String> authorities = new LinkedHashSet<>();

		/** Further facts about the user, for placeholders of rules. */
		private Map<String, String> attributes = new LinkedHashMap<>();

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = name;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public Set<String> getAuthorities() {
			return this.authorities;
		}

		public void setAuthorities(Set<String> authorities) {
			this.authorities = authorities;
		}

		public Map<String, String> getAttributes() {
			return this.attributes;
		}

		public void setAttributes(Map<String, String> attributes) {
			this.attributes = attributes;
		}

	}

	/**
	 * Tokens.
	 */
	static class Jwt {

		/**
		 * Whether a password may be a token for the JwtDecoder bean. Unless set, it may
		 * where there is one and nothing else is to authenticate clients.
		 */
		private @Nullable Boolean enabled;

		/**
		 * Claim that becomes the principal; unless set, the one that Spring Security
		 * takes.
		 */
		private @Nullable String principalClaim;

		/**
		 * Comma-separated list of the claims that become attributes, for placeholders of
		 * rules.
		 */
		private List<String> attributeClaims = new ArrayList<>();

		public @Nullable Boolean getEnabled() {
			return this.enabled;
		}

		public void setEnabled(@Nullable Boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getPrincipalClaim() {
			return this.principalClaim;
		}

		public void setPrincipalClaim(@Nullable String principalClaim) {
			this.principalClaim = principalClaim;
		}

		public List<String> getAttributeClaims() {
			return this.attributeClaims;
		}

		public void setAttributeClaims(List<String> attributeClaims) {
			this.attributeClaims = attributeClaims;
		}

	}

}
