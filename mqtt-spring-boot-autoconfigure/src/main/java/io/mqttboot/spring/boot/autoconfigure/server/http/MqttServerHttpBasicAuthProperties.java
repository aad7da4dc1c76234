package io.mqttboot.spring.boot.autoconfigure.server.http;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the one user of the HTTP API where Spring Security is not,
 * {@code mqtt.server.http-basic-auth.*}.
 */
@ConfigurationProperties("mqtt.server.http-basic-auth")
class MqttServerHttpBasicAuthProperties {

	/** Whether a user name and a password let in to the HTTP API. */
	private boolean enable;

	/** User name that lets in to the HTTP API. */
	private @Nullable String username;

	/** Password that lets in to the HTTP API. */
	private @Nullable String password;

	public boolean isEnable() {
		return this.enable;
	}

	public void setEnable(boolean enable) {
		this.enable = enable;
	}

	public @Nullable String getUsername() {
		return this.username;
	}

	public void setUsername(@Nullable String username) {
		this.username = username;
	}

	public @Nullable String getPassword() {
		return this.password;
	}

	public void setPassword(@Nullable String password) {
		this.password = password;
	}

}
