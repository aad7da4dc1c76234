package io.mqttboot.spring.boot.autoconfigure.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.mqttboot.server.config.MqttAttempts;
import io.mqttboot.server.config.MqttAuthorization;
import io.mqttboot.server.config.MqttBan;
import io.mqttboot.server.config.MqttBanPolicy;
import io.mqttboot.server.config.MqttFlapping;
import io.mqttboot.server.config.MqttForwarding;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttNetwork;
import io.mqttboot.server.config.MqttRateLimits;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.config.MqttServerTls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Translates {@code mqtt.server.*} into the server's configuration; a value out of range
 * is reported by the name of its property.
 */
final class PropertiesServerConfig {

	private static final Logger logger = LoggerFactory.getLogger(PropertiesServerConfig.class);

	static final String PREFIX = "mqtt.server.";

	private PropertiesServerConfig() {
	}

	static MqttServerConfig of(MqttServerProperties properties, @Nullable MqttServerTls tls) {
		MqttServerConfig.Builder builder = MqttServerConfig.builder();
		PropertyMapper map = PropertyMapper.get();
		map.from(properties::getName).to(builder::name);
		map.from(() -> listeners(properties, tls)).to(builder::listeners);
		map.from(() -> limits(properties)).to(builder::limits);
		map.from(() -> notNegative("heartbeat-timeout", properties.getHeartbeatTimeout()))
			.to(builder::heartbeatTimeout);
		map.from(properties::getBufferAllocator).to(builder::bufferAllocator);
		map.from(() -> bytes("read-buffer-size", properties.getReadBufferSize(), 64)).to(builder::readBufferBytes);
		map.from(properties::isDebug).to(builder::debug);
		map.from(() -> within("event-loops", properties.getEventLoops(), 0, 1_024)).to(builder::eventLoops);
		map.from(properties::getTransport).to(builder::transport);
		map.from(properties.getAuth()::getAnonymous).to(builder::anonymous);
		map.from(() -> positive("auth.timeout", properties.getAuth().getTimeout())).to(builder::authTimeout);
		map.from(() -> attempts(properties.getAuth().getAttempts())).to(builder::attempts);
		map.from(properties.getSharedSubscription()::getStrategy).to(builder::sharedStrategy);
		map.from(properties.getLimits()::getQueuePolicy).to(builder::queuePolicy);
		map.from(() -> within("ack-retry.max-attempts", properties.getAckRetry().getMaxAttempts(), 0, 1_000))
			.to(builder::ackRetryMax);
		map.from(() -> positive("ack-retry.interval", properties.getAckRetry().getInterval()))
			.to(builder::ackRetryInterval);
		map.from(properties::getDurability).to(builder::durability);
		map.from(() -> notNegative("shutdown.grace-period", properties.getShutdown().getGracePeriod()))
			.to(builder::shutdownGrace);
		map.from(properties.getShutdown()::isWills).to(builder::willsOnShutdown);
		map.from(properties::getResponseTopicPrefix).to(builder::responseTopicPrefix);
		map.from(properties::isHardened).to(builder::hardened);
		map.from(properties::getServerReference).to(builder::serverReference);
		map.from(() -> forwarding(properties.getForwarding())).to(builder::forwarding);
		map.from(properties.getOverload()::toOverload).to(builder::overload);
		map.from(properties.getSlowSubscribers()::toSlowSubscribers).to(builder::slowSubscribers);
		map.from(properties.getAddressStatistics()::toAddressStatistics).to(builder::addressStatistics);
		map.from(() -> authorization(properties.getAuthorization())).to(builder::authorization);
		map.from(() -> bans(properties.getBans())).to(builder::bans);
		map.from(() -> ConfiguredExtensions.of(properties)).to(builder::extensions);
		return builder.build();
	}

	private static MqttAuthorization authorization(MqttServerAuthorizationProperties properties) {
		return new MqttAuthorization(properties.getDefault(), properties.getUnauthorized(),
				properties.getSessionTakeover());
	}

