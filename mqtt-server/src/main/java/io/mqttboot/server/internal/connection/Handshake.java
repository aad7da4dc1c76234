package io.mqttboot.server.internal.connection;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.internal.handler.Authentication;
import io.mqttboot.server.internal.permission.Permissions;
import io.mqttboot.server.internal.session.Attachment;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.Session;
import io.mqttboot.server.spi.MqttAuthResult;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.mqttboot.server.spi.MqttEvent;
import io.mqttboot.server.spi.MqttIdentity;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection from its first byte to CONNACK. Waits for CONNECT, then for
 * authentication, then for the session; refuses in the words of the client's version.
 * What the client sends meanwhile waits until it is let in.
 */
final class Handshake implements Stage {

	private static final Logger logger = LoggerFactory.getLogger(Handshake.class);

	private static final SecureRandom RANDOM = new SecureRandom();

	private final ConnectionContext context;

	private final ChannelLink link;

	private final @Nullable Lobby lobby;

	private final Deadlines.Deadline deadline = new Overdue();

	private final List<Consumer<Stage>> early = new ArrayList<>();

	private @Nullable ConnectRequest request;

	private long askedExpirySeconds;

	private boolean assignedId;

	private boolean challenged;

	// what an authenticator gives as its reason is for the log
	private boolean judged;

	private Authentication.@Nullable Question question;

	private @Nullable Runnable permitting;

	private boolean paused;

	private boolean over;

	Handshake(ConnectionContext context, ChannelLink link, @Nullable Lobby lobby) {
		this.context = context;
		this.link = link;
		this.lobby = lobby;
	}

	void start() {
		this.link.loop().deadlines().set(this.deadline, this.context.config().limits().connectTimeout().toSeconds());
	}

	// ------ packets

	@Override
	public void control(MqttMessage packet) {
		switch (packet.fixedHeader().messageType()) {
			case CONNECT -> connect((MqttConnectMessage) packet);
			case AUTH -> auth(packet);
			case DISCONNECT -> this.link.shut(MqttReasonCode.SUCCESS, MqttDisconnectedBy.CLIENT);
			default -> wait((stage) -> stage.control(packet));
		}
	}

	@Override
	public void publish(Publish publish) {
		publish.message().keep();
		wait((stage) -> stage.publish(publish));
	}

	@Override
	public void ack(AckType type, int packetId, MqttReasonCode reason) {
		wait((stage) -> stage.ack(type, packetId, reason));
	}

	@Override
	public void ping() {
		wait(Stage::ping);
	}

