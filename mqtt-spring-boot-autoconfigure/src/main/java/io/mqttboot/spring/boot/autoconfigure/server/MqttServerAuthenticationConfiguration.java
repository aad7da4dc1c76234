package io.mqttboot.spring.boot.autoconfigure.server;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

/**
 * What authenticates clients without code of the application: each library that can is
 * apart, for it may be missing.
 */
@Configuration(proxyBeanMethods = false)
class MqttServerAuthenticationConfiguration {

	@Bean
	Mechanisms mqttServerMechanisms(MqttServerProperties properties, ObjectProvider<LibraryEncodings> encodings,
			ObjectProvider<LibraryMechanism> libraries) {
		return new Mechanisms(properties.getAuth(),
				new PasswordEncodings(encodings::getIfAvailable, properties.isHardened()), libraries.stream().toList());
	}

	/**
	 * Encodings of passwords.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PasswordEncoderFactories.class)
	static class EncodingsConfiguration {

		@Bean
		@Lazy
		LibraryEncodings mqttServerLibraryEncodings() {
			return new LibraryEncodings();
		}

	}

	/**
	 * User names and passwords.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AuthenticationManager.class)
	static class SpringSecurityConfiguration {

		@Bean
		SpringSecurityMechanism mqttServerSpringSecurityMechanism(ListableBeanFactory beanFactory,
				Environment environment) {
			return new SpringSecurityMechanism(beanFactory, environment);
		}

	}

	/**
	 * Tokens.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ JwtDecoder.class, JwtAuthenticationConverter.class })
	static class JwtConfiguration {

		@Bean
		JwtMechanism mqttServerJwtMechanism(ListableBeanFactory beanFactory, MqttServerProperties properties) {
			return new JwtMechanism(beanFactory, properties.getAuth().getJwt());
		}

	}

}
