package io.mqttboot.spring.boot.autoconfigure.client;

import org.jspecify.annotations.Nullable;

/**
 * What stands between a client and its servers, {@code mqtt.client.proxy.*}.
 */
class MqttClientProxyProperties {

	/**
	 * Where a proxy is, such as http://host:8080, socks5://host:1080 or socks4://host;
	 * without it there is none.
	 */
	private @Nullable String uri;

	/** User name for the proxy. */
	private @Nullable String username;

	/** Password for the proxy. */
	private @Nullable String password;

	public @Nullable String getUri() {
		return this.uri;
	}

	public void setUri(@Nullable String uri) {
		this.uri = uri;
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