	private void wait(Consumer<Stage> packet) {
		if (this.request != null && this.request.method() != null) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR,
					"a packet other than AUTH or DISCONNECT during authentication"); // [MQTT-3.1.2-30]
		}
		// reading pauses, but one read may bring many
		if (this.early.size() >= this.context.config().limits().earlyPacketsMax()) {
			throw new MqttProtocolException(MqttReasonCode.QUOTA_EXCEEDED, "too many packets before it is let in");
		}
		this.early.add(packet);
	}

	// ------ CONNECT

	private void connect(MqttConnectMessage packet) {
		this.context.checkOpen();
		MqttVersion version = java.util.Objects.requireNonNull(this.link.decoder().version());
		MqttServerConfig config = this.context.config();
		long expiryMax = config.limits().sessionExpiryMax().toSeconds();
		ConnectRequest connect = ConnectRequest.of(packet, version, Math.min(expiryMax, Session.FOREVER),
				this.context.broker().rewrites());
		this.link.speaks(connect.terms(0));
		this.askedExpirySeconds = version.is5() ? NettyProperties.number(packet.variableHeader().properties(),
				MqttProperties.SESSION_EXPIRY_INTERVAL, 0) : connect.expirySeconds();
		if (connect.clientId().isEmpty()) {
			connect = connect.withClientId(assignId(connect));
		}
		this.request = connect;
		this.context.observer()
			.happened(new MqttEvent.ClientConnecting(connect.clientId(), connect.userName(), version,
					this.link.remoteAddress()));
		this.context.admission().says(connect.clientId(), this.link.socketAddress());
		if (this.lobby != null) {
			leave(this.lobby, connect);
		}
		else {
			authenticate(connect);
		}
	}

	private void leave(Lobby lobby, ConnectRequest connect) {
		this.deadline.cancel(); // is of the loop that it leaves
		lobby.leave(this.link.channel(), (home) -> {
			this.link.livesOn(home);
			decide(() -> authenticate(connect));
		});
	}

	private void authenticate(ConnectRequest connect) {
		if (this.context.authentication().isPresent()) {
			pause();
			awaitAuthentication();
			this.question = this.context.authentication()
				.authenticate(connect.authRequest(this.link, false, connect.data(), connect.userProperties()),
						this::answered);
		}
		else if (connect.method() != null) {
			throw new MqttProtocolException(MqttReasonCode.BAD_AUTHENTICATION_METHOD, "no such authentication method"); // [MQTT-4.12.0-1]
		}
		else {
			authorize(connect, new MqttAuthResult.Accepted(null, null));
			if (!this.over && !this.paused) {
				pause(); // its session comes from another loop
			}
		}
	}

	// Nothing is read while others decide; where all is decided at once that would be two
	// calls of the system for nothing.
	private void pause() {
		this.paused = true;
		this.link.pauseReading();
	}

	private void goOn() {
		if (this.paused) {
			this.paused = false;
			this.link.resumeReading();
		}
	}

	private String assignId(ConnectRequest connect) {
		if (!connect.mayLackClientId()) {
			throw new MqttProtocolException(MqttReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "an empty client identifier");
		}
		this.assignedId = true;
		return "auto-" + new java.math.BigInteger(128, RANDOM).toString(36); // [MQTT-3.1.3-7]
	}

	// ------ authentication

	private void awaitAuthentication() {
		this.link.loop().deadlines().set(this.deadline, this.context.config().authTimeout().toSeconds());
	}

	// On any thread.
	private void answered(MqttAuthResult result) {
		later(() -> decide(result));
	}

	private void later(Runnable decision) {
		this.link.execute(() -> decide(decision));
	}

	private void decide(Runnable decision) {
		if (this.over) {
			return;
		}
		try {
			decision.run();
		}
		catch (MqttProtocolException refusal) {
			refused(refusal);
		}
		catch (RuntimeException ex) { // nobody else catches it on this way
			logger.error("MQTT-9002 The handshake with {} failed", this.link.remoteAddress(), ex);
			refused(new MqttProtocolException(MqttReasonCode.UNSPECIFIED_ERROR, "an error in the server"));
		}
	}

	private void decide(MqttAuthResult result) {
		ConnectRequest connect = java.util.Objects.requireNonNull(this.request);
		if (result instanceof MqttAuthResult.Refused refused) {
			this.judged = true;
			throw new MqttProtocolException(refused.reasonCode(), refused.reason());
		}
		if (result instanceof MqttAuthResult.Accepted accepted) {
			if (Validity.isOver(accepted.validUntil(), this.link.loop().millis())) {
				throw new MqttProtocolException(MqttReasonCode.NOT_AUTHORIZED, "what it proved is not valid any more");
			}
			authorize(connect, accepted);
			return;
		}
		MqttAuthResult.Challenge asked = (MqttAuthResult.Challenge) result;
		if (connect.method() == null) {
			throw new MqttProtocolException(MqttReasonCode.BAD_AUTHENTICATION_METHOD, "it cannot answer a challenge");
		}
		this.challenged = true;
		this.link.write(Auths.packet(MqttReasonCode.CONTINUE_AUTHENTICATION, connect.method(), asked.data()));
		this.link.loop().deadlines().set(this.deadline, this.context.config().limits().connectTimeout().toSeconds());
		goOn();
	}

	private void auth(MqttMessage packet) {
		ConnectRequest connect = java.util.Objects.requireNonNull(this.request);
		Authentication.Question asked = this.question;
		MqttReasonCodeAndPropertiesVariableHeader header = Auths.header(packet);
		if (asked == null || !this.challenged
				|| (header.reasonCode() & 0xFF) != MqttReasonCode.CONTINUE_AUTHENTICATION.value()) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, "AUTH out of turn");
		}
		Auths.checkMethod(header.properties(), connect.method());
		this.challenged = false;
		pause();
		awaitAuthentication();
		asked.proceed(NettyProperties.bytes(header.properties(), MqttProperties.AUTHENTICATION_DATA));
	}

	// ------ permissions, and the session

	private void authorize(ConnectRequest connect, MqttAuthResult.Accepted accepted) {
		MqttIdentity identity = MqttIdentity.of(connect.clientId(), accepted);
		this.context.admission().connects(identity, this.link.socketAddress());
		if (!this.context.authorization().isPresent()) {
			attach(connect, accepted, identity, null);
			return;
		}
		if (!this.paused) {
			pause();
		}
		awaitAuthentication();
		this.permitting = Permitting.ask(this.context, identity, (permissions) -> later(() -> {
			Permitting.checkWill(this.context, connect, permissions);
			attach(connect, accepted, identity, permissions);
		}), (refusal) -> later(() -> refused(refusal)));
	}

	private void attach(ConnectRequest connect, MqttAuthResult.Accepted accepted, MqttIdentity identity,
			@Nullable Permissions permissions) {
		this.deadline.cancel();
		this.context.sessions()
			.attach(new Attachment(identity, permissions, connect.userName(), connect.version(), connect.cleanStart(),
					connect.expirySeconds(), connect.will(), this.link, this.link.loop(),
					(session, present) -> attached(connect, accepted, session, present), this::notAttached));
	}

	private void attached(ConnectRequest connect, MqttAuthResult.Accepted accepted, Session session, boolean present) {
		Permitting.checkEdition(this.context, session);
		if (this.over) {
			session.detach(this.link, true);
			return;
		}
		this.over = true;
		int keepAlive = KeepAlive.of(connect, this.context.config());
		int silence = (keepAlive > 0) ? KeepAlive.limit(keepAlive)
				: (int) Math.min(Integer.MAX_VALUE, this.context.config().heartbeatTimeout().toSeconds());
		if (!this.link.write(ConnAcks.accepted(connect, this.assignedId, present, this.askedExpirySeconds, keepAlive,
				accepted.data(), this.context.config()))) {
			session.detach(this.link, false); // nothing else may be sent first
												// [MQTT-3.2.0-1]
			refused(new MqttProtocolException(MqttReasonCode.PACKET_TOO_LARGE, "CONNACK is more than it accepts"));
			return;
		}
		ConnectedClient client = new ConnectedClient(this.context, this.link, connect, accepted, session);
		this.link.connected(client, connect.terms(this.context.config().limits().topicAliasMax()),
				(silence > 0) ? new KeepAlive(this.link, silence) : null);
		if (this.question != null) {
			this.question.letIn();
		}
		this.context.observer().clientConnected(connect.clientId(), connect.userName(), connect.version(), present);
		this.context.closeUnwanted(this.link, session);
		session.connected();
		client.takes(this.early);
		this.early.clear();
		goOn();
	}

	private void notAttached(MqttProtocolException refusal) {
		if (!this.over) {
			refused(refusal);
		}
	}

	// ------ the end

	private void end() {
		this.over = true;
		this.deadline.cancel();
		this.early.clear();
		if (this.question != null) {
			this.question.giveUp(); // nobody waits for the answer any more
		}
		if (this.permitting != null) {
			this.permitting.run(); // neither for this one
		}
	}

	@Override
	public void refused(MqttProtocolException refusal) {
		end();
		this.context.refused(this.link, this.request, refusal.reasonCode());
		this.link.log(logger, "MQTT-2001 Refused a client at {}{}: {} ({})", this.link.remoteAddress(), name(),
				LogText.of(String.valueOf(refusal.getMessage())), refusal.reasonCode().text());
		MqttVersion version = this.link.decoder().answerVersion();
		if (version != null) {
			this.link
				.speaks((this.request != null) ? this.request.terms(0) : new Terms(version, 65_535, Long.MAX_VALUE, 0));
			boolean explain = this.request == null || (this.request.wantsProblemInformation() && !this.judged);
			MqttConnAckMessage answer = ConnAcks.refused(version, refusal.reasonCode(),
					(explain && ConnAcks.explains(refusal.reasonCode())) ? refusal.getMessage() : null,
					this.context.serverReference());
			if (answer != null && !this.link.write(answer)) {
				MqttConnAckMessage shorter = ConnAcks.refused(version, refusal.reasonCode(), null, "");
				this.link.write(java.util.Objects.requireNonNull(shorter));
			}
		}
		this.link.shut(refusal.reasonCode(), MqttDisconnectedBy.SERVER);
	}

	private String name() {
		return (this.request != null) ? " with client id '" + LogText.of(this.request.clientId()) + "'" : "";
	}

	@Override
	public void writable() {
	}

	@Override
	public void closed(MqttReasonCode reason, MqttDisconnectedBy by) {
		end();
	}

	private final class Overdue extends Deadlines.Deadline {

		@Override
		protected void due() {
			if (Handshake.this.request == null) {
				Handshake.this.context.observer().clientRefused(MqttReasonCode.MAXIMUM_CONNECT_TIME);
				logger.debug("No CONNECT from {} in time", Handshake.this.link.remoteAddress());
				Handshake.this.link.shut(MqttReasonCode.MAXIMUM_CONNECT_TIME, MqttDisconnectedBy.SERVER);
			}
			else {
				refused(new MqttProtocolException(MqttReasonCode.NOT_AUTHORIZED, "authentication took too long"));
			}
		}

	}

}
