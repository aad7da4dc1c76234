package io.mqttboot.spring.boot.autoconfigure.client;

import java.time.Duration;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttWill;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttClientLimits;
import io.mqttboot.client.config.MqttOutbox;
import io.mqttboot.client.config.MqttProxy;
import io.mqttboot.client.config.MqttReconnect;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;

/**
 * Translates {@code mqtt.client.*} and what of {@code mqtt.producer.*} binds a client
 * into its configuration: all but where servers are and as whom to connect. A value out
 * of range is reported by the name of its property.
 */
final class PropertiesClientConfig {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration MILLISECOND = Duration.ofMillis(1);

	private static final PropertyCheck PRODUCER = new PropertyCheck(MqttProducerProperties.PREFIX);

	private final PropertyCheck check;

	private final MqttClientProperties properties;

	private final MqttProducerProperties producer;

	private PropertiesClientConfig(PropertyCheck check, MqttClientProperties properties,
			MqttProducerProperties producer) {
		this.check = check;
		this.properties = properties;
		this.producer = producer;
	}

	static MqttClientConfig.Builder of(PropertyCheck check, MqttClientProperties properties,
			MqttProducerProperties producer) {
		return new PropertiesClientConfig(check, properties, producer).builder();
	}

	private MqttClientConfig.Builder builder() {
		MqttClientConfig.Builder builder = MqttClientConfig.builder();
		MqttClientProperties given = this.properties;
		PropertyMapper map = PropertyMapper.get();
		map.from(this::clientId).to(builder::clientId);
		map.from(given::getVersion).to(builder::version);
		map.from(given::isCleanSession).to(builder::cleanStart);
		map.from(given::getSessionExpiry)
			.as((expiry) -> this.check.within("session-expiry", expiry.toSeconds(), 0, MqttClientConfig.NEVER_EXPIRES))
			.to(builder::sessionExpirySeconds);
		map.from(() -> this.check.within("keep-alive-interval", given.getKeepAliveInterval().toSeconds(), 0, 65_535))
			.as(Math::toIntExact)
			.to(builder::keepAliveSeconds);
		map.from(() -> this.check.atLeast("connection-timeout", given.getConnectionTimeout(), MILLISECOND))
			.to(builder::connectTimeout);
		map.from(this::will).to(builder::will);
		map.from(given::isAutomaticReconnect).to(builder::automaticReconnect);
		map.from(this::reconnect).to(builder::reconnect);
		map.from(this::limits).to(builder::limits);
		map.from(this::outbox).to(builder::outbox);
		map.from(() -> this.check.within("ack-retry.max-attempts", given.getAckRetry().getMaxAttempts(), 0, 1_000))
			.to(builder::ackRetryMax);
		map.from(() -> this.check.atLeast("ack-retry.interval", given.getAckRetry().getInterval(), SECOND))
			.to(builder::ackRetryInterval);
		map.from(() -> this.check.within("handler-threads", given.getHandlerThreads(), 1, 10_000))
			.to(builder::handlerThreads);
		map.from(this::proxy).to(builder::proxy);
		map.from(given::isFollowRedirects).to(builder::followRedirects);
		map.from(given::isDebug).to(builder::debug);
		return builder;
	}

	private @Nullable String clientId() {
		String clientId = this.properties.getClientId();
		if (clientId != null && clientId.isBlank()) {
			throw this.check.invalid("client-id", clientId, "a client identifier is not empty");
		}
		return clientId;
	}

	private @Nullable MqttWill will() {
		MqttClientWillProperties will = this.properties.getWill();
		String topic = will.getTopic();
		if (topic == null) {
			if (!will.getPayload().isEmpty() || will.isRetained() || will.getQos() != 0) {
				throw this.check.invalid("will.topic", null, "a will needs a topic");
			}
			return null;
		}
		this.check.read("will.topic", topic, MqttTopicFilter::checkTopicName);
		return new MqttWill(
				MqttMessage.of(topic, will.getPayload(), this.check.qos("will.qos", will.getQos()), will.isRetained()),
				0);
	}

	private @Nullable MqttProxy proxy() {
		MqttClientProxyProperties given = this.properties.getProxy();
		if (given.getUri() == null) {
			return null;
		}
		MqttProxy proxy = this.check.read("proxy.uri", given.getUri(), MqttProxy::of);
		if (given.getUsername() != null) {
			return proxy.withCredentials(given.getUsername(), given.getPassword());
		}
		if (given.getPassword() != null) {
			throw this.check.invalid("proxy.username", null, "the password of a proxy needs a user name");
		}
		return proxy;
	}

	private MqttReconnect reconnect() {
		MqttClientReconnectProperties reconnect = this.properties.getReconnect();
		Duration initial = this.check.atLeast("reconnect.initial-delay", reconnect.getInitialDelay(), MILLISECOND);
		Duration max = this.check.atLeast("reconnect.max-delay", reconnect.getMaxDelay(), initial);
		double jitter = reconnect.getJitter();
		if (!(jitter >= 0 && jitter <= 1)) {
			throw this.check.invalid("reconnect.jitter", jitter, "a value from 0 to 1 is expected");
		}
		return new MqttReconnect(initial, max, jitter);
	}

	private MqttOutbox outbox() {
		MqttProducerProperties.Offline offline = this.producer.getOffline();
		if (offline.getStore() == MqttProducerProperties.Store.MEMORY) {
			return MqttOutbox.MEMORY.withWhenFull(offline.getWhenFull());
		}
		if (this.properties.getClientId() == null) {
			throw this.check.invalid("client-id", null,
					"messages in files belong to a client identifier, which has to be the same at the next start");
		}
		if (offline.getDirectory() == null) {
			throw PRODUCER.invalid("offline.directory", null, "files need a directory");
		}
		return MqttOutbox.file(offline.getDirectory())
			.withDiskBytesMax(maxBytes())
			.withForce(offline.isForce())
			.withWhenFull(offline.getWhenFull());
	}

	private long maxBytes() {
		return PRODUCER.within("offline.max-size", this.producer.getOffline().getMaxSize().toBytes(), 1,
				Long.MAX_VALUE);
	}

	private MqttClientLimits limits() {
		MqttClientLimitsProperties limits = this.properties.getLimits();
		MqttProducerProperties.Offline offline = this.producer.getOffline();
		return new MqttClientLimits(
				PRODUCER.within("offline.max-messages", offline.getMaxMessages(), 1, Integer.MAX_VALUE),
				(offline.getStore() == MqttProducerProperties.Store.MEMORY) ? maxBytes()
						: MqttClientLimits.DEFAULT.outboxBytesMax(),
				this.check.within("limits.in-flight-max", limits.getInFlightMax(), 1, 65_535),
				this.check.within("limits.receive-max", limits.getReceiveMax(), 1, 65_535),
				this.check.within("limits.handler-messages-max", limits.getHandlerMessagesMax(), 1, Integer.MAX_VALUE),
				this.check.within("limits.handler-bytes-max", limits.getHandlerBytesMax().toBytes(), 1, Long.MAX_VALUE),
				this.check.bytes("limits.packet-bytes-max", limits.getPacketBytesMax(), 64, 268_435_460),
				this.check.within("limits.topic-alias-max", limits.getTopicAliasMax(), 0, 65_535),
				this.check.within("limits.requests-max", limits.getRequestsMax(), 1, Integer.MAX_VALUE));
	}

}
