package io.mqttboot.server.internal.connection;

import java.util.ArrayList;
import java.util.List;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttRule;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import org.jspecify.annotations.Nullable;

/**
 * SUBSCRIBE and UNSUBSCRIBE of a client that was let in (MQTT 5.0, 3.8 to 3.11).
 */
final class Subscribing {

	private final ConnectionContext context;

	private final ChannelLink link;

	private final Session session;

	private final boolean explaining;

	/**
	 * Creates what serves one packet.
	 * @param explaining whether the client wants to know why something is refused
	 */
	Subscribing(ConnectionContext context, ChannelLink link, Session session, boolean explaining) {
		this.context = context;
		this.link = link;
		this.session = session;
		this.explaining = explaining;
	}

	void subscribe(MqttSubscribeMessage packet) {
		MqttProperties properties = packet.idAndPropertiesVariableHeader().properties();
		int id = (int) NettyProperties.number(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER, 0);
		List<Integer> codes = new ArrayList<>();
		List<Subscription> replays = new ArrayList<>();
		boolean refused = false;
		for (MqttTopicSubscription wanted : packet.payload().topicSubscriptions()) {
			MqttReasonCode code = subscribe(wanted, id, replays);
			refused |= code.isError();
			codes.add(told(code));
		}
		writeSubAck(packet.variableHeader().messageId(), codes, refused); // [MQTT-3.8.4-1]
		this.session.subscriptions().replay(replays);
	}

	private MqttReasonCode subscribe(MqttTopicSubscription wanted, int id, List<Subscription> replays) {
		MqttTopicFilter filter = filter(wanted.topicFilter());
		if (filter == null) {
			return MqttReasonCode.TOPIC_FILTER_INVALID;
		}
		Permissions permissions = this.session.client().permissions();
		if (permissions != null && !permissions.maySubscribe(filter)) {
			Denials.denied(this.context, this.link, permissions, MqttRule.Action.SUBSCRIBE, filter.text());
			return MqttReasonCode.NOT_AUTHORIZED;
		}
		boolean known = this.session.subscriptions().contains(filter);
		if (!known && (this.session.subscriptions().size() >= this.context.config().limits().subscriptionsMax()
				|| !this.context.broker().hasRoomFor(filter))) {
			return MqttReasonCode.QUOTA_EXCEEDED;
		}
		MqttSubscriptionOption option = wanted.option();
		MqttQos qos = MqttQos.of(option.qos().value());
		Subscription subscription = new Subscription(this.session, filter, qos, option.isNoLocal(),
				option.isRetainAsPublished(), option.retainHandling().value(), id);
		this.session.subscriptions().put(subscription);
		boolean replay = switch (subscription.retainHandling()) {
			case 0 -> true; // [MQTT-3.3.1-9]
			case 1 -> !known; // [MQTT-3.3.1-10]
			default -> false; // [MQTT-3.3.1-11]
		};
		if (replay && !filter.isShared()) { // 4.8.2: no retained messages for a group
			replays.add(subscription);
		}
		return MqttReasonCode.granted(qos);
	}

	// MQTT 3.1.1 knows one failure, MQTT 3.1 none.
	private int told(MqttReasonCode code) {
		if (!code.isError() || this.link.version().is5()) {
			return code.value();
		}
		if (this.link.version() == MqttVersion.MQTT_3_1) {
			throw new MqttProtocolException(code, "a subscription that MQTT 3.1 cannot refuse");
		}
		return 0x80;
	}

	private void writeSubAck(int packetId, List<Integer> codes, boolean refused) {
		MqttProperties properties = new MqttProperties();
		if (refused && this.link.version().is5() && this.explaining) {
			NettyProperties.add(properties, MqttProperties.REASON_STRING,
					"a filter is not valid or not allowed, or there are too many subscriptions");
		}
		if (!this.link.write(subAck(packetId, codes, properties))) {
			this.link.write(subAck(packetId, codes, MqttProperties.NO_PROPERTIES)); // [MQTT-3.9.2-1]
		}
	}

	private static MqttSubAckMessage subAck(int packetId, List<Integer> codes, MqttProperties properties) {
		return new MqttSubAckMessage(header(MqttMessageType.SUBACK),
				new MqttMessageIdAndPropertiesVariableHeader(packetId, properties), new MqttSubAckPayload(codes));
	}

	void unsubscribe(MqttUnsubscribeMessage packet) {
		List<Short> codes = new ArrayList<>();
		for (String text : packet.payload().topics()) {
			MqttTopicFilter filter = filter(text);
			MqttReasonCode code = (filter == null) ? MqttReasonCode.TOPIC_FILTER_INVALID
					: this.session.subscriptions().remove(filter) ? MqttReasonCode.SUCCESS
							: MqttReasonCode.NO_SUBSCRIPTION_EXISTED;
			codes.add((short) code.value());
		}
		this.link.write(new MqttUnsubAckMessage(header(MqttMessageType.UNSUBACK), // [MQTT-3.10.4-4]
				new MqttMessageIdAndPropertiesVariableHeader(packet.variableHeader().messageId(),
						MqttProperties.NO_PROPERTIES),
				this.link.version().is5() ? new MqttUnsubAckPayload(codes) : new MqttUnsubAckPayload()));
	}

	private @Nullable MqttTopicFilter filter(String text) {
		try {
			return MqttTopicFilter.of(text);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static MqttFixedHeader header(MqttMessageType type) {
		return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
	}

}
