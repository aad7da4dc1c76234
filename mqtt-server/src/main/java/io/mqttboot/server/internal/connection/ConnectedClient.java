package io.mqttboot.server.internal.connection;

import java.util.List;
import java.util.function.Consumer;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttIdentity;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import org.jspecify.annotations.Nullable;

/**
 * One client that has been let in: it publishes, subscribes, acknowledges, proves itself
 * again, and goes.
 */
final class ConnectedClient implements Stage {

	private final ConnectionContext context;

	private final ChannelLink link;

	private final Session session;

	private final @Nullable String userName;

	private final boolean wantsProblemInformation;

	// where there is a limit to what it may publish
	private final @Nullable Allowance allowance;

	// for the client that publishes
	private @Nullable Publishing publishing;

	// where interceptors may answer later
	private @Nullable Subscribing subscribing;

	// for the client that named a method when it connected
	private final @Nullable Reauthentication reauthentication;

	// for the client that was let in for a time, or may be
	private final @Nullable Validity validity;

	ConnectedClient(ConnectionContext context, ChannelLink link, ConnectRequest connect,
			MqttAuthResult.Accepted accepted, Session session) {
		this.context = context;
		this.link = link;
		this.session = session;
		this.userName = connect.userName();
		this.wantsProblemInformation = connect.wantsProblemInformation();
		boolean again = connect.method() != null;
		Validity until = (again || accepted.validUntil() != null) ? new Validity(link, accepted.validUntil()) : null;
		this.validity = until;
		MqttIdentity identity = MqttIdentity.of(connect.clientId(), accepted);
		this.reauthentication = (again && until != null) ? new Reauthentication(context, link, connect, identity, until)
				: null;
		this.allowance = Allowance.of(context, link, identity);
	}

	String clientId() {
		return this.session.id();
	}

	/**
	 * It is let in: makes its automatic subscriptions, and takes what came before.
	 */
	void takes(List<Consumer<Stage>> early) {
		try {
			if (!this.context.config().extensions().autoSubscriptions().isEmpty()) {
				subscribing().subscribeAutomatically();
			}
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

	@Override
	public void publish(Publish publish) {
		publishing().publish(publish);
	}

	private Publishing publishing() {
		if (this.publishing == null) {
			this.publishing = new Publishing(this.context, this.link, this.session, this.allowance);
		}
		return this.publishing;
	}

	// ------ acknowledgements

	@Override
	public void ack(AckType type, int packetId, MqttReasonCode reason) {
		if (type != AckType.PUBREL) {
			this.session.outbox().acknowledged(type, packetId, reason);
			return;
		}
		publishing().released(packetId);
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
		Subscribing present = this.subscribing;
		if (present == null) {
			present = new Subscribing(this.context, this.link, this.session, this.wantsProblemInformation);
			this.subscribing = present.isIntercepted() ? present : null;
		}
		return present;
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
		if (this.publishing != null) {
			this.publishing.end();
		}
		Allowance.end(this.allowance);
		Deadlines.cancel(this.validity);
		if (this.reauthentication != null) {
			this.reauthentication.end();
		}
		boolean keepWill = by != MqttDisconnectedBy.CLIENT || reason != MqttReasonCode.SUCCESS; // [MQTT-3.14.4-3]
		this.session.detach(this.link, keepWill);
		this.context.observer().clientDisconnected(clientId(), this.userName, reason, by);
	}

}
