package io.mqttboot.server.internal.connection;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Supplier;

import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.DecoderLimits;
import io.mqttboot.protocol.codec.FrameDecoder;
import io.mqttboot.protocol.codec.PacketReceiver;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.server.internal.broker.LogText;
import io.mqttboot.server.internal.broker.Publication;
import io.mqttboot.server.internal.session.ClientLink;
import io.mqttboot.server.internal.session.Deadlines;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.spi.MqttDisconnectedBy;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Netty end of a connection: hands packets to its stage, collects what is written
 * during a pass in one buffer and flushes it at the end, and catches, in this one place,
 * whatever goes wrong. Open, then closing, then closed.
 */
public final class ChannelLink extends ChannelInboundHandlerAdapter implements ClientLink, PacketReceiver {

	private static final Logger logger = LoggerFactory.getLogger(ChannelLink.class);

	private final ConnectionContext context;

	private SessionLoop loop;

	private final Supplier<?> lastFrame;

	private final FrameDecoder decoder;

	private final LogLimit logLimit;

	private ChannelHandlerContext ctx;

	private Stage stage;

	// what arrived
	private long lastReadSecond;

	private int unhandledPackets;

	private long unhandledBytes;

	private int pauses;

	// for the client that sends several packets at once
	private @Nullable Turn turn;

	private Outgoing outgoing;

	private boolean closing;

	private boolean closed;

	private Deadlines.@Nullable Deadline stall;

	private @Nullable Farewell farewell;

	// for the client that was let in
	private int receiveMaximum = 65_535;

	private @Nullable KeepAlive keepAlive;

	/**
	 * Creates the link of an accepted channel.
	 * @param context what all connections share
	 * @param loop the loop that the channel is on
	 * @param lobby what that is a loop of, {@code null} if it is one of clients
	 * @param limits what its decoder accepts
	 * @param lastFrame what the transport says before it is closed, an empty buffer if
	 * nothing
	 * @param logLimit how much may be logged about clients
	 */
	@SuppressWarnings({ "NullAway.Init", "this-escape" })
	public ChannelLink(ConnectionContext context, SessionLoop loop, @Nullable Lobby lobby, DecoderLimits limits,
			Supplier<?> lastFrame, LogLimit logLimit) {
		this.context = context;
		this.loop = loop;
		this.lastFrame = lastFrame;
		this.logLimit = logLimit;
		this.decoder = new FrameDecoder(limits, this);
		this.stage = new Handshake(context, this, lobby);
	}

	/** Returns the decoder that stands before this link in the pipeline. */
	public FrameDecoder decoder() {
		return this.decoder;
	}

	// ------ the channel

