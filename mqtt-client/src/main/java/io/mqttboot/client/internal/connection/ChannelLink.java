package io.mqttboot.client.internal.connection;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttProtocolException;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.internal.session.ClientLoop;
import io.mqttboot.client.internal.session.ClientSession;
import io.mqttboot.client.internal.session.Connector.Watcher;
import io.mqttboot.client.internal.session.ServerLink;
import io.mqttboot.client.internal.session.Terms;
import io.mqttboot.client.internal.session.Wish;
import io.mqttboot.client.spi.MqttClientException;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.DecoderLimits;
import io.mqttboot.protocol.codec.FrameDecoder;
import io.mqttboot.protocol.codec.PacketReceiver;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.protocol.flow.TopicAliases;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Netty end of a connection to a server: says CONNECT, hands packets to the session
 * once the server has let the client in, and catches, in this one place, whatever goes
 * wrong.
 */
final class ChannelLink extends ChannelInboundHandlerAdapter implements ServerLink, PacketReceiver {

	private static final Logger logger = LoggerFactory.getLogger(ChannelLink.class);

	private static final int TOPIC_LEVELS_MAX = 65_535;

	private static final int USER_PROPERTIES_MAX = 1_000;

	private final MqttClientConfig config;

	private final ClientLoop loop;

	private final ClientSession session;

	private final Watcher watcher;

	private final Callouts callouts;

	private final Identity identity;

	private final FrameDecoder decoder;

	private ChannelHandlerContext ctx;

	private Packets packets;

	private KeepAlive keepAlive;

	private TopicAliases.@Nullable Inbound aliases;

	// null without enhanced authentication
	private final @Nullable Authentication authentication;

	private final HeldPackets held = new HeldPackets();

	private boolean greeted;

	private boolean connected;

	private boolean ended;

	private @Nullable MqttClientException cause;

	@SuppressWarnings({ "NullAway.Init", "this-escape" })
	ChannelLink(MqttClientConfig config, ClientLoop loop, ClientSession session, Watcher watcher, Callouts callouts,
			String serverUri, Identity identity) {
		this.config = config;
		this.loop = loop;
		this.session = session;
		this.watcher = watcher;
		this.callouts = callouts;
		this.identity = identity;
		Opening opening = identity.opening();
		this.authentication = (opening != null) ? new Authentication(this, config, loop, callouts, serverUri, opening)
				: null;
		int packetBytesMax = config.limits().packetBytesMax();
		this.decoder = new FrameDecoder(new DecoderLimits(FrameDecoder.Role.CLIENT, packetBytesMax, packetBytesMax,
				65_535, TOPIC_LEVELS_MAX, USER_PROPERTIES_MAX), this);
		this.decoder.version(config.version());
	}

	FrameDecoder decoder() {
		return this.decoder;
	}

	// ------ the channel

	@Override
	public void handlerAdded(ChannelHandlerContext added) {
		this.ctx = added;
		this.packets = new Packets(added, this.config, this.callouts.observer());
		this.keepAlive = new KeepAlive(this, this.loop, this.session);
	}

