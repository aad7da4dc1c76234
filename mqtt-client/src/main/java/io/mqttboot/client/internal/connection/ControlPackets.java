package io.mqttboot.client.internal.connection;

import java.nio.ByteBuffer;
import java.util.List;

import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttWill;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.session.Wish;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribePayload;
import org.jspecify.annotations.Nullable;

/**
 * The packets that a client sends beside PUBLISH and its acknowledgements, as Netty's
 * model.
 */
final class ControlPackets {

	static final MqttMessage PINGREQ = new MqttMessage(header(MqttMessageType.PINGREQ, MqttQoS.AT_MOST_ONCE, false));

	private ControlPackets() {
	}

	private static MqttFixedHeader header(MqttMessageType type, MqttQoS qos, boolean dup) {
		return new MqttFixedHeader(type, dup, qos, false, 0);
	}

	static MqttConnectMessage connect(MqttClientConfig config, Identity identity) {
		MqttWill will = config.will();
		MqttConnectVariableHeader variable = new MqttConnectVariableHeader(config.version().protocolName(),
				config.version().protocolLevel(), identity.username() != null, identity.password() != null,
				will != null && will.message().retain(), (will != null) ? will.message().qos().value() : 0,
				will != null, config.cleanStart(), config.keepAliveSeconds(),
				connectProperties(config, identity.opening()));
		MqttConnectPayload payload = new MqttConnectPayload(identity.clientId(),
				(will != null) ? willProperties(config, will) : MqttProperties.NO_PROPERTIES,
				(will != null) ? will.message().topic() : null, (will != null) ? will.message().payloadArray() : null,
				identity.username(), identity.password());
		return new MqttConnectMessage(header(MqttMessageType.CONNECT, MqttQoS.AT_MOST_ONCE, false), variable, payload);
	}

	private static MqttProperties connectProperties(MqttClientConfig config, @Nullable Opening opening) {
		if (!config.version().is5()) {
			return MqttProperties.NO_PROPERTIES;
		}
		MqttProperties properties = new MqttProperties();
		add(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, config.sessionExpirySeconds());
		add(properties, MqttProperties.RECEIVE_MAXIMUM, config.limits().receiveMax());
		add(properties, MqttProperties.MAXIMUM_PACKET_SIZE, config.limits().packetBytesMax());
		add(properties, MqttProperties.TOPIC_ALIAS_MAXIMUM, config.limits().topicAliasMax());
		add(properties, MqttProperties.REQUEST_RESPONSE_INFORMATION, 1);
		addAll(properties, config.userProperties());
		if (opening != null) {
			authentication(properties, opening.method(), opening.data());
		}
		return properties;
	}

	private static void authentication(MqttProperties properties, String method, byte @Nullable [] data) {
		add(properties, MqttProperties.AUTHENTICATION_METHOD, method);
		if (data != null && data.length > 0) {
			properties.add(new BinaryProperty(MqttProperties.AUTHENTICATION_DATA, data));
		}
	}

	static MqttMessage auth(MqttReasonCode reason, String method, byte[] data) {
		MqttProperties properties = new MqttProperties();
		authentication(properties, method, data);
		return new MqttMessage(header(MqttMessageType.AUTH, MqttQoS.AT_MOST_ONCE, false),
				new MqttReasonCodeAndPropertiesVariableHeader((byte) reason.value(), properties));
	}

	private static MqttProperties willProperties(MqttClientConfig config, MqttWill will) {
		if (!config.version().is5()) {
			return MqttProperties.NO_PROPERTIES;
		}
		MqttMessageProperties said = will.message().properties();
		MqttProperties properties = new MqttProperties();
		add(properties, MqttProperties.WILL_DELAY_INTERVAL, will.delaySeconds());
		if (said.payloadFormatUtf8() != null) {
			add(properties, MqttProperties.PAYLOAD_FORMAT_INDICATOR, said.payloadFormatUtf8() ? 1 : 0);
		}
		if (said.expires()) {
			add(properties, MqttProperties.PUBLICATION_EXPIRY_INTERVAL, said.messageExpirySeconds());
		}
		add(properties, MqttProperties.CONTENT_TYPE, said.contentType());
		add(properties, MqttProperties.RESPONSE_TOPIC, said.responseTopic());
		add(properties, said.correlationData());
		addAll(properties, said.userProperties());
		return properties;
	}

	private static void add(MqttProperties properties, int id, long value) {
		properties.add(new IntegerProperty(id, (int) value));
	}

	private static void add(MqttProperties properties, int id, @Nullable String value) {
		if (value != null) {
			properties.add(new StringProperty(id, value));
		}
	}

	private static void add(MqttProperties properties, @Nullable ByteBuffer correlation) {
		if (correlation != null) {
			byte[] bytes = new byte[correlation.remaining()];
			correlation.get(bytes);
			properties.add(new BinaryProperty(MqttProperties.CORRELATION_DATA, bytes));
		}
	}

	private static void addAll(MqttProperties properties, List<MqttUserProperty> pairs) {
		for (MqttUserProperty each : pairs) {
			properties.add(new UserProperty(each.name(), each.value()));
		}
	}

	// DUP is of MQTT 3.1 only
	static MqttSubscribeMessage subscribe(int packetId, List<Wish> wishes, int subscriptionId, boolean dup) {
		MqttProperties properties = new MqttProperties();
		if (subscriptionId != 0) {
			add(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER, subscriptionId);
		}
		List<MqttTopicSubscription> lines = wishes.stream()
			.map((wish) -> new MqttTopicSubscription(wish.filter().text(),
					new MqttSubscriptionOption(MqttQoS.valueOf(wish.options().qos().value()), wish.options().noLocal(),
							wish.options().retainAsPublished(),
							RetainedHandlingPolicy.valueOf(wish.options().retainHandling()))))
			.toList();
		return new MqttSubscribeMessage(header(MqttMessageType.SUBSCRIBE, MqttQoS.AT_LEAST_ONCE, dup),
				new MqttMessageIdAndPropertiesVariableHeader(packetId, properties), new MqttSubscribePayload(lines));
	}

	static MqttUnsubscribeMessage unsubscribe(int packetId, List<String> filters, boolean dup) {
		return new MqttUnsubscribeMessage(header(MqttMessageType.UNSUBSCRIBE, MqttQoS.AT_LEAST_ONCE, dup),
				new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
				new MqttUnsubscribePayload(filters));
	}

	static MqttMessage disconnect(boolean is5, MqttReasonCode reason) {
		MqttFixedHeader fixed = header(MqttMessageType.DISCONNECT, MqttQoS.AT_MOST_ONCE, false);
		return is5 ? new MqttMessage(fixed,
				new MqttReasonCodeAndPropertiesVariableHeader((byte) reason.value(), MqttProperties.NO_PROPERTIES))
				: new MqttMessage(fixed);
	}

}