	@Override
	public void handlerAdded(ChannelHandlerContext added) {
		this.ctx = added;
		this.outgoing = new Outgoing(this, added, this.context.config().debug());
		this.lastReadSecond = this.loop.second();
		((Handshake) this.stage).start();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext reading) {
		settle();
		if (this.turn != null) {
			this.turn.begin();
		}
		reading.fireChannelReadComplete();
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext changed) {
		if (changed.channel().isWritable()) {
			if (this.stall != null) {
				this.stall.cancel();
				this.stall = null;
				resumeReading();
			}
			this.stage.writable();
		}
		else if (this.stall == null && !this.closing) {
			this.stall = Deadlines.Deadline
				.of(() -> close(MqttReasonCode.UNSPECIFIED_ERROR, "it does not read what it is sent"));
			this.loop.deadlines().set(this.stall, this.context.config().limits().writeStallTimeout().toSeconds());
			pauseReading(); // what it sends would only make more to write
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext inactive) {
		settle();
		ended(MqttReasonCode.UNSPECIFIED_ERROR, MqttDisconnectedBy.NETWORK);
		if (!this.closed) {
			this.closed = true;
			Deadlines.cancel(this.farewell);
			this.outgoing.release();
		}
		inactive.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
		settle();
		Faults.end(this, this.stage, this.context.observer(), caught, cause);
	}

	// What was received has been processed by now, or refused.
	private void settle() {
		if (this.unhandledPackets > 0) {
			this.loop.counters().handled(this.unhandledPackets, this.unhandledBytes);
			this.unhandledPackets = 0;
			this.unhandledBytes = 0;
		}
	}

	// ------ packets that arrive

	@Override
	public void received(int packetType, int bytes) {
		this.lastReadSecond = this.loop.second();
		this.loop.counters().received(packetType, bytes);
		this.unhandledPackets++;
		this.unhandledBytes += bytes;
		if (this.context.config().debug()) {
			PacketLog.received(this, packetType, bytes);
		}
	}

	@Override
	public boolean yields() {
		if (!(this.stage instanceof ConnectedClient)) {
			return false;
		}
		if (this.turn == null) {
			this.turn = new Turn(this);
		}
		return this.turn.isOver();
	}

	@Override
	public void publish(Publish publish) {
		if (!this.closing) {
			this.stage.publish(publish);
		}
	}

	@Override
	public void ack(AckType type, int packetId, MqttReasonCode reason) {
		if (!this.closing) {
			this.stage.ack(type, packetId, reason);
		}
	}

	@Override
	public void ping() {
		if (!this.closing) {
			this.stage.ping();
		}
	}

	@Override
	public void control(io.netty.handler.codec.mqtt.MqttMessage packet) {
		if (!this.closing) {
			this.stage.control(packet);
		}
	}

	// ------ the client that was let in

	/** The channel has left the lobby for another loop, which the caller is on. */
	void livesOn(SessionLoop home) {
		this.loop = home;
		this.lastReadSecond = home.second();
	}

	/** The handshake is over: another stage takes the packets. */
	void connected(Stage next, Terms terms, @Nullable KeepAlive watch) {
		this.stage = next;
		this.receiveMaximum = terms.receiveMaximum();
		this.outgoing.agree(terms);
		this.decoder.accepted();
		this.keepAlive = watch;
		if (watch != null) {
			watch.start();
		}
	}

	/** Writes packets as the client takes them, from now on. */
	void speaks(Terms terms) {
		this.outgoing.agree(terms);
	}

	@Override
	public MqttVersion version() {
		return this.outgoing.version();
	}

	@Override
	public int receiveMaximum() {
		return this.receiveMaximum;
	}

	@Override
	public String remoteAddress() {
		SocketAddress address = socketAddress();
		return (address instanceof InetSocketAddress inet) ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
				: String.valueOf(address);
	}

	@Override
	public SocketAddress socketAddress() {
		return ClientAddress.of(this.ctx.channel());
	}

	Channel channel() {
		return this.ctx.channel();
	}

	SessionLoop loop() {
		return this.loop;
	}

	long lastReadSecond() {
		return this.lastReadSecond;
	}

	boolean isOpen() {
		return !this.closing && !this.closed && this.ctx.channel().isActive();
	}

	// ------ reading pauses

	/** Reads nothing until {@link #resumeReading} was called as often. */
	void pauseReading() {
		if (this.pauses++ == 0 && !this.closing) {
			this.ctx.channel().config().setAutoRead(false);
		}
	}

	void resumeReading() {
		if (--this.pauses == 0) {
			this.lastReadSecond = this.loop.second();
			this.decoder.goOn();
			if (this.pauses == 0) { // as before
				this.ctx.channel().config().setAutoRead(true);
			}
		}
	}

	boolean isPaused() {
		return this.pauses > 0;
	}

	// ------ packets that leave

	@Override
	public boolean isWritable() {
		return !this.closing && this.ctx.channel().isWritable();
	}

	@Override
	public boolean accepts(Publication publication, MqttQos qos, int[] subscriptionIds) {
		return this.outgoing.accepts(publication, qos, subscriptionIds);
	}

	@Override
	public boolean publish(Publication publication, MqttQos qos, boolean retain, boolean dup, int packetId,
			int[] subscriptionIds) {
		return this.closing || this.outgoing.publish(publication, qos, retain, dup, packetId, subscriptionIds);
	}

	@Override
	public void acknowledge(AckType type, int packetId, MqttReasonCode reason) {
		if (!this.closing) {
			this.outgoing.acknowledge(type, packetId, reason);
		}
	}

	/** Writes any other packet, unless the client does not accept one so large. */
	boolean write(io.netty.handler.codec.mqtt.MqttMessage packet) {
		return this.closing || this.outgoing.write(packet);
	}

	// ------ the end

	@Override
	public void close(MqttReasonCode reason, String why) {
		if (this.closing) {
			return;
		}
		Stage last = this.stage;
		log(logger, "MQTT-2002 Closing the connection of {}: {} ({})", who(), why, reason.text());
		if (last instanceof ConnectedClient && version().is5()) {
			Disconnects.write(this, reason, why, this.context.serverReference()); // [MQTT-4.13.1-1]
		}
		shut(reason, MqttDisconnectedBy.SERVER);
	}

	/** Closes after what was written has left; the client needs no more words. */
	void shut(MqttReasonCode reason, MqttDisconnectedBy by) {
		if (this.closing) {
			return;
		}
		this.outgoing.flush();
		this.closing = true;
		this.decoder.end();
		ended(reason, by);
		if (!this.ctx.channel().isWritable()) {
			this.ctx.close(); // it does not read: what waits would never leave
			return;
		}
		this.farewell = new Farewell(this.ctx, this.loop.deadlines());
		this.farewell.begin(this.lastFrame.get(), by == MqttDisconnectedBy.SERVER);
	}

	private void ended(MqttReasonCode reason, MqttDisconnectedBy by) {
		if (this.keepAlive != null) {
			this.keepAlive.cancel();
			this.keepAlive = null;
		}
		if (this.stall != null) {
			this.stall.cancel();
			this.stall = null;
		}
		Stage last = this.stage;
		this.stage = Ended.STAGE;
		last.closed(reason, by);
	}

	/** Writes a line about this client, if there is room in the log. */
	void log(Logger log, String format, Object... arguments) {
		this.logLimit.info(this.loop.second(), log, format, arguments);
	}

	String who() {
		return (this.stage instanceof ConnectedClient client)
				? "client '" + LogText.of(client.clientId()) + "' at " + remoteAddress() : remoteAddress();
	}

	/** Runs a task on the loop of this connection. */
	void execute(Runnable task) {
		this.loop.execute(task);
	}

}
