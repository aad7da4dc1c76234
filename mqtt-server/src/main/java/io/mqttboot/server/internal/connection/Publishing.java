package io.mqttboot.server.internal.connection;

import java.util.Objects;
import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.protocol.flow.TopicAliases;
import io.mqttboot.server.config.MqttUnauthorized;
import io.mqttboot.server.internal.broker.Gate;
import io.mqttboot.server.internal.broker.Intercepted;
import io.mqttboot.server.internal.broker.Interception;
import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.internal.broker.Offering;
import io.mqttboot.server.internal.broker.Origin;
import io.mqttboot.server.internal.broker.Overload;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.broker.TopicRewrites;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.DelayedMessages;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttRule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client that was let in publishes: checked, offered to the broker, and
 * acknowledged in its order.
 */
final class Publishing {

	private static final Logger logger = LoggerFactory.getLogger(Publishing.class);

	// who wants to know later what the publisher is told
	private static final Consumer<MqttReasonCode> NOBODY = (told) -> {
		// QoS 0, or it is known at once
	};

	private final ConnectionContext context;

	private final ChannelLink link;

	private final Session session;

	// null for everything
	private final @Nullable Permissions permissions;

	// for the client that publishes
	private @Nullable Origin origin;

	private final @Nullable AckQueue acks;

	// where there is a limit to what it may publish
	private final @Nullable Allowance allowance;

	// for the client that uses them
	private TopicAliases.@Nullable Inbound aliases;

	// for the client that had to wait once
	private @Nullable Relief relief;

	Publishing(ConnectionContext context, ChannelLink link, Session session, @Nullable Allowance allowance) {
		this.context = context;
		this.link = link;
		this.session = session;
		this.permissions = session.client().permissions();
		Interception seen = context.broker().interceptions().publishing();
		this.acks = (context.isDurable() || (seen != null && !seen.isFast())) ? new AckQueue(link) : null;
		this.allowance = allowance;
	}

	void publish(Publish publish) {
		MqttMessage message = publish.message();
		if (publish.topicAlias() > 0) {
			String topic = aliases().resolve(publish.topicAlias(), message.topic());
			message = message.topic().isEmpty() ? message.withTopic(topic) : message;
		}
		this.link.loop().counters().messageIn(message.qos());
		switch (message.qos()) {
			case AT_MOST_ONCE -> acceptUnlessShed(message);
			case AT_LEAST_ONCE -> publishOnceAtLeast(message, publish.packetId());
			case EXACTLY_ONCE -> publishExactlyOnce(message, publish.packetId());
		}
	}

	private TopicAliases.Inbound aliases() {
		if (this.aliases == null) {
			this.aliases = new TopicAliases.Inbound(this.context.config().limits().topicAliasMax());
		}
		return this.aliases;
	}

	private void publishOnceAtLeast(MqttMessage message, int packetId) {
		if (!this.session.inbox().window().beginQos1()) {
			throw beyondReceiveMaximum();
		}
		if (this.acks == null) {
			MqttReasonCode reason = Objects.requireNonNull(accept(message, null, NOBODY));
			this.session.inbox().window().endQos1();
			this.link.acknowledge(AckType.PUBACK, packetId, reason); // [MQTT-4.3.2-4]
			return;
		}
		AckQueue.Pending ack = this.acks.expect(AckType.PUBACK, packetId);
		Gate gate = new Gate(() -> this.link.execute(() -> {
			if (this.link.isOpen()) { // else the session may be another connection's, and
										// on another loop
				this.session.inbox().window().endQos1();
				ack.ready();
			}
		}));
		MqttReasonCode reason = accept(message, gate, (told) -> {
			this.link.execute(() -> ack.reason(told));
			gate.leave();
		});
		if (reason != null) {
			ack.reason(reason);
			gate.leave();
		}
	}

	private void publishExactlyOnce(MqttMessage message, int packetId) {
		if (this.session.inbox().window().holds(packetId)) {
			if (this.allowance != null) {
				this.allowance.takes(message); // it has been read, and costs that
			}
			receivedAgain(packetId);
			return;
		}
		if (!this.session.inbox().window().beginQos2(packetId)) {
			throw beyondReceiveMaximum();
		}
		if (this.acks == null) {
			MqttReasonCode reason = Objects.requireNonNull(acceptOnce(message, packetId, null, NOBODY));
			received(packetId, reason, null);
			this.link.acknowledge(AckType.PUBREC, packetId, reason); // [MQTT-4.3.3-8]
			return;
		}
		AckQueue.Pending ack = this.acks.expect(AckType.PUBREC, packetId);
		this.session.inbox().storing(packetId, () -> this.link.execute(ack::ready));
		Gate gate = new Gate(() -> this.session.run(() -> this.session.inbox().stored(packetId)));
		MqttReasonCode reason = acceptOnce(message, packetId, gate, (told) -> this.session.run(() -> {
			if (!this.session.isEnded()) {
				received(packetId, told, gate); // perhaps on another loop
			}
			this.link.execute(() -> ack.reason(told));
			gate.leave();
		}));
		if (reason != null) {
			received(packetId, reason, gate);
			ack.reason(reason);
			gate.leave();
		}
	}

