package io.mqttboot.server.internal.transport;

import java.util.function.Supplier;

import io.mqttboot.protocol.codec.DecoderLimits;
import io.mqttboot.protocol.codec.FrameDecoder;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.internal.admission.AddressTable;
import io.mqttboot.server.internal.connection.ChannelLink;
import io.mqttboot.server.internal.connection.ConnectionContext;
import io.mqttboot.server.internal.connection.Lobby;
import io.mqttboot.server.internal.connection.LogLimit;
import io.mqttboot.server.internal.session.SessionLoop;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a connection's bytes pass through, for each kind of listener.
 */
public final class Pipelines {

	private static final int HTTP_LINE_MAX = 4096;

	private static final int HTTP_HEADERS_MAX = 8192;

	// Frames around CONNECT, and packets that come in one frame with it.
	private static final int BESIDE_CONNECT = 16 * 1024;

	// what a proxy may add to an address, as the name of a certificate
	private static final int PROXY_TLV_MAX = 4096;

	// A frame may hold several packets [MQTT-6.0.0-2], but is no way around a limit.
	private static final int WEBSOCKET_FRAME_MIN = 64 * 1024;

	private static final Supplier<?> NO_FRAME = () -> Unpooled.EMPTY_BUFFER;

	private static final Supplier<?> CLOSE_FRAME = () -> new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE);

	private final ConnectionContext context;

	// one for all connections
	private final DecoderLimits decoderLimits;

	private final WebSocketDecoderConfig webSocketFrames;

	private final int strangerFrameMax;

	private final Entrance entrance;

	private final LogLimit logLimit = new LogLimit();

	private final ChannelFutureListener ended = (closed) -> ended();

	/**
	 * Prepares what all connections share.
	 * @throws IllegalArgumentException if the address of a trusted proxy is none
	 */
	public Pipelines(ConnectionContext context) {
		this.context = context;
		this.entrance = new Entrance(context.admission(), new TrustedProxies(context.config().forwarding()));
		MqttLimits limits = context.config().limits();
		this.decoderLimits = new DecoderLimits(FrameDecoder.Role.SERVER, limits.packetBytesMax(),
				limits.firstPacketBytesMax(), limits.topicBytesMax(), limits.topicLevelsMax(),
				limits.userPropertiesMax());
		this.strangerFrameMax = Math.min(WEBSOCKET_FRAME_MIN,
				Math.min(limits.packetBytesMax(), limits.firstPacketBytesMax()) + BESIDE_CONNECT);
		this.webSocketFrames = WebSocketDecoderConfig.newBuilder()
			.maxFramePayloadLength(Math.max(WEBSOCKET_FRAME_MIN, limits.packetBytesMax()))
			.allowExtensions(false)
			.withUTF8Validator(false)
			.build();
	}

	/**
	 * Prepares an accepted channel; on its event loop.
	 * @param loop that loop
	 * @param lobby what it is a loop of, {@code null} if it is one of clients
	 */
	public void init(Channel channel, MqttListenerConfig listener, @Nullable TlsGate tls, SessionLoop loop,
			@Nullable Lobby lobby) {
		long open = this.context.accepted().incrementAndGet() - this.context.closed().get();
		this.context.observer().connectionAccepted();
		channel.closeFuture().addListener(this.ended);
		if (open > this.context.config().limits().connectionsMax()) {
			this.context.observer().clientRefused(io.mqttboot.MqttReasonCode.QUOTA_EXCEEDED);
			channel.close();
			return;
		}
		if (listener.isSecure() && this.context.broker().overload().refuses()) {
			// a handshake would be the most expensive part of a refusal
			this.context.observer().clientRefused(io.mqttboot.MqttReasonCode.SERVER_BUSY);
			channel.close();
			return;
		}
		boolean webSocket = listener.kind() == MqttListenerConfig.Kind.WEBSOCKET;
		boolean header = this.entrance.proxies().wantsHeader(channel.remoteAddress());
		boolean forwarded = webSocket && this.entrance.proxies().wantsForwardedFor(channel.remoteAddress());
		if (!header && !forwarded && this.entrance.refuses(channel, channel.remoteAddress()) != null) {
			channel.close();
			return;
		}
		ChannelLink link = new ChannelLink(this.context, loop, lobby, this.decoderLimits, lastFrame(listener),
				this.logLimit);
		ChannelPipeline pipeline = channel.pipeline();
		if (header) {
			pipeline.addLast(new HAProxyMessageDecoder(PROXY_TLV_MAX),
					new ProxyHeader(forwarded ? null : this.entrance));
		}
		if (tls != null) {
			pipeline.addLast(tls.handler(channel.alloc()), new TlsDeadline(this.context.observer()));
		}
		if (webSocket) {
			addWebSocket(pipeline, listener, link.decoder());
		}
		AddressTable table = this.context.admission().addressTable();
		if (table != null) {
			pipeline.addLast(new TrafficMeter(table));
		}
		pipeline.addLast(link.decoder(), link);
	}

	private static Supplier<?> lastFrame(MqttListenerConfig listener) {
		return (listener.kind() == MqttListenerConfig.Kind.WEBSOCKET) ? CLOSE_FRAME : NO_FRAME;
	}

	private void ended() {
		this.context.closed().incrementAndGet();
		this.context.observer().connectionClosed();
	}

	private void addWebSocket(ChannelPipeline pipeline, MqttListenerConfig listener, FrameDecoder packets) {
		pipeline.addLast(new HttpServerCodec(HTTP_LINE_MAX, HTTP_HEADERS_MAX, HTTP_HEADERS_MAX),
				new HttpObjectAggregator(HTTP_HEADERS_MAX), new WebSocketGate(listener, this.entrance,
						() -> new StrangerFrames(this.webSocketFrames, packets, this.strangerFrameMax)));
	}

}
