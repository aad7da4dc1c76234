package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttDurability;
import io.mqttboot.server.config.MqttSharedStrategy;
import io.mqttboot.server.config.MqttTransport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * Properties of the server, {@code mqtt.server.*}.
 */
@ConfigurationProperties("mqtt.server")
class MqttServerProperties extends MqttServerExtensionProperties {

	/** Address that the ports are bound to: IPv4, IPv6 or a host name. */
	private String ip = "127.0.0.1";

	/** Port for MQTT on TCP, 0 for any free one. */
	private int port = 1883;

	/** Name shown in logs and health. */
	private String name = "Mqtt-Server";

	/** Memory that holds encoded and waiting packets. */
	private MqttBufferAllocator bufferAllocator = MqttBufferAllocator.HEAP;

	/**
	 * Longest silence tolerated from a client that asks for keep-alive 0, 0 for any. If a
	 * duration suffix is not specified, milliseconds will be used.
	 */
	@DurationUnit(ChronoUnit.MILLIS)
	private Duration heartbeatTimeout = Duration.ofMillis(120_000);

	/**
	 * First and smallest guess of what a socket has to read; it grows under load. If a
	 * size suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize readBufferSize = DataSize.ofBytes(8_092);

	/**
	 * Size of the largest packet taken from a client, fixed header included; MQTT 5
	 * clients are told. If a size suffix is not specified, bytes will be used.
	 */
	@DataSizeUnit(DataUnit.BYTES)
	private DataSize maxBytesInMessage = DataSize.ofBytes(8_092);

	/** Whether every packet is logged, without payload and password. */
	private boolean debug = false;

	/** Whether to serve MQTT over WebSocket. */
	private boolean websocketEnable = true;

	/** Port for MQTT on WebSocket, 0 for any free one. */
	private int websocketPort = 8083;

	/** Comma-separated list of the paths that serve WebSocket. */
	private List<String> websocketPath = List.of("/", "/mqtt");

	/** Number of event loops that carry the clients, 0 for one a processor. */
	private int eventLoops = 0;

	/** Netty transport that carries the sockets. */
	private MqttTransport transport = MqttTransport.AUTO;

	/**
	 * Number of connections that the operating system keeps until they are accepted.
	 */
	private int backlog = 1024;

	/** What an acknowledgement promises where a store outlives the process. */
	private MqttDurability durability = MqttDurability.OS;

	/**
	 * Beginning of the topic that an MQTT 5 client is offered for responses, empty for
	 * none.
	 */
	private String responseTopicPrefix = "responses";

	/** Server that MQTT 5 clients are referred to when this one stops. */
	private @Nullable String serverReference;

	/** Whether to open the ports without TLS. */
	private boolean enabledPlain = true;

	/**
	 * Whether every choice is the safe one: other keys have stricter defaults, and what
	 * is not safe stops the start.
	 */
	private boolean hardened;

	/**
	 * Comma-separated list of the origins of the pages that may connect by WebSocket,
	 * empty for all.
	 */
	private List<String> websocketOrigins = List.of();

	@NestedConfigurationProperty
	private final MqttServerSslProperties ssl = new MqttServerSslProperties();

	@NestedConfigurationProperty
	private final MqttServerForwardingProperties forwarding = new MqttServerForwardingProperties();

	@NestedConfigurationProperty
	private final MqttServerAuthProperties auth = new MqttServerAuthProperties();

	@NestedConfigurationProperty
	private final MqttServerAuthorizationProperties authorization = new MqttServerAuthorizationProperties();

	private final SharedSubscription sharedSubscription = new SharedSubscription();

	@NestedConfigurationProperty
	private final MqttServerAckRetryProperties ackRetry = new MqttServerAckRetryProperties();

	@NestedConfigurationProperty
	private final MqttServerShutdownProperties shutdown = new MqttServerShutdownProperties();

	@NestedConfigurationProperty
	private final MqttServerEventsProperties events = new MqttServerEventsProperties();

	@NestedConfigurationProperty
	private final MqttServerSlowSubscribersProperties slowSubscribers = new MqttServerSlowSubscribersProperties();

	@NestedConfigurationProperty
	private final MqttServerAddressStatisticsProperties addressStatistics = new MqttServerAddressStatisticsProperties();

	@NestedConfigurationProperty
	private final MqttServerLimitsProperties limits = new MqttServerLimitsProperties();

	@NestedConfigurationProperty
	private final MqttServerOverloadProperties overload = new MqttServerOverloadProperties();

	@NestedConfigurationProperty
	private final MqttServerBansProperties bans = new MqttServerBansProperties();

	public boolean isHardened() {
		return this.hardened;
	}