	private static List<MqttListenerConfig> listeners(MqttServerProperties properties, @Nullable MqttServerTls tls) {
		List<MqttListenerConfig> listeners = new ArrayList<>();
		if (properties.isEnabledPlain()) {
			add(listeners, properties, within("port", properties.getPort(), 0, 65_535),
					within("websocket-port", properties.getWebsocketPort(), 0, 65_535), null);
			if (tls != null) {
				logger.warn("MQTT-6007 Ports without TLS are open beside those with it; "
						+ "'mqtt.server.enabled-plain' set to 'false' closes them");
			}
		}
		if (tls != null) {
			MqttServerSslProperties ssl = properties.getSsl();
			add(listeners, properties, within("ssl.port", ssl.getPort(), 0, 65_535),
					within("ssl.websocket-port", ssl.getWebsocketPort(), 0, 65_535), tls);
		}
		if (listeners.isEmpty()) {
			throw invalid("enabled-plain", false, "without 'mqtt.server.ssl.bundle' there would be no port at all");
		}
		return listeners;
	}

	private static void add(List<MqttListenerConfig> listeners, MqttServerProperties properties, int port,
			int webSocketPort, @Nullable MqttServerTls tls) {
		String ip = properties.getIp();
		int backlog = within("backlog", properties.getBacklog(), 1, Integer.MAX_VALUE);
		listeners.add(MqttListenerConfig.tcp(ip, port).withBacklog(backlog).withTls(tls));
		if (properties.isWebsocketEnable()) {
			listeners.add(MqttListenerConfig.webSocket(ip, webSocketPort)
				.withBacklog(backlog)
				.withPaths(paths(properties))
				.withOrigins(properties.getWebsocketOrigins())
				.withTls(tls));
		}
	}

	private static MqttForwarding forwarding(MqttServerForwardingProperties properties) {
		if ((properties.isProxyProtocol() || properties.isForwardedFor()) && properties.getTrusted().isEmpty()) {
			throw invalid("forwarding.trusted", properties.getTrusted(),
					"the addresses of the proxies are expected that may say where a connection comes from");
		}
		return new MqttForwarding(properties.getTrusted(), properties.isProxyProtocol(), properties.isForwardedFor());
	}

	private static MqttAttempts attempts(MqttServerAttemptsProperties attempts) {
		within("auth.attempts.max", attempts.getMax(), 0, 1_000);
		within("auth.attempts.client-id-max", attempts.getClientIdMax(), 0, 1_000);
		upToAYear("auth.attempts.window", attempts.getWindow());
		upToAYear("auth.attempts.block", attempts.getBlock());
		within("auth.attempts.tracked-max", attempts.getTrackedMax(), 1, 10_000_000);
		return attempts.limits();
	}

	private static void upToAYear(String key, Duration value) {
		if (positive(key, value).compareTo(MqttAttempts.LONGEST) > 0) {
			throw invalid(key, value, "a duration of at most a year is expected");
		}
	}

	private static MqttBanPolicy bans(MqttServerBansProperties properties) {
		List<MqttBan> standing = new ArrayList<>();
		properties.getClientIds().forEach((clientId) -> standing.add(MqttBan.ofClientId(clientId)));
		properties.getUsers().forEach((user) -> standing.add(MqttBan.ofUser(user)));
		networks("bans.addresses", properties.getAddresses())
			.forEach((network) -> standing.add(new MqttBan(null, null, network, null, "")));
		int max = within("bans.max", properties.getMax(), standing.size(), Integer.MAX_VALUE);
		MqttServerBansProperties.Flapping flapping = properties.getFlapping();
		int connects = within("bans.flapping.connects-max", flapping.getConnectsMax(), 1, Integer.MAX_VALUE);
		return new MqttBanPolicy(standing.stream().map((ban) -> ban.withReason("configured")).toList(), max,
				new MqttFlapping(flapping.isEnabled() ? connects : 0,
						positive("bans.flapping.window", flapping.getWindow()),
						positive("bans.flapping.ban", flapping.getBan())));
	}

