package io.mqttboot.spring.boot.autoconfigure.server;

import io.mqttboot.server.spi.MqttAuthenticator;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tokens by the decoder of a resource server, and by its converter if that is a bean.
 */
class JwtMechanism implements LibraryMechanism {

	private final SecurityBeans beans;

	private final MqttServerAuthProperties.Jwt properties;

	private final SingletonSupplier<MqttAuthenticator> authenticator = SingletonSupplier.of(this::create);

	JwtMechanism(ListableBeanFactory beans, MqttServerAuthProperties.Jwt properties) {
		this.beans = new SecurityBeans(beans, kind());
		this.properties = properties;
	}

	@Override
	public Kind kind() {
		return Kind.JWT;
	}

	@Override
	public boolean isPresent() {
		return this.beans.have(JwtDecoder.class);
	}

	@Override
	public boolean isIntended() {
		return true;
	}

	@Override
	public MqttAuthenticator authenticator() {
		return this.authenticator.obtain();
	}

	private MqttAuthenticator create() {
		JwtAuthenticationConverter converter = this.beans.have(JwtAuthenticationConverter.class)
				? this.beans.only(JwtAuthenticationConverter.class) : new JwtAuthenticationConverter();
		return new JwtAuthenticator(this.beans.only(JwtDecoder.class), converter, this.properties.getPrincipalClaim(),
				this.properties.getAttributeClaims());
	}

}