	public void setHardened(boolean hardened) {
		this.hardened = hardened;
	}

	public boolean isEnabledPlain() {
		return this.enabledPlain;
	}

	public void setEnabledPlain(boolean enabledPlain) {
		this.enabledPlain = enabledPlain;
	}

	public List<String> getWebsocketOrigins() {
		return this.websocketOrigins;
	}

	public void setWebsocketOrigins(List<String> websocketOrigins) {
		this.websocketOrigins = websocketOrigins;
	}

	public MqttServerSslProperties getSsl() {
		return this.ssl;
	}

	public MqttServerAuthorizationProperties getAuthorization() {
		return this.authorization;
	}

	public MqttServerForwardingProperties getForwarding() {
		return this.forwarding;
	}

	public String getIp() {
		return this.ip;
	}

	public void setIp(String ip) {
		this.ip = ip;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public MqttBufferAllocator getBufferAllocator() {
		return this.bufferAllocator;
	}

	public void setBufferAllocator(MqttBufferAllocator bufferAllocator) {
		this.bufferAllocator = bufferAllocator;
	}

	public Duration getHeartbeatTimeout() {
		return this.heartbeatTimeout;
	}

	public void setHeartbeatTimeout(Duration heartbeatTimeout) {
		this.heartbeatTimeout = heartbeatTimeout;
	}

	public DataSize getReadBufferSize() {
		return this.readBufferSize;
	}

	public void setReadBufferSize(DataSize readBufferSize) {
		this.readBufferSize = readBufferSize;
	}

	public DataSize getMaxBytesInMessage() {
		return this.maxBytesInMessage;
	}

	public void setMaxBytesInMessage(DataSize maxBytesInMessage) {
		this.maxBytesInMessage = maxBytesInMessage;
	}

	public boolean isDebug() {
		return this.debug;
	}

	public void setDebug(boolean debug) {
		this.debug = debug;
	}

	public boolean isWebsocketEnable() {
		return this.websocketEnable;
	}

	public void setWebsocketEnable(boolean websocketEnable) {
		this.websocketEnable = websocketEnable;
	}

	public int getWebsocketPort() {
		return this.websocketPort;
	}

	public void setWebsocketPort(int websocketPort) {
		this.websocketPort = websocketPort;
	}

	public List<String> getWebsocketPath() {
		return this.websocketPath;
	}

	public void setWebsocketPath(List<String> websocketPath) {
		this.websocketPath = websocketPath;
	}

	public int getEventLoops() {
		return this.eventLoops;
	}

	public void setEventLoops(int eventLoops) {
		this.eventLoops = eventLoops;
	}

	public MqttTransport getTransport() {
		return this.transport;
	}

	public void setTransport(MqttTransport transport) {
		this.transport = transport;
	}

	public int getBacklog() {
		return this.backlog;
	}

	public void setBacklog(int backlog) {
		this.backlog = backlog;
	}

	public MqttDurability getDurability() {
		return this.durability;
	}

	public void setDurability(MqttDurability durability) {
		this.durability = durability;
	}

	public String getResponseTopicPrefix() {
		return this.responseTopicPrefix;
	}

	public void setResponseTopicPrefix(String responseTopicPrefix) {
		this.responseTopicPrefix = responseTopicPrefix;
	}

	public @Nullable String getServerReference() {
		return this.serverReference;
	}

	public void setServerReference(@Nullable String serverReference) {
		this.serverReference = serverReference;
	}

	public MqttServerAuthProperties getAuth() {
		return this.auth;
	}

	public SharedSubscription getSharedSubscription() {
		return this.sharedSubscription;
	}

	public MqttServerAckRetryProperties getAckRetry() {
		return this.ackRetry;
	}

	public MqttServerShutdownProperties getShutdown() {
		return this.shutdown;
	}

	public MqttServerEventsProperties getEvents() {
		return this.events;
	}

	public MqttServerSlowSubscribersProperties getSlowSubscribers() {
		return this.slowSubscribers;
	}

	public MqttServerAddressStatisticsProperties getAddressStatistics() {
		return this.addressStatistics;
	}

	public MqttServerLimitsProperties getLimits() {
		return this.limits;
	}

	public MqttServerOverloadProperties getOverload() {
		return this.overload;
	}

	public MqttServerBansProperties getBans() {
		return this.bans;
	}

	/**
	 * Shared subscriptions.
	 */
	static class SharedSubscription {

		/** How shared subscriptions choose the member that receives a message. */
		private MqttSharedStrategy strategy = MqttSharedStrategy.RANDOM;

		public MqttSharedStrategy getStrategy() {
			return this.strategy;
		}

		public void setStrategy(MqttSharedStrategy strategy) {
			this.strategy = strategy;
		}

	}

}
