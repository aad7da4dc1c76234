package io.mqttboot.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a server is set up. Immutable; made by {@link #builder()}.
 *
 * @param name the name shown in logs
 * @param listeners the ports that are opened
 * @param limits every limit
 * @param heartbeatTimeout the longest silence tolerated from a client that asks for
 * keep-alive 0; zero for any
 * @param bufferAllocator where the bytes of waiting packets live
 * @param readBufferBytes the first and smallest guess of what a socket has to read
 * @param debug whether every packet is logged, without payload and password
 * @param eventLoops event loops that carry the connections, 0 for one a processor
 * @param transport which transport carries the sockets
 * @param anonymous who may connect while nothing authenticates
 * @param authTimeout how long authentication may take before it counts as refused
 * @param attempts how often a client may fail to authenticate
 * @param sharedStrategy how shared subscriptions choose a member
 * @param queuePolicy what happens when the queue of a session is full
 * @param ackRetryMax how often an unacknowledged packet is sent again to an MQTT 3
 * client, 0 for never
 * @param ackRetryInterval how long an acknowledgement is waited for
 * @param durability what an acknowledgement promises
 * @param shutdownGrace how long a stop waits for clients to go
 * @param willsOnShutdown whether a stop fires the wills of sessions that outlive it
 * @param responseTopicPrefix what the response information begins with that an MQTT 5
 * client may ask for, empty for none
 * @param serverReference where clients are sent when the server stops (MQTT 5.0, 4.11),
 * empty for nowhere
 * @param forwarding who may say where a connection comes from
 * @param authorization how permissions are applied
 * @param overload when the server is overloaded
 * @param bans who is kept out
 * @param slowSubscribers which clients are remembered as slow
 * @param addressStatistics whether it is counted what comes from each address
 * @param hardened whether the server refuses to start while a choice is not the safe one
 * @param extensions what goes beyond the standard
 */
public record MqttServerConfig(String name, List<MqttListenerConfig> listeners, MqttLimits limits,
		Duration heartbeatTimeout, MqttBufferAllocator bufferAllocator, int readBufferBytes, boolean debug,
		int eventLoops, MqttTransport transport, MqttAnonymous anonymous, Duration authTimeout, MqttAttempts attempts,
		MqttSharedStrategy sharedStrategy, MqttQueuePolicy queuePolicy, int ackRetryMax, Duration ackRetryInterval,
		MqttDurability durability, Duration shutdownGrace, boolean willsOnShutdown, String responseTopicPrefix,
		String serverReference, MqttForwarding forwarding, MqttAuthorization authorization, MqttOverload overload,
		MqttBanPolicy bans, MqttSlowSubscribers slowSubscribers, MqttAddressStatistics addressStatistics,
		boolean hardened, MqttExtensions extensions) {

	public MqttServerConfig {
		Objects.requireNonNull(name, "name");
		listeners = List.copyOf(listeners);
		Objects.requireNonNull(limits, "limits");
		Objects.requireNonNull(heartbeatTimeout, "heartbeatTimeout");
		Objects.requireNonNull(bufferAllocator, "bufferAllocator");
		Objects.requireNonNull(transport, "transport");
		Objects.requireNonNull(anonymous, "anonymous");
		Objects.requireNonNull(authTimeout, "authTimeout");
		Objects.requireNonNull(attempts, "attempts");
		Objects.requireNonNull(sharedStrategy, "sharedStrategy");
		Objects.requireNonNull(queuePolicy, "queuePolicy");
		Objects.requireNonNull(ackRetryInterval, "ackRetryInterval");
		Objects.requireNonNull(durability, "durability");
		Objects.requireNonNull(shutdownGrace, "shutdownGrace");
		Objects.requireNonNull(responseTopicPrefix, "responseTopicPrefix");
		Objects.requireNonNull(serverReference, "serverReference");
		Objects.requireNonNull(forwarding, "forwarding");
		Objects.requireNonNull(authorization, "authorization");
		Objects.requireNonNull(overload, "overload");
		Objects.requireNonNull(bans, "bans");
		Objects.requireNonNull(extensions, "extensions");
		Objects.requireNonNull(slowSubscribers, "slowSubscribers");
		Objects.requireNonNull(addressStatistics, "addressStatistics");
		if (listeners.isEmpty()) {
			throw new IllegalArgumentException("a server needs a listener");
		}
		if (readBufferBytes < 64) {
			throw new IllegalArgumentException("readBufferBytes must be at least 64 but is " + readBufferBytes);
		}
		if (eventLoops < 0 || ackRetryMax < 0) {
			throw new IllegalArgumentException("eventLoops and ackRetryMax must not be negative");
		}
	}

	/**
	 * Starts from the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Starts from this configuration.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.name = this.name;
		builder.listeners = this.listeners;
		builder.limits = this.limits;
		builder.heartbeatTimeout = this.heartbeatTimeout;
		builder.bufferAllocator = this.bufferAllocator;
		builder.readBufferBytes = this.readBufferBytes;
		builder.debug = this.debug;
		builder.eventLoops = this.eventLoops;
		builder.transport = this.transport;
		builder.anonymous = this.anonymous;
		builder.authTimeout = this.authTimeout;
		builder.attempts = this.attempts;
		builder.sharedStrategy = this.sharedStrategy;
		builder.queuePolicy = this.queuePolicy;
		builder.ackRetryMax = this.ackRetryMax;
		builder.ackRetryInterval = this.ackRetryInterval;
		builder.durability = this.durability;
		builder.shutdownGrace = this.shutdownGrace;
		builder.willsOnShutdown = this.willsOnShutdown;
		builder.responseTopicPrefix = this.responseTopicPrefix;
		builder.serverReference = this.serverReference;
		builder.forwarding = this.forwarding;
		builder.authorization = this.authorization;
		builder.overload = this.overload;
		builder.bans = this.bans;
		builder.slowSubscribers = this.slowSubscribers;
		builder.addressStatistics = this.addressStatistics;
		builder.hardened = this.hardened;
		builder.extensions = this.extensions;
		return builder;
	}

	/**
	 * Builds a {@link MqttServerConfig}; every method sets the part of its name.
	 */
	public static final class Builder {

		private String name = "Mqtt-Server";

		private List<MqttListenerConfig> listeners = List.of(MqttListenerConfig.tcp("127.0.0.1", 1883));

		private MqttLimits limits = MqttLimits.DEFAULTS;

		private Duration heartbeatTimeout = Duration.ofSeconds(120);

		private MqttBufferAllocator bufferAllocator = MqttBufferAllocator.HEAP;

		private int readBufferBytes = 8_092;

		private boolean debug = false;

		private int eventLoops = 0;

		private MqttTransport transport = MqttTransport.AUTO;

		private MqttAnonymous anonymous = MqttAnonymous.LOOPBACK_ONLY;

		private Duration authTimeout = Duration.ofSeconds(10);

		private MqttAttempts attempts = MqttAttempts.DEFAULTS;

		private MqttSharedStrategy sharedStrategy = MqttSharedStrategy.RANDOM;

		private MqttQueuePolicy queuePolicy = MqttQueuePolicy.DROP_NEWEST;

		private int ackRetryMax = 5;

		private Duration ackRetryInterval = Duration.ofSeconds(10);

		private MqttDurability durability = MqttDurability.OS;

		private Duration shutdownGrace = Duration.ofSeconds(20);

		private boolean willsOnShutdown = false;

		private String responseTopicPrefix = "responses";

		private String serverReference = "";

		private MqttForwarding forwarding = MqttForwarding.NONE;

		private MqttAuthorization authorization = MqttAuthorization.DEFAULTS;

		private MqttOverload overload = MqttOverload.DEFAULTS;

		private MqttBanPolicy bans = MqttBanPolicy.DEFAULTS;

		private MqttSlowSubscribers slowSubscribers = MqttSlowSubscribers.DEFAULTS;

		private MqttAddressStatistics addressStatistics = MqttAddressStatistics.DEFAULTS;

		private boolean hardened;

		private MqttExtensions extensions = MqttExtensions.NONE;

		private Builder() {
		}

		/**
		 * Sets {@link MqttServerConfig#name()}.
		 * @param name the name shown in logs
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#listeners()}.
		 * @param listeners the ports that are opened
		 * @return this builder
		 */
		public Builder listeners(List<MqttListenerConfig> listeners) {
			this.listeners = listeners;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#limits()}.
		 * @param limits every limit
		 * @return this builder
		 */
		public Builder limits(MqttLimits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#heartbeatTimeout()}.
		 * @param heartbeatTimeout the longest silence tolerated from a client that asks
		 * for keep-alive 0; zero for any
		 * @return this builder
		 */
		public Builder heartbeatTimeout(Duration heartbeatTimeout) {
			this.heartbeatTimeout = heartbeatTimeout;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#bufferAllocator()}.
		 * @param bufferAllocator where the bytes of waiting packets live
		 * @return this builder
		 */
		public Builder bufferAllocator(MqttBufferAllocator bufferAllocator) {
			this.bufferAllocator = bufferAllocator;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#readBufferBytes()}.
		 * @param readBufferBytes the first and smallest guess of what a socket has to
		 * read
		 * @return this builder
		 */
		public Builder readBufferBytes(int readBufferBytes) {
			this.readBufferBytes = readBufferBytes;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#debug()}.
		 * @param debug whether every packet is logged, without payload and password
		 * @return this builder
		 */
		public Builder debug(boolean debug) {
			this.debug = debug;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#eventLoops()}.
		 * @param eventLoops event loops that carry the connections, 0 for one a processor
		 * @return this builder
		 */
		public Builder eventLoops(int eventLoops) {
			this.eventLoops = eventLoops;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#transport()}.
		 * @param transport which transport carries the sockets
		 * @return this builder
		 */
		public Builder transport(MqttTransport transport) {
			this.transport = transport;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#anonymous()}.
		 * @param anonymous who may connect while nothing authenticates
		 * @return this builder
		 */
		public Builder anonymous(MqttAnonymous anonymous) {
			this.anonymous = anonymous;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#authTimeout()}.
		 * @param authTimeout how long authentication may take before it counts as refused
		 * @return this builder
		 */
		public Builder authTimeout(Duration authTimeout) {
			this.authTimeout = authTimeout;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#attempts()}.
		 * @param attempts how often a client may fail to authenticate
		 * @return this builder
		 */
		public Builder attempts(MqttAttempts attempts) {
			this.attempts = attempts;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#sharedStrategy()}.
		 * @param sharedStrategy how shared subscriptions choose a member
		 * @return this builder
		 */
		public Builder sharedStrategy(MqttSharedStrategy sharedStrategy) {
			this.sharedStrategy = sharedStrategy;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#queuePolicy()}.
		 * @param queuePolicy what happens when the queue of a session is full
		 * @return this builder
		 */
		public Builder queuePolicy(MqttQueuePolicy queuePolicy) {
			this.queuePolicy = queuePolicy;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#ackRetryMax()}.
		 * @param ackRetryMax how often an unacknowledged packet is sent again to an MQTT
		 * 3 client, 0 for never
		 * @return this builder
		 */
		public Builder ackRetryMax(int ackRetryMax) {
			this.ackRetryMax = ackRetryMax;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#ackRetryInterval()}.
		 * @param ackRetryInterval how long an acknowledgement is waited for
		 * @return this builder
		 */
		public Builder ackRetryInterval(Duration ackRetryInterval) {
			this.ackRetryInterval = ackRetryInterval;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#durability()}.
		 * @param durability what an acknowledgement promises
		 * @return this builder
		 */
		public Builder durability(MqttDurability durability) {
			this.durability = durability;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#shutdownGrace()}.
		 * @param shutdownGrace how long a stop waits for clients to go
		 * @return this builder
		 */
		public Builder shutdownGrace(Duration shutdownGrace) {
			this.shutdownGrace = shutdownGrace;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#willsOnShutdown()}.
		 * @param willsOnShutdown whether a stop fires the wills of sessions that outlive
		 * it
		 * @return this builder
		 */
		public Builder willsOnShutdown(boolean willsOnShutdown) {
			this.willsOnShutdown = willsOnShutdown;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#responseTopicPrefix()}.
		 * @param responseTopicPrefix what the response information begins with that an
		 * MQTT 5 client may ask for, empty for none
		 * @return this builder
		 */
		public Builder responseTopicPrefix(String responseTopicPrefix) {
			this.responseTopicPrefix = responseTopicPrefix;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#serverReference()}.
		 * @param serverReference where clients are sent when the server stops (MQTT 5.0,
		 * 4.11), empty for nowhere
		 * @return this builder
		 */
		public Builder serverReference(String serverReference) {
			this.serverReference = serverReference;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#forwarding()}.
		 * @param forwarding who may say where a connection comes from
		 * @return this builder
		 */
		public Builder forwarding(MqttForwarding forwarding) {
			this.forwarding = forwarding;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#authorization()}.
		 * @param authorization how permissions are applied
		 * @return this builder
		 */
		public Builder authorization(MqttAuthorization authorization) {
			this.authorization = authorization;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#overload()}.
		 * @param overload when the server is overloaded
		 * @return this builder
		 */
		public Builder overload(MqttOverload overload) {
			this.overload = overload;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#bans()}.
		 * @param bans who is kept out
		 * @return this builder
		 */
		public Builder bans(MqttBanPolicy bans) {
			this.bans = bans;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#slowSubscribers()}.
		 * @param slowSubscribers which clients are remembered as slow
		 * @return this builder
		 */
		public Builder slowSubscribers(MqttSlowSubscribers slowSubscribers) {
			this.slowSubscribers = slowSubscribers;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#addressStatistics()}.
		 * @param addressStatistics whether it is counted what comes from each address
		 * @return this builder
		 */
		public Builder addressStatistics(MqttAddressStatistics addressStatistics) {
			this.addressStatistics = addressStatistics;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#hardened()}. It changes nothing else, see
		 * {@link io.mqttboot.server.MqttServerBuilder#hardened()}.
		 * @param hardened whether every choice must be the safe one
		 * @return this builder
		 */
		public Builder hardened(boolean hardened) {
			this.hardened = hardened;
			return this;
		}

		/**
		 * Sets {@link MqttServerConfig#extensions()}.
		 * @param extensions what goes beyond the standard
		 * @return this builder
		 */
		public Builder extensions(MqttExtensions extensions) {
			this.extensions = extensions;
			return this;
		}

		/**
		 * Checks and builds the configuration.
		 * @return the configuration
		 * @throws IllegalArgumentException if a value is out of range
		 */
		public MqttServerConfig build() {
			return new MqttServerConfig(this.name, this.listeners, this.limits, this.heartbeatTimeout,
					this.bufferAllocator, this.readBufferBytes, this.debug, this.eventLoops, this.transport,
					this.anonymous, this.authTimeout, this.attempts, this.sharedStrategy, this.queuePolicy,
					this.ackRetryMax, this.ackRetryInterval, this.durability, this.shutdownGrace, this.willsOnShutdown,
					this.responseTopicPrefix, this.serverReference, this.forwarding, this.authorization, this.overload,
					this.bans, this.slowSubscribers, this.addressStatistics, this.hardened, this.extensions);
		}

	}

}
