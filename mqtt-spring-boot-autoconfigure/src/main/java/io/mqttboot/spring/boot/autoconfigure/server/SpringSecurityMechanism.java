package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.spi.MqttAuthenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * User names and passwords by Spring Security: by its authentication manager if that is a
 * bean, otherwise by its user details. The user whose password Spring Boot makes up at
 * each start is one for a person at a browser; clients are not sent there unasked.
 */
class SpringSecurityMechanism implements LibraryMechanism {

	private static final Logger logger = LoggerFactory.getLogger(SpringSecurityMechanism.class);

	// the bean that is there when Spring Boot makes up a user
	private static final String BOOTS_USER = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration";

	private final ListableBeanFactory beans;

	private final SecurityBeans security;

	private final Environment environment;

	private final SingletonSupplier<MqttAuthenticator> authenticator = SingletonSupplier.of(this::create);

	SpringSecurityMechanism(ListableBeanFactory beans, Environment environment) {
		this.beans = beans;
		this.security = new SecurityBeans(beans, kind());
		this.environment = environment;
	}

	@Override
	public Kind kind() {
		return Kind.SPRING_SECURITY;
	}

	@Override
	public boolean isPresent() {
		return this.security.have(AuthenticationManager.class) || this.security.have(UserDetailsService.class);
	}

	@Override
	public boolean isIntended() {
		if (this.security.have(AuthenticationManager.class) || !this.beans.containsBean(BOOTS_USER)
				|| StringUtils.hasLength(this.environment.getProperty("spring.security.user.password"))) {
			return true;
		}
		logger.info("MQTT-6009 The user with a generated password of Spring Security is not one for MQTT clients; "
				+ "'mqtt.server.auth.spring-security' set to 'true' would make it one");
		return false;
	}

	@Override
	public MqttAuthenticator authenticator() {
		return this.authenticator.obtain();
	}

	private MqttAuthenticator create() {
		return new SpringSecurityAuthenticator(this.security.have(AuthenticationManager.class)
				? this.security.only(AuthenticationManager.class) : userDetails());
	}

	private AuthenticationManager userDetails() {
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(
				this.security.only(UserDetailsService.class));
		if (this.security.have(PasswordEncoder.class)) {
			provider.setPasswordEncoder(this.security.only(PasswordEncoder.class));
		}
		ProviderManager manager = new ProviderManager(provider);
		this.beans.getBeanProvider(AuthenticationEventPublisher.class)
			.ifUnique(manager::setAuthenticationEventPublisher);
		return manager;
	}

}