	private @Nullable MqttReasonCode acceptOnce(MqttMessage message, int packetId, @Nullable Gate gate,
			Consumer<MqttReasonCode> later) {
		try {
			return accept(message, gate, later);
		}
		catch (MqttProtocolException refusal) {
			this.session.inbox().window().release(packetId); // not taken: it may come
																// again
			throw refusal;
		}
	}

	private void receivedAgain(int packetId) {
		if (this.acks == null || !this.session.inbox().isBeingStored(packetId)) {
			this.link.acknowledge(AckType.PUBREC, packetId, MqttReasonCode.SUCCESS); // [MQTT-4.3.3-10]
		}
		else if (!this.acks.expects(AckType.PUBREC, packetId)) {
			// sent on an earlier connection: PUBREC goes out on this one
			AckQueue.Pending ack = this.acks.expect(AckType.PUBREC, packetId);
			this.session.inbox().storing(packetId, () -> this.link.execute(ack::ready));
		}
	}

	private void received(int packetId, MqttReasonCode reason, @Nullable Gate gate) {
		if (reason.isError()) {
			this.session.inbox().window().release(packetId); // the flow ends here
																// [MQTT-4.3.3-9]
		}
		else {
			this.session.inbox().recordReceived(packetId, gate);
		}
	}

	private static MqttProtocolException beyondReceiveMaximum() {
		return new MqttProtocolException(MqttReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
				"more unacknowledged messages than the receive maximum"); // [MQTT-3.3.4-9]
	}

	private void acceptUnlessShed(MqttMessage message) {
		Overload overload = this.context.broker().overload();
		if (!overload.sheds()) {
			accept(message, null, NOBODY);
			return;
		}
		dropped(message, MqttDropCause.SHED);
		Pressure pressure = overload.pressure();
		if (pressure != null) {
			awaitRelief(pressure);
		}
	}

	/**
	 * Returns what the publisher is told, or {@code null} if that is found out later. An
	 * MQTT 3 client can be told nothing but success.
	 */
	private @Nullable MqttReasonCode accept(MqttMessage message, @Nullable Gate gate, Consumer<MqttReasonCode> later) {
		if (this.allowance != null && !this.allowance.takes(message)) {
			return this.allowance.refused(message);
		}
		if (message.topic().charAt(0) == '$') {
			return acceptExtension(message);
		}
		MqttMessage named = rewritten(message);
		if (named == null) {
			return rewriteFailed(message);
		}
		return accept(named, gate, later, named.topic());
	}

	private @Nullable MqttReasonCode accept(MqttMessage message, @Nullable Gate gate, Consumer<MqttReasonCode> later,
			String topic) {
		if (this.permissions != null && !this.permissions.mayPublish(topic)) {
			return notAuthorized(this.permissions, message);
		}
		if (message.retain() && this.context.config().limits().retainedMax() == 0 && this.link.version().is5()) {
			throw new MqttProtocolException(MqttReasonCode.RETAIN_NOT_SUPPORTED, "retained messages are switched off");
		}
		Interception interception = this.context.broker().interceptions().publishing();
		if (interception != null) {
			return intercept(interception, message, gate, later);
		}
		Offering offering = offer(message, gate, this.link.loop().millis());
		if (offering.pressure() != null) {
			awaitRelief(offering.pressure());
		}
		return told(offering);
	}

	private @Nullable MqttReasonCode intercept(Interception interception, MqttMessage message, @Nullable Gate gate,
			Consumer<MqttReasonCode> later) {
		Consumer<Pressure> waiting = (pressure) -> this.link.execute(() -> {
			if (this.link.isOpen()) {
				awaitRelief(pressure);
			}
		});
		if (interception.isFast()) {
			return publish(message, interception.now(origin(), message), gate, this.link.loop().millis(), waiting);
		}
		Pressure high = interception.later(origin(), message,
				(seen) -> later.accept(publish(message, seen, gate, this.link.loop().clock(), waiting)));
		if (high != null) {
			awaitRelief(high);
		}
		return null;
	}

	// On any thread.
	private MqttReasonCode publish(MqttMessage message, Intercepted seen, @Nullable Gate gate, long now,
			Consumer<Pressure> waiting) {
		if (seen.message() == null) {
			if (seen.cause() != null) {
				dropped(message, seen.cause());
			}
			return toldIfV5(seen.reason());
		}
		Offering offering = offer(seen.message(), gate, now);
		if (offering.pressure() != null) {
			waiting.accept(offering.pressure());
		}
		return told(offering);
	}

