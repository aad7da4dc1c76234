package io.mqttboot.server.internal.connection;

import java.util.List;
import java.util.function.Consumer;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.protocol.flow.TopicAliases;
import io.mqttboot.server.config.MqttUnauthorized;
import io.mqttboot.server.internal.broker.Gate;
import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.internal.broker.Offering;
import io.mqttboot.server.internal.broker.Origin;
import io.mqttboot.server.internal.broker.Overload;
import io.mqttboot.server.internal.broker.Pressure;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.DelayedMessages;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttDropCause;
import io.mqttboot.server.spi.MqttIdentity;
import io.mqttboot.server.spi.MqttRule;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that has been let in: checks each of its packets, then acts. It publishes,
 * subscribes, acknowledges, proves itself again, and goes.
 */
final class ConnectedClient implements Stage {

	private static final Logger logger = LoggerFactory.getLogger(ConnectedClient.class);

	private final ConnectionContext context;

	private final ChannelLink link;

	private final Session session;

	private final @Nullable String userName;

	private final boolean wantsProblemInformation;

	// null for everything
	private final @Nullable Permissions permissions;

	// for the client that publishes
	private @Nullable Origin origin;

	private final @Nullable AckQueue acks;

	// for the client that named a method when it connected
	private final @Nullable Reauthentication reauthentication;

	// for the client that was let in for a time, or may be
	private final @Nullable Validity validity;

	// where there is a limit to what it may publish
	private final @Nullable Allowance allowance;

	// for the client that uses them
	private TopicAliases.@Nullable Inbound aliases;

	// for the client that had to wait once
	private @Nullable Relief relief;

	ConnectedClient(ConnectionContext context, ChannelLink link, ConnectRequest connect,
			MqttAuthResult.Accepted accepted, Session session) {
		this.context = context;
		this.link = link;
		this.session = session;
		this.userName = connect.userName();
		this.wantsProblemInformation = connect.wantsProblemInformation();
		this.permissions = session.client().permissions();
		this.acks = context.isDurable() ? new AckQueue(link) : null;
		boolean again = connect.method() != null;
		Validity until = (again || accepted.validUntil() != null) ? new Validity(link, accepted.validUntil()) : null;
		this.validity = until;
		this.reauthentication = (again && until != null)
				? new Reauthentication(context, link, connect, MqttIdentity.of(connect.clientId(), accepted), until)
				: null;
		this.allowance = Allowance.of(context, link, MqttIdentity.of(connect.clientId(), accepted));
	}

	String clientId() {
		return this.session.id();
	}

	/** Takes what came before it was let in. */
	void takes(List<Consumer<Stage>> early) {
		try {
			for (Consumer<Stage> packet : early) {
				if (this.link.isOpen()) {
					packet.accept(this);
				}
			}
		}
		catch (MqttProtocolException refusal) {
			refused(refusal); // nobody else would: what was read is handled no more
		}
	}

	// ------ PUBLISH

