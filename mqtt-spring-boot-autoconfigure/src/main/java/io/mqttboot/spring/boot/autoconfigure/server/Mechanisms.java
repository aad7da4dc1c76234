package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import io.mqttboot.server.MqttServerBuilder;
import io.mqttboot.server.config.MqttClientAuth;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.spi.MqttAuthenticator;
import io.mqttboot.server.spi.MqttCertificateAuthenticator;
import io.mqttboot.server.spi.MqttScramCredentials;
import io.mqttboot.server.spi.MqttScramPasswordAuthenticator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to authenticate that need no code: users of the configuration, libraries,
 * certificates. A library is used unasked only where nothing else is to authenticate
 * clients: who adds Spring Security for something else keeps the server that was there.
 */
final class Mechanisms {

	private static final Logger logger = LoggerFactory.getLogger(Mechanisms.class);

	private final MqttServerAuthProperties properties;

	private final PasswordEncodings encodings;

	private final List<LibraryMechanism> libraries;

	private final List<LibraryMechanism> used = new ArrayList<>();

	private final List<String> titles = new ArrayList<>();

	Mechanisms(MqttServerAuthProperties properties, PasswordEncodings encodings, List<LibraryMechanism> libraries) {
		this.properties = properties;
		this.encodings = encodings;
		this.libraries = libraries.stream().sorted(Comparator.comparing(LibraryMechanism::kind)).toList();
	}

	/**
	 * Adds them to a server, behind the beans of the application. Of those that judge
	 * passwords a client needs one.
	 */
	void applyTo(MqttServerBuilder builder, ApplicationBeans beans) {
		List<MqttAuthenticator> byPassword = new ArrayList<>();
		List<MqttScramUsers> known = beans.scramUsers();
		ConfiguredUsers users = new ConfiguredUsers(this.properties.getUsers(), this.encodings);
		if (!users.isEmpty()) {
			use("users of the configuration", byPassword, users);
		}
		if (!known.isEmpty()) {
			use("MqttScramUsers", byPassword, new MqttScramPasswordAuthenticator(oneOf(known)));
		}
		for (LibraryMechanism library : libraries(beans.authenticate() || !byPassword.isEmpty())) {
			this.used.add(library);
			use(library.kind().title(), byPassword, (request) -> library.authenticator().authenticate(request));
		}
		if (!byPassword.isEmpty()) {
			builder.authenticator(new FirstToDecide(byPassword));
		}
		if (!known.isEmpty() || !users.credentials().isEmpty()) {
			this.titles.add("SCRAM-SHA-256");
			builder.authenticator(ScramUsersAuthenticator.of(users, oneOf(known)));
		}
		MqttCertificateAuthenticator.Name certificate = this.properties.getCertificate();
		if (certificate != null) {
			this.titles.add("certificates");
			builder.authenticator(new MqttCertificateAuthenticator(certificate));
		}
		if (!this.titles.isEmpty()) {
			logger.info("MQTT-6008 MQTT clients are authenticated by {}{}", String.join(", ", this.titles),
					beans.authenticate() ? ", and by beans of the application" : "");
		}
	}

	private void use(String title, List<MqttAuthenticator> mechanisms, MqttAuthenticator mechanism) {
		this.titles.add(title);
		mechanisms.add(mechanism);
	}

	/** What is asked for; what is there, if nothing is asked for. */
	private List<LibraryMechanism> libraries(boolean others) {
		List<LibraryMechanism> asked = new ArrayList<>();
		List<LibraryMechanism> found = new ArrayList<>();
		for (LibraryMechanism.Kind kind : LibraryMechanism.Kind.values()) {
			Boolean wish = wish(kind);
			LibraryMechanism library = present(kind);
			if (Boolean.TRUE.equals(wish)) {
				if (library == null) {
					throw kind.missing();
				}
				asked.add(library);
			}
			else if (wish == null && library != null) {
				found.add(library);
			}
		}
		if (others || !asked.isEmpty() || this.properties.getCertificate() != null) {
			return asked;
		}
		return found.stream().filter(LibraryMechanism::isIntended).toList();
	}

	private @Nullable Boolean wish(LibraryMechanism.Kind kind) {
		return switch (kind) {
			case JWT -> this.properties.getJwt().getEnabled();
			case SPRING_SECURITY -> this.properties.getSpringSecurity();
		};
	}

	private @Nullable LibraryMechanism present(LibraryMechanism.Kind kind) {
		return this.libraries.stream()
			.filter((each) -> each.kind() == kind && each.isPresent())
			.findFirst()
			.orElse(null);
	}

	private static Function<String, @Nullable MqttScramCredentials> oneOf(List<MqttScramUsers> known) {
		return (userName) -> {
			if (userName.isEmpty()) {
				return null;
			}
			for (MqttScramUsers each : known) {
				MqttScramCredentials credentials = credentials(each, userName);
				if (credentials != null) {
					return credentials;
				}
			}
			return null;
		};
	}

	private static @Nullable MqttScramCredentials credentials(MqttScramUsers users, String userName) {
		try {
			return users.find(userName);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("the credentials of a user cannot be read", ex);
		}
	}

	/**
	 * Checks that a server can do what was asked of it.
	 * @throws AuthenticationSetupException if clients cannot show the certificates that
	 * are to let them in
	 */
	void check(MqttServerConfig config) {
		boolean shown = config.listeners()
			.stream()
			.anyMatch((each) -> each.tls() != null && each.tls().clientAuth() != MqttClientAuth.NONE);
		if (this.properties.getCertificate() != null && !shown) {
			throw new AuthenticationSetupException("certificate",
					"is to let in clients by their certificates, but there is no port that asks for one",
					"Set 'mqtt.server.ssl.client-auth' to 'need' or 'want', and name in 'mqtt.server.ssl.bundle' an "
							+ "SSL bundle with a trust store. Or remove the key.");
		}
	}

	/** Creates the beans that libraries need, before the first client may need them. */
	void resolve() {
		this.used.forEach(LibraryMechanism::authenticator);
	}

}
