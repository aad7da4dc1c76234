package io.mqttboot.spring.boot.autoconfigure.server;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.server.config.MqttClientAuth;
import org.jspecify.annotations.Nullable;

/**
 * Properties of the ports with TLS, {@code mqtt.server.ssl.*}.
 */
class MqttServerSslProperties {

	/** Whether to open ports with TLS; they are when a bundle is named. */
	private @Nullable Boolean enabled;

	/** SSL bundle with the certificate of the server and whom it trusts. */
	private @Nullable String bundle;

	/** Further bundles, for clients that name a host (SNI). */
	private List<ServerNameBundle> serverNameBundles = new ArrayList<>();

	/** Whether clients show a certificate of their own. */
	private MqttClientAuth clientAuth = MqttClientAuth.NONE;

	/** Port for MQTT on TCP with TLS, 0 for any free one. */
	private int port = 8883;

	/** Port for MQTT on WebSocket with TLS, 0 for any free one. */
	private int websocketPort = 8084;

	/**
	 * Location of the lists of revoked certificates, in PEM or DER. All certificates of
	 * clients are checked then, and one without a list of its issuer is refused. Read
	 * again when it changes.
	 */
	private @Nullable String crl;

	/** Whether there are ports with TLS. */
	boolean isOpen() {
		return (this.enabled != null) ? this.enabled : this.bundle != null;
	}

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	public List<ServerNameBundle> getServerNameBundles() {
		return this.serverNameBundles;
	}

	public void setServerNameBundles(List<ServerNameBundle> serverNameBundles) {
		this.serverNameBundles = serverNameBundles;
	}

	public MqttClientAuth getClientAuth() {
		return this.clientAuth;
	}

	public void setClientAuth(MqttClientAuth clientAuth) {
		this.clientAuth = clientAuth;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public int getWebsocketPort() {
		return this.websocketPort;
	}

	public void setWebsocketPort(int websocketPort) {
		this.websocketPort = websocketPort;
	}

	public @Nullable String getCrl() {
		return this.crl;
	}

	public void setCrl(@Nullable String crl) {
		this.crl = crl;
	}

	/**
	 * The bundle of a host.
	 */
	static class ServerNameBundle {

		/** Name of the host, or {@code *.} and what follows the first dot. */
		private @Nullable String serverName;

		/** SSL bundle with its certificate. */
		private @Nullable String bundle;

		public @Nullable String getServerName() {
			return this.serverName;
		}

		public void setServerName(@Nullable String serverName) {
			this.serverName = serverName;
		}

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

}