	@Override
	public void publish(Publish publish) {
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
			MqttReasonCode reason = accept(message, null);
			this.session.inbox().window().endQos1();
			this.link.acknowledge(AckType.PUBACK, packetId, reason); // [MQTT-4.3.2-4]
			return;
		}
		AckQueue.Pending ack = this.acks.expect(AckType.PUBACK, packetId);
		Gate gate = new Gate(() -> this.link.execute(() -> {
			if (this.link.isOpen()) { // else the session may be on another loop
				this.session.inbox().window().endQos1();
				ack.ready();
			}
		}));
		ack.reason(accept(message, gate));
		gate.leave();
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
			MqttReasonCode reason = acceptOnce(message, packetId, null);
			received(packetId, reason, null);
			this.link.acknowledge(AckType.PUBREC, packetId, reason); // [MQTT-4.3.3-8]
			return;
		}
		AckQueue.Pending ack = this.acks.expect(AckType.PUBREC, packetId);
		this.session.inbox().storing(packetId, () -> this.link.execute(ack::ready));
		Gate gate = new Gate(() -> this.session.run(() -> this.session.inbox().stored(packetId)));
		MqttReasonCode reason = acceptOnce(message, packetId, gate);
		received(packetId, reason, gate);
		ack.reason(reason);
		gate.leave();
	}

	private MqttReasonCode acceptOnce(MqttMessage message, int packetId, @Nullable Gate gate) {
		try {
			return accept(message, gate);
		}
		catch (MqttProtocolException refusal) {
			this.session.inbox().window().release(packetId); // it may come again
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
			this.session.inbox().window().release(packetId); // [MQTT-4.3.3-9]
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
			accept(message, null);
			return;
		}
		dropped(message, MqttDropCause.SHED);
		Pressure pressure = overload.pressure();
		if (pressure != null) {
			awaitRelief(pressure);
		}
	}

	// Returns what a publisher is told. An MQTT 3 client can be told nothing but success.
	private MqttReasonCode accept(MqttMessage message, @Nullable Gate gate) {
		if (this.allowance != null && !this.allowance.takes(message)) {
			return this.allowance.refused(message);
		}
		String topic = message.topic();
		if (topic.charAt(0) == '$') {
			return acceptExtension(message);
		}
		if (this.permissions != null && !this.permissions.mayPublish(topic)) {
			return notAuthorized(this.permissions, message);
		}
		if (message.retain() && this.context.config().limits().retainedMax() == 0 && this.link.version().is5()) {
			throw new MqttProtocolException(MqttReasonCode.RETAIN_NOT_SUPPORTED, "retained messages are switched off");
		}
		long now = this.link.loop().millis();
		Offering offering = this.context.broker().publish(Publication.of(message, origin(), now, gate), now);
		if (offering.pressure() != null) {
			awaitRelief(offering.pressure());
		}
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
			this.link.log(logger, "MQTT-2004 '{}' may not publish to '{}'", LogText.of(clientId()), LogText.of(topic));
			dropped(message, MqttDropCause.RESERVED_TOPIC); // 4.7.2
			return toldIfV5(MqttReasonCode.TOPIC_NAME_INVALID);
		}
		MqttMessage later = message.withTopic(DelayedMessages.topic(topic));
		if (later.topic().charAt(0) == '$') {
			dropped(message, MqttDropCause.RESERVED_TOPIC);
			return toldIfV5(MqttReasonCode.TOPIC_NAME_INVALID);
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
		this.context.broker().dropped(message, clientId(), null, cause);
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

	// ------ acknowledgements

	@Override
	public void ack(AckType type, int packetId, MqttReasonCode reason) {
		if (type != AckType.PUBREL) {
			this.session.outbox().acknowledged(type, packetId, reason);
			return;
		}
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

	@Override
	public void ping() {
		this.link.write(io.netty.handler.codec.mqtt.MqttMessage.PINGRESP); // [MQTT-3.12.4-1]
	}

	@Override
	public void control(io.netty.handler.codec.mqtt.MqttMessage packet) {
		switch (packet.fixedHeader().messageType()) {
			case SUBSCRIBE -> subscribing().subscribe((MqttSubscribeMessage) packet);
			case UNSUBSCRIBE -> subscribing().unsubscribe((MqttUnsubscribeMessage) packet);
			case DISCONNECT -> disconnect(packet);
			case AUTH -> auth(packet);
			default -> throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR,
					packet.fixedHeader().messageType() + " from a client");
		}
	}

	private Subscribing subscribing() {
		return new Subscribing(this.context, this.link, this.session, this.wantsProblemInformation);
	}

	private void auth(io.netty.handler.codec.mqtt.MqttMessage packet) {
		if (this.reauthentication == null) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, "AUTH without a method"); // [MQTT-4.12.0-7]
		}
		this.reauthentication.auth(packet);
	}

	private void disconnect(io.netty.handler.codec.mqtt.MqttMessage packet) {
		MqttReasonCode reason = MqttReasonCode.SUCCESS;
		if (packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header) {
			reason = MqttReasonCode.of(header.reasonCode() & 0xFF);
			long expiry = NettyProperties.number(header.properties(), MqttProperties.SESSION_EXPIRY_INTERVAL, -1);
			if (expiry > 0 && this.session.expirySeconds() == 0) {
				throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR,
						"DISCONNECT asks for a session that CONNECT did not"); // [MQTT-3.14.2-2]
			}
			if (expiry >= 0) {
				this.session
					.expirySeconds(Math.min(expiry, this.context.config().limits().sessionExpiryMax().toSeconds()));
			}
		}
		this.link.shut(reason, MqttDisconnectedBy.CLIENT);
	}

	@Override
	public void writable() {
		this.session.drain();
	}

	@Override
	public void refused(MqttProtocolException refusal) {
		this.link.close(refusal.reasonCode(), java.util.Objects.requireNonNullElse(refusal.getMessage(), ""));
	}

	@Override
	public void closed(MqttReasonCode reason, MqttDisconnectedBy by) {
		Deadlines.cancel(this.relief);
		Deadlines.cancel(this.validity);
		Allowance.end(this.allowance);
		if (this.reauthentication != null) {
			this.reauthentication.end();
		}
		boolean keepWill = by != MqttDisconnectedBy.CLIENT || reason != MqttReasonCode.SUCCESS; // [MQTT-3.14.4-3]
		this.session.detach(this.link, keepWill);
		this.context.observer().clientDisconnected(clientId(), this.userName, reason, by);
	}

}