	/** The transport is ready: says CONNECT, the first packet. [MQTT-3.1.0-1] */
	void greet() {
		if (!this.greeted) {
			this.greeted = true;
			this.packets.write(ControlPackets.connect(this.config, this.identity));
			flush();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext reading) {
		if (this.connected && !this.ended) {
			this.session.pass();
		}
		reading.fireChannelReadComplete();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext changed) {
		if (this.connected && !this.ended && changed.channel().isWritable()) {
			this.session.pass();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext inactive) {
		this.packets.release();
		end(new MqttClientException(MqttReasonCode.SERVER_UNAVAILABLE, "the server closed the connection"));
		inactive.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext caught, Throwable thrown) {
		failed(thrown);
	}

	/** Something went wrong with this connection. */
	void failed(Throwable thrown) {
		if (thrown instanceof MqttProtocolException broken) {
			fail(broken.reasonCode(), String.valueOf(broken.getMessage()));
		}
		else {
			logger.debug("Connection of client '{}' failed", this.config.clientId(), thrown);
			close(new MqttClientException(MqttReasonCode.SERVER_UNAVAILABLE, Causes.text(thrown), thrown));
		}
	}

	/** Ends the connection for a reason that the server need not hear. */
	void close(MqttClientException why) {
		if (this.cause == null) {
			this.cause = why;
		}
		this.decoder.end();
		this.ctx.close();
	}

	// the first cause that is known is told
	private void end(MqttClientException otherwise) {
		if (!this.ended) {
			this.ended = true;
			this.keepAlive.cancel();
			MqttClientException told = (this.cause != null) ? this.cause : otherwise;
			if (this.authentication != null) {
				this.authentication.ended(told);
			}
			this.watcher.ended(told);
		}
	}

	boolean isEnded() {
		return this.ended;
	}

	/** Authenticates once more, while connected. */
	void reauthenticate(CompletableFuture<Void> done) {
		if (!this.connected || this.ended || this.authentication == null) {
			done.completeExceptionally(new MqttClientException(MqttReasonCode.UNSPECIFIED_ERROR,
					"there is no connection with enhanced authentication"));
			return;
		}
		this.authentication.again(done);
	}

	/** The application wants no connection any more. */
	void disconnect() {
		if (this.authentication != null) {
			this.authentication.ended(new MqttClientException(MqttReasonCode.SUCCESS, "the client disconnects"));
		}
		this.ended = true;
		this.keepAlive.cancel();
		this.decoder.end();
		if (this.connected && this.ctx.channel().isWritable()) {
			this.packets.write(ControlPackets.disconnect(this.config.version().is5(), MqttReasonCode.SUCCESS));
			this.packets.flush();
			this.ctx.writeAndFlush(this.ctx.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
			this.loop.schedule(this.config.connectTimeout().toMillis(), this.ctx::close);
		}
		else {
			this.ctx.close();
		}
	}

	// ------ packets that arrive

	@Override
	public void received(int packetType, int bytes) {
		this.keepAlive.read();
		this.callouts.observer().packetReceived(packetType, bytes);
		if (this.config.debug()) {
			logger.info("{} <- {} {} bytes", this.config.clientId(), MqttMessageType.valueOf(packetType), bytes);
		}
	}

	@Override
	public void publish(Publish publish) {
		if (this.ended || this.held.add(() -> publish(publish))) {
			publish.message().keep();
			return;
		}
		Publish meant = publish;
		if (publish.topicAlias() != 0) {
			TopicAliases.Inbound known = this.aliases;
			if (known == null) {
				throw new MqttProtocolException(MqttReasonCode.TOPIC_ALIAS_INVALID, "a topic alias before CONNACK");
			}
			String topic = known.resolve(publish.topicAlias(), publish.message().topic());
			meant = new Publish(publish.message().withTopic(topic), publish.packetId(), publish.dup(), 0,
					publish.subscriptionIds());
		}
		meant.message().keep(); // handlers use it later
		this.session.arrived(meant);
	}

	@Override
	public void ack(AckType type, int packetId, MqttReasonCode reason) {
		if (!this.ended && !this.held.add(() -> ack(type, packetId, reason))) {
			this.session.acked(type, packetId, reason);
		}
	}

	@Override
	public void ping() {
		this.keepAlive.answered();
	}

	@Override
	public void control(io.netty.handler.codec.mqtt.MqttMessage packet) {
		if (this.ended || this.held.add(() -> control(packet))) {
			return;
		}
		switch (packet.fixedHeader().messageType()) {
			case CONNACK -> connAck((MqttConnAckMessage) packet);
			case SUBACK -> subAck((MqttSubAckMessage) packet);
			case UNSUBACK -> this.session.unsubAck(((MqttUnsubAckMessage) packet).variableHeader().messageId());
			case DISCONNECT -> close(ConnAck.farewell(packet));
			case AUTH -> authentication(packet).received(packet);
			default -> throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR,
					packet.fixedHeader().messageType() + " was not asked for");
		}
	}

	private Authentication authentication(io.netty.handler.codec.mqtt.MqttMessage packet) {
		if (this.authentication == null) {
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR,
					packet.fixedHeader().messageType() + " without a method");
		}
		return this.authentication;
	}

	private void connAck(MqttConnAckMessage packet) {
		MqttReasonCode reason = ConnAck.reason(packet, this.config);
		if (reason != MqttReasonCode.SUCCESS) {
			close(ConnAck.refusal(packet, reason));
			return;
		}
		Terms terms = ConnAck.terms(packet, this.config, this.identity.clientId());
		if (terms.sessionPresent() && this.config.cleanStart()) { // [MQTT-3.2.2-2]
			throw new MqttProtocolException(MqttReasonCode.PROTOCOL_ERROR, "a session is present after a clean start");
		}
		if (this.authentication == null) {
			letIn(terms);
			return;
		}
		this.held.begin();
		pauseReading();
		this.authentication.accepted(packet.variableHeader().properties(), () -> {
			letIn(terms);
			resumeReading();
			this.held.handOver();
			channelReadComplete(this.ctx);
		});
	}

	private void letIn(Terms terms) {
		this.connected = true;
		this.aliases = new TopicAliases.Inbound(this.config.limits().topicAliasMax());
		this.packets.aliasesMax(terms.topicAliasMax());
		this.keepAlive.start(terms.keepAliveSeconds());
		this.watcher.connected(this, terms);
	}

	private void subAck(MqttSubAckMessage packet) {
		this.session.subAck(packet.variableHeader().messageId(),
				packet.payload().reasonCodes().stream().map((code) -> MqttReasonCode.of(code & 0xFF)).toList());
	}

	// ------ packets that leave

	@Override
	public boolean isWritable() {
		return !this.ended && this.ctx.channel().isWritable();
	}

	@Override
	public void publish(MqttMessage message, MqttQos qos, boolean dup, int packetId) {
		this.packets.publish(message, qos, dup, packetId);
	}

	@Override
	public int bytes(MqttMessage message, MqttQos qos) {
		return this.packets.bytes(message, qos);
	}

	@Override
	public void acknowledge(AckType type, int packetId, MqttReasonCode reason) {
		this.packets.acknowledge(type, packetId, reason);
	}

	@Override
	public void subscribe(int packetId, List<Wish> wishes, int subscriptionId, boolean dup) {
		this.packets.write(ControlPackets.subscribe(packetId, wishes, subscriptionId, dup && isOldest()));
	}

	@Override
	public void unsubscribe(int packetId, List<String> filters, boolean dup) {
		this.packets.write(ControlPackets.unsubscribe(packetId, filters, dup && isOldest()));
	}

	// Only MQTT 3.1 knows a repeated SUBSCRIBE; later the bit is reserved. [MQTT-3.8.1-1]
	private boolean isOldest() {
		return this.config.version() == MqttVersion.MQTT_3_1;
	}

	void sendAuth(MqttReasonCode reason, String method, byte[] data) {
		this.packets.write(ControlPackets.auth(reason, method, data));
		flush();
	}

	void sendPing() {
		this.packets.write(ControlPackets.PINGREQ);
		flush();
	}

	@Override
	public void flush() {
		if (this.packets.flush()) {
			this.keepAlive.written();
		}
	}

	@Override
	public void pauseReading() {
		this.ctx.channel().config().setAutoRead(false);
	}

	@Override
	public void resumeReading() {
		this.keepAlive.read();
		this.ctx.channel().config().setAutoRead(true);
	}

	@Override
	public void fail(MqttReasonCode reason, String why) {
		MqttClientException failure = new MqttClientException(reason, why);
		if (this.connected && !this.ended && this.config.version().is5() && reason.isError()) {
			this.packets.write(ControlPackets.disconnect(true, reason)); // [MQTT-4.13.1-1]
			this.packets.flush();
		}
		close(failure);
	}

}
