package io.mqttboot.server.internal.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttTopicFilter;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.config.MqttAutoSubscription;
import io.mqttboot.server.internal.broker.SubscribeInterception;
import io.mqttboot.server.internal.broker.SubscribeInterception.Answer;
import io.mqttboot.server.internal.broker.Subscription;
import io.mqttboot.server.internal.broker.TopicRewrites;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttRule;
import io.mqttboot.server.spi.MqttSubscriptionRequest;
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

	// where interceptors answer later: what comes meanwhile

	private final Deque<Runnable> following = new ArrayDeque<>(0);

	private boolean awaiting;

	private boolean paused;

	/**
	 * Creates what serves one packet, or, where interceptors are asked, all of them.
	 * @param explaining whether the client wants to know why something is refused
	 */
	Subscribing(ConnectionContext context, ChannelLink link, Session session, boolean explaining) {
		this.context = context;
		this.link = link;
		this.session = session;
		this.explaining = explaining;
	}

	/** Whether it has to be kept, because answers may come later. */
	boolean isIntercepted() {
		return this.context.broker().interceptions().subscribing() != null;
	}

	void subscribe(MqttSubscribeMessage packet) {
		inTurn(() -> {
			List<Wanted> all = new ArrayList<>();
			for (MqttTopicSubscription each : packet.payload().topicSubscriptions()) {
				all.add(wanted(each));
			}
			SubscribeInterception interception = this.context.broker().interceptions().subscribing();
			if (interception == null) {
				grant(packet, all);
			}
			else {
				intercept(interception, packet, all);
			}
		});
	}

	private void grant(MqttSubscribeMessage packet, List<Wanted> all) {
		MqttProperties properties = packet.idAndPropertiesVariableHeader().properties();
		int id = (int) NettyProperties.number(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER, 0);
		List<Integer> codes = new ArrayList<>();
		List<Subscription> replays = new ArrayList<>();
		boolean refused = false;
		for (Wanted each : all) {
			MqttReasonCode code = (each.request != null) ? grant(each.request, id, replays) : each.code;
			refused |= code.isError();
			codes.add(told(code));
		}
		writeSubAck(packet.variableHeader().messageId(), codes, refused); // [MQTT-3.8.4-1]
		this.session.subscriptions().replay(replays);
	}

	private Wanted wanted(MqttTopicSubscription each) {
		MqttTopicFilter filter = filter(each.topicFilter());
		if (filter == null) {
			return Wanted.not(MqttReasonCode.TOPIC_FILTER_INVALID);
		}
		if (!isPermitted(filter)) {
			return Wanted.not(MqttReasonCode.NOT_AUTHORIZED);
		}
		MqttSubscriptionOption option = each.option();
		return new Wanted(new MqttSubscriptionRequest(filter, MqttQos.of(option.qos().value()), option.isNoLocal(),
				option.isRetainAsPublished(), option.retainHandling().value()), MqttReasonCode.SUCCESS);
	}

	private boolean isPermitted(MqttTopicFilter filter) {
		Permissions permissions = this.session.client().permissions();
		if (permissions != null && !permissions.maySubscribe(filter)) {
			Denials.denied(this.context, this.link, permissions, MqttRule.Action.SUBSCRIBE, filter.text());
			return false;
		}
		return true;
	}

	private MqttReasonCode grant(MqttSubscriptionRequest request, int id, List<Subscription> replays) {
		MqttTopicFilter filter = request.filter();
		boolean known = this.session.subscriptions().contains(filter);
		MqttReasonCode admitted = this.session.subscriptions().admit(filter);
		if (admitted.isError()) {
			return admitted;
		}
		Subscription subscription = new Subscription(this.session, filter, request.qos(), request.noLocal(),
				request.retainAsPublished(), request.retainHandling(), id);
		this.session.subscriptions().put(subscription);
		boolean replay = switch (subscription.retainHandling()) {
			case 0 -> true; // [MQTT-3.3.1-9]
			case 1 -> !known; // [MQTT-3.3.1-10]
			default -> false; // [MQTT-3.3.1-11]
		};
		if (replay && !filter.isShared()) { // 4.8.2: no retained messages for a group
			replays.add(subscription);
		}
		return MqttReasonCode.granted(request.qos());
	}

	/**
	 * Makes the subscriptions that a client has not asked for, within its permissions and
	 * limits. What it has subscribed to itself stays as it is.
	 */
	void subscribeAutomatically() {
		List<Subscription> replays = new ArrayList<>();
		Permissions permissions = this.session.client().permissions();
		List<MqttAutoSubscription> configured = this.context.config().extensions().autoSubscriptions();
		for (MqttSubscriptionRequest each : AutoSubscriptions.of(configured, this.session.origin().identity())) {
			boolean permitted = permissions == null || permissions.maySubscribe(each.filter());
			if (permitted && !this.session.subscriptions().contains(each.filter())) {
				grant(each, 0, replays);
			}
		}
		this.session.subscriptions().replay(replays);
	}

	// ------ interceptors

	// What comes behind a subscription that waits for its interceptors waits, too.
	private void inTurn(Runnable packet) {
		if (this.awaiting) {
			this.following.add(packet);
		}
		else {
			packet.run();
		}
	}

	private void intercept(SubscribeInterception interception, MqttSubscribeMessage packet, List<Wanted> all) {
		List<MqttSubscriptionRequest> requests = new ArrayList<>();
		for (Wanted each : all) {
			if (each.request != null) {
				requests.add(each.request);
			}
		}
		boolean[] asking = { true };
		this.awaiting = true;
		interception.subscribe(this.session.origin().identity(), requests, (answers) -> {
			if (this.link.loop().inLoop() && asking[0]) {
				this.awaiting = false;
				grant(packet, merged(all, answers));
			}
			else {
				this.link.execute(() -> answered(packet, all, answers));
			}
		});
		asking[0] = false;
		if (this.awaiting && !this.paused) {
			this.paused = true;
			this.link.pauseReading();
		}
	}

	private void answered(MqttSubscribeMessage packet, List<Wanted> all, List<Answer> answers) {
		this.awaiting = false;
		try {
			if (this.link.isOpen()) { // else the session may be another connection's
				grant(packet, merged(all, answers));
			}
			while (!this.awaiting && this.link.isOpen() && !this.following.isEmpty()) {
				this.following.remove().run();
			}
		}
		catch (MqttProtocolException refusal) {
			this.link.close(refusal.reasonCode(), String.valueOf(refusal.getMessage()));
		}
		if (this.paused && !this.awaiting) {
			this.paused = false;
			this.link.resumeReading();
		}
	}

	// Permissions may have changed meanwhile.
	private List<Wanted> merged(List<Wanted> all, List<Answer> answers) {
		Iterator<Answer> next = answers.iterator();
		List<Wanted> merged = new ArrayList<>();
		for (Wanted each : all) {
			if (each.request == null) {
				merged.add(each);
				continue;
			}
			Answer answer = next.next();
			if (answer.request() == null) {
				this.context.observer().denied(MqttRule.Action.SUBSCRIBE);
				merged.add(Wanted.not(answer.reason()));
			}
			else {
				merged.add(isPermitted(answer.request().filter()) ? new Wanted(answer.request(), answer.reason())
						: Wanted.not(MqttReasonCode.NOT_AUTHORIZED));
			}
		}
		return merged;
	}

	/**
	 * A subscription that may be made, or why it may not.
	 */
	private record Wanted(@Nullable MqttSubscriptionRequest request, MqttReasonCode code) {

		static Wanted not(MqttReasonCode code) {
			return new Wanted(null, code);
		}

	}

	// ------ answers

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
		inTurn(() -> remove(packet));
	}

	private void remove(MqttUnsubscribeMessage packet) {
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
			MqttTopicFilter filter = MqttTopicFilter.of(text);
			TopicRewrites rewrites = this.context.broker().rewrites();
			return (rewrites != null) ? rewrites.subscribe(filter) : filter;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static MqttFixedHeader header(MqttMessageType type) {
		return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
	}

}