	private static List<MqttNetwork> networks(String key, List<String> texts) {
		try {
			return texts.stream().map(MqttNetwork::of).toList();
		}
		catch (IllegalArgumentException ex) {
			throw invalid(key, texts, String.valueOf(ex.getMessage()));
		}
	}

	private static List<String> paths(MqttServerProperties properties) {
		List<String> paths = properties.getWebsocketPath();
		if (paths.isEmpty() || !paths.stream().allMatch((path) -> path.startsWith("/"))) {
			throw invalid("websocket-path", paths, "paths that begin with '/' are expected");
		}
		return paths;
	}

	private static MqttLimits limits(MqttServerProperties properties) {
		MqttServerLimitsProperties limits = properties.getLimits();
		MqttLimits.Builder builder = MqttLimits.builder();
		PropertyMapper map = PropertyMapper.get();
		builder.packetBytesMax(
				(int) within("max-bytes-in-message", properties.getMaxBytesInMessage().toBytes(), 1, 268_435_460));
		counts(map, limits, builder);
		sizes(map, limits, builder);
		map.from(() -> positive("limits.connect-timeout", limits.getConnectTimeout())).to(builder::connectTimeout);
		map.from(() -> positive("limits.write-stall-timeout", limits.getWriteStallTimeout()))
			.to(builder::writeStallTimeout);
		map.from(() -> notNegative("limits.session-expiry-max", limits.getSessionExpiryMax()))
			.to(builder::sessionExpiryMax);
		map.from(() -> notNegative("limits.retained-expiry-default", limits.getRetainedExpiryDefault()))
			.to(builder::retainedExpiryDefault);
		map.from(() -> notNegative("limits.retained-expiry-max", limits.getRetainedExpiryMax()))
			.to(builder::retainedExpiryMax);
		List<MqttNetwork> unlimited = networks("limits.unlimited-addresses", limits.getUnlimitedAddresses());
		try {
			return builder.rates(rates(limits).unlimitedAddresses(unlimited).build()).build();
		}
		catch (IllegalArgumentException ex) {
			throw invalidLimit(ex);
		}
	}

	private static MqttRateLimits.Builder rates(MqttServerRateProperties rates) {
		return MqttRateLimits.builder()
			.connectionsPerAddressMax(rates.getConnectionsPerAddressMax())
			.connectionRateMax(rates.getConnectionRateMax())
			.connectionRatePerAddressMax(rates.getConnectionRatePerAddressMax())
			.publishRateMax(rates.getPublishRateMax())
			.publishBytesRateMax(rates.getPublishBytesRateMax().toBytes())
			.publishRateTotalMax(rates.getPublishRateTotalMax())
			.publishBytesRateTotalMax(rates.getPublishBytesRateTotalMax().toBytes())
			.rateBurst(rates.getRateBurst());
	}

	private static void counts(PropertyMapper map, MqttServerLimitsProperties limits, MqttLimits.Builder builder) {
		map.from(limits::getConnectionsMax).to(builder::connectionsMax);
		map.from(limits::getSessionsMax).to(builder::sessionsMax);
		map.from(limits::getTopicLevelsMax).to(builder::topicLevelsMax);
		map.from(limits::getUserPropertiesMax).to(builder::userPropertiesMax);
		map.from(limits::getSubscriptionsMax).to(builder::subscriptionsMax);
		map.from(limits::getQueueMessagesMax).to(builder::queueMessagesMax);
		map.from(limits::getInflightMax).to(builder::inflightMax);
		map.from(limits::getReceiveMax).to(builder::receiveMax);
		map.from(limits::getTopicAliasMax).to(builder::topicAliasMax);
		map.from(limits::getRetainedMax).to(builder::retainedMax);
		map.from(limits::getReplayMax).to(builder::replayMax);
		map.from(limits::getEarlyPacketsMax).to(builder::earlyPacketsMax);
		map.from(limits::getDelayedMax).to(builder::delayedMax);
		map.from(limits::getMailMax).to(builder::mailMax);
		map.from(limits::getHandlerQueueMax).to(builder::handlerQueueMax);
		map.from(limits::getAuthQueueMax).to(builder::authQueueMax);
		map.from(limits::getKeepAliveSecondsMax).to(builder::keepAliveSecondsMax);
		map.from(limits::getPrincipalSessionsMax).to(builder::principalSessionsMax);
		map.from(limits::getPrincipalQueueMessagesMax).to(builder::principalQueueMessagesMax);
		map.from(limits::getPrincipalRetainedMax).to(builder::principalRetainedMax);
	}