	private Offering offer(MqttMessage message, @Nullable Gate gate, long now) {
		return this.context.broker().publish(Publication.of(message, origin(), now, gate), now);
	}

	private MqttReasonCode told(Offering offering) {
		return toldIfV5((offering.receivers() == 0) ? MqttReasonCode.NO_MATCHING_SUBSCRIBERS : MqttReasonCode.SUCCESS);
	}

	private Origin origin() {
		if (this.origin == null) {
			this.origin = this.session.origin();
		}
		return this.origin;
	}

	private MqttReasonCode acceptExtension(MqttMessage message) {
		String topic = message.topic();
		int seconds = topic.startsWith(DelayedMessages.PREFIX) ? DelayedMessages.seconds(topic) : -1;
		if (seconds < 0) {
			this.link.log(logger, "MQTT-2004 '{}' may not publish to '{}'", LogText.of(this.session.id()),
					LogText.of(topic));
			dropped(message, MqttDropCause.RESERVED_TOPIC); // 4.7.2
			return toldIfV5(MqttReasonCode.TOPIC_NAME_INVALID);
		}
		MqttMessage asked = message.withTopic(DelayedMessages.topic(topic));
		if (asked.topic().charAt(0) == '$') {
			dropped(message, MqttDropCause.RESERVED_TOPIC);
			return toldIfV5(MqttReasonCode.TOPIC_NAME_INVALID);
		}
		MqttMessage later = rewritten(asked);
		if (later == null) {
			return rewriteFailed(asked);
		}
		if (this.permissions != null && !this.permissions.mayPublish(later.topic())) {
			return notAuthorized(this.permissions, later);
		}
		if (!this.context.delayed().add(this.link.loop(), later, origin(), seconds)) {
			dropped(later, MqttDropCause.DELAYED_FULL);
			return toldIfV5(MqttReasonCode.QUOTA_EXCEEDED);
		}
		return MqttReasonCode.SUCCESS;
	}

	private @Nullable MqttMessage rewritten(MqttMessage message) {
		TopicRewrites rewrites = this.context.broker().rewrites();
		if (rewrites == null) {
			return message;
		}
		String topic = rewrites.publish(message.topic());
		return (topic != null) ? message.withTopic(topic) : null;
	}

	private MqttReasonCode rewriteFailed(MqttMessage message) {
		this.link.log(logger, "MQTT-2014 What '{}' publishes to '{}' cannot be rewritten",
				LogText.of(this.session.id()), LogText.of(message.topic()));
		dropped(message, MqttDropCause.REWRITE_FAILED);
		return toldIfV5(MqttReasonCode.TOPIC_NAME_INVALID);
	}

	private MqttReasonCode notAuthorized(Permissions denying, MqttMessage message) {
		Denials.denied(this.context, this.link, denying, MqttRule.Action.PUBLISH, message.topic());
		dropped(message, MqttDropCause.NOT_AUTHORIZED);
		if (!this.link.version().is5()
				&& this.context.config().authorization().unauthorized() == MqttUnauthorized.DISCONNECT) {
			throw new MqttProtocolException(MqttReasonCode.NOT_AUTHORIZED, "it may not publish to a topic");
		}
		return toldIfV5(MqttReasonCode.NOT_AUTHORIZED);
	}

	private void dropped(MqttMessage message, MqttDropCause cause) {
		this.context.broker().dropped(message, this.session.id(), null, cause);
	}

	private MqttReasonCode toldIfV5(MqttReasonCode reason) {
		return this.link.version().is5() ? reason : MqttReasonCode.SUCCESS;
	}

	private void awaitRelief(Pressure pressure) {
		if (this.relief == null) {
			this.relief = new Relief(this.link);
		}
		this.relief.await(pressure);
	}

	/** PUBREL: the packet identifier of a QoS 2 message is free again. */
	void released(int packetId) {
		boolean held = this.session.inbox().window().release(packetId);
		MqttReasonCode answer = held ? MqttReasonCode.SUCCESS : toldIfV5(MqttReasonCode.PACKET_IDENTIFIER_NOT_FOUND);
		if (!held || this.acks == null) {
			this.link.acknowledge(AckType.PUBCOMP, packetId, answer); // [MQTT-4.3.3-11]
			return;
		}
		// after PUBCOMP the identifier means a new message, also after a restart
		AckQueue.Pending ack = this.acks.expect(AckType.PUBCOMP, packetId);
		Gate gate = new Gate(() -> this.link.execute(ack::ready));
		this.session.inbox().recordFreed(packetId, gate);
		gate.leave();
	}

	/** The connection is over. */
	void end() {
		Deadlines.cancel(this.relief);
	}

}
