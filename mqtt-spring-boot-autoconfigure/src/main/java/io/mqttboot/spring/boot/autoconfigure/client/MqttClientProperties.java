package io.mqttboot.spring.boot.autoconfigure.client;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.mqttboot.MqttVersion;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of the client, {@code mqtt.client.*}, and of each further one,
 * {@code mqtt.clients.<name>.*}.
 */
@ConfigurationProperties("mqtt.client")
class MqttClientProperties {

	static final String PREFIX = "mqtt.client.";

	/** Whether the client connects. */
	private boolean enabled = true;

	/**
	 * Comma-separated list of the servers, one after the other is tried: tcp, mqtt, ssl,
	 * mqtts, ws or wss URIs.
	 */
	private List<String> serverUri = List.of();

	/** Address or name of the server, where no server-uri stands. */
	private @Nullable String ip;

	/** Port of the server, where no server-uri stands. */
	private @Nullable Integer port;

	/** User name to connect with. */
	private @Nullable String username;

	/** Password to connect with. */
	private @Nullable String password;

	/** Client identifier; without one it is drawn once. */
	private @Nullable String clientId;

	/** Version of the protocol; a server that refuses it is an error. */
	private MqttVersion version = MqttVersion.MQTT_3_1_1;

	/** Whether each connection begins a new session. */
	private boolean cleanSession = true;

	/**
	 * How long an MQTT 5 server keeps the session after a connection; without it, not at
	 * all with a clean session, and for ever otherwise. If a duration suffix is not
	 * specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration sessionExpiry;

	/**
	 * Longest silence before the server is asked whether it is there, 0 for any. If a
	 * duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration keepAliveInterval = Duration.ofSeconds(60);

	/**
	 * How long a connection may take until the server has let the client in. If a
	 * duration suffix is not specified, seconds will be used.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration connectionTimeout = Duration.ofSeconds(30);

	/** Whether a connection that was lost or could not be made is tried again. */
	private boolean automaticReconnect = true;

	/**
	 * Whether the application fails to start when the first connection cannot be made.
	 */
	private boolean failFast = false;

	/** Number of threads that call handlers of messages, unless they are virtual. */
	private int handlerThreads = 4;

	/** Whether a server that names another one is believed; MQTT 5 only. */
	private boolean followRedirects = true;

	/** Whether every packet is logged, without payload and password. */
	private boolean debug = false;

	@NestedConfigurationProperty
	private final MqttClientWillProperties will = new MqttClientWillProperties();

	private final Ssl ssl = new Ssl();

	@NestedConfigurationProperty
	private final MqttClientProxyProperties proxy = new MqttClientProxyProperties();

	@NestedConfigurationProperty
	private MqttClientAlibabaProperties alibaba = new MqttClientAlibabaProperties();

	@NestedConfigurationProperty
	private final MqttClientReconnectProperties reconnect = new MqttClientReconnectProperties();

	private final AckRetry ackRetry = new AckRetry();

	private final Shutdown shutdown = new Shutdown();

	@NestedConfigurationProperty
	private final MqttClientLimitsProperties limits = new MqttClientLimitsProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getServerUri() {
		return this.serverUri;
	}

	public void setServerUri(List<String> serverUri) {
		this.serverUri = serverUri;
	}

	public @Nullable String getIp() {
		return this.ip;
	}

	public void setIp(@Nullable String ip) {
		this.ip = ip;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
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

	public @Nullable String getClientId() {
		return this.clientId;
	}

	public void setClientId(@Nullable String clientId) {
		this.clientId = clientId;
	}

	public MqttVersion getVersion() {
		return this.version;
	}

	public void setVersion(MqttVersion version) {
		this.version = version;
	}

	public boolean isCleanSession() {
		return this.cleanSession;
	}

	public void setCleanSession(boolean cleanSession) {
		this.cleanSession = cleanSession;
	}

	public @Nullable Duration getSessionExpiry() {
		return this.sessionExpiry;
	}

	public void setSessionExpiry(@Nullable Duration sessionExpiry) {
		this.sessionExpiry = sessionExpiry;
	}

	public Duration getKeepAliveInterval() {
		return this.keepAliveInterval;
	}

	public void setKeepAliveInterval(Duration keepAliveInterval) {
		this.keepAliveInterval = keepAliveInterval;
	}

	public Duration getConnectionTimeout() {
		return this.connectionTimeout;
	}

	public void setConnectionTimeout(Duration connectionTimeout) {
		this.connectionTimeout = connectionTimeout;
	}

	public boolean isAutomaticReconnect() {
		return this.automaticReconnect;
	}

	public void setAutomaticReconnect(boolean automaticReconnect) {
		this.automaticReconnect = automaticReconnect;
	}

	public boolean isFailFast() {
		return this.failFast;
	}

	public void setFailFast(boolean failFast) {
		this.failFast = failFast;
	}

	public int getHandlerThreads() {
		return this.handlerThreads;
	}

	public void setHandlerThreads(int handlerThreads) {
		this.handlerThreads = handlerThreads;
	}

	public boolean isFollowRedirects() {
		return this.followRedirects;
	}

	public void setFollowRedirects(boolean followRedirects) {
		this.followRedirects = followRedirects;
	}

	public boolean isDebug() {
		return this.debug;
	}

	public void setDebug(boolean debug) {
		this.debug = debug;
	}

	public MqttClientWillProperties getWill() {
		return this.will;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public MqttClientProxyProperties getProxy() {
		return this.proxy;
	}

	public MqttClientAlibabaProperties getAlibaba() {
		return this.alibaba;
	}

	void setAlibaba(MqttClientAlibabaProperties alibaba) {
		this.alibaba = alibaba;
	}

	public MqttClientReconnectProperties getReconnect() {
		return this.reconnect;
	}

	public AckRetry getAckRetry() {
		return this.ackRetry;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public MqttClientLimitsProperties getLimits() {
		return this.limits;
	}

	/**
	 * How connections are encrypted.
	 */
	static class Ssl {

		/**
		 * Whether connections are encrypted; by default where server-uri says so or a
		 * bundle is named.
		 */
		private @Nullable Boolean enabled;

		/** Name of the SSL bundle; without one the platform decides what is trusted. */
		private @Nullable String bundle;

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

	}

	/**
	 * What happens when an acknowledgement does not come.
	 */
	static class AckRetry {

		/**
		 * How often an unacknowledged packet is sent again to an MQTT 3 server, 0 for
		 * never.
		 */
		private int maxAttempts = 5;

		/**
		 * How long an acknowledgement is waited for. If a duration suffix is not
		 * specified, seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration interval = Duration.ofSeconds(10);

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

	}

	/**
	 * How the client goes.
	 */
	static class Shutdown {

		/**
		 * How long a stop waits until what was published is delivered. If a duration
		 * suffix is not specified, seconds will be used.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration gracePeriod = Duration.ofSeconds(5);

		public Duration getGracePeriod() {
			return this.gracePeriod;
		}

		public void setGracePeriod(Duration gracePeriod) {
			this.gracePeriod = gracePeriod;
		}

	}

}