	private static void sizes(PropertyMapper map, MqttServerLimitsProperties limits, MqttLimits.Builder builder) {
		map.from(() -> bytes("limits.first-packet-bytes-max", limits.getFirstPacketBytesMax(), 1))
			.to(builder::firstPacketBytesMax);
		map.from(() -> bytes("limits.topic-bytes-max", limits.getTopicBytesMax(), 1)).to(builder::topicBytesMax);
		map.from(limits::getQueueBytesMax).as(DataSize::toBytes).to(builder::queueBytesMax);
		map.from(limits::getQueuedBytesTotalMax).as(DataSize::toBytes).to(builder::queuedBytesTotalMax);
		map.from(limits::getSubscriptionsBytesTotalMax).as(DataSize::toBytes).to(builder::subscriptionsBytesTotalMax);
		map.from(limits::getPrincipalQueueBytesMax).as(DataSize::toBytes).to(builder::principalQueueBytesMax);
		map.from(limits::getPrincipalRetainedBytesMax).as(DataSize::toBytes).to(builder::principalRetainedBytesMax);
		map.from(limits::getRetainedBytesMax).as(DataSize::toBytes).to(builder::retainedBytesMax);
		map.from(limits::getDelayedBytesMax).as(DataSize::toBytes).to(builder::delayedBytesMax);
		map.from(limits::getMailBytesMax).as(DataSize::toBytes).to(builder::mailBytesMax);
		map.from(() -> bytes("limits.write-buffer-high", limits.getWriteBufferHigh(), 1)).to(builder::writeBufferHigh);
		map.from(() -> bytes("limits.write-buffer-low", limits.getWriteBufferLow(), 1)).to(builder::writeBufferLow);
		map.from(limits::getHandlerQueueBytesMax).as(DataSize::toBytes).to(builder::handlerQueueBytesMax);
	}

	private static int bytes(String key, DataSize size, int min) {
		return (int) within(key, size.toBytes(), min, Integer.MAX_VALUE);
	}

	static int within(String key, int value, int min, int max) {
		return (int) within(key, (long) value, min, max);
	}

	private static long within(String key, long value, long min, long max) {
		if (value < min || value > max) {
			throw invalid(key, value, "a value from %d to %d is expected".formatted(min, max));
		}
		return value;
	}

	static Duration positive(String key, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw invalid(key, value, "a duration longer than zero is expected");
		}
		return value;
	}

	static Duration notNegative(String key, Duration value) {
		if (value.isNegative()) {
			throw invalid(key, value, "a duration must not be negative");
		}
		return value;
	}

	/** The limits say "nameOfTheLimit must be … but is …". */
	private static InvalidConfigurationPropertyValueException invalidLimit(IllegalArgumentException cause) {
		String message = String.valueOf(cause.getMessage());
		String name = message.substring(0, message.indexOf(' '));
		String key = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
		return invalid("limits." + key, message.substring(message.lastIndexOf(' ') + 1), message);
	}

	static InvalidConfigurationPropertyValueException invalid(String key, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(PREFIX + key, value, reason);
	}

}
