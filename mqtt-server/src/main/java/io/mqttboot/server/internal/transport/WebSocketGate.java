package io.mqttboot.server.internal.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.internal.connection.ClientAddress;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import org.jspecify.annotations.Nullable;

/**
 * Opens a WebSocket for MQTT on a path that is served, and refuses all other requests.
 * Then it leaves the pipeline, and all of HTTP with it: what is left are frames.
 */
final class WebSocketGate extends SimpleChannelInboundHandler<FullHttpRequest> {

	/** The sub-protocols of MQTT. [MQTT-6.0.0-3] */
	private static final String PROTOCOLS = "mqtt,mqttv3.1";

	private static final String VERSION = "13";

	private static final String FORWARDED_FOR = "X-Forwarded-For";

	private final List<String> paths;

	private final List<String> origins;

	private final Entrance entrance;

	private final Supplier<WebSocketFrameDecoder> frames;

	WebSocketGate(MqttListenerConfig listener, Entrance entrance, Supplier<WebSocketFrameDecoder> frames) {
		this.paths = listener.paths();
		this.origins = listener.origins();
		this.entrance = entrance;
		this.frames = frames;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
		if (!request.decoderResult().isSuccess()) {
			refuse(ctx, HttpResponseStatus.BAD_REQUEST);
		}
		else if (!this.paths.contains(path(request.uri()))) {
			refuse(ctx, HttpResponseStatus.NOT_FOUND);
		}
		else if (!isAllowed(request.headers().get(HttpHeaderNames.ORIGIN))) {
			refuse(ctx, HttpResponseStatus.FORBIDDEN);
		}
		else if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
			refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED);
		}
		else if (!offersMqtt(request)) {
			refuse(ctx, HttpResponseStatus.BAD_REQUEST);
		}
		else if (!request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION, false)) {
			refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED);
		}
		else {
			open(ctx, request);
		}
	}

	private void open(ChannelHandlerContext ctx, FullHttpRequest request) {
		if (this.entrance.proxies().wantsForwardedFor(ctx.channel().remoteAddress())) {
			InetSocketAddress origin = this.entrance.proxies()
				.origin(ctx.channel().remoteAddress(), request.headers().getAll(FORWARDED_FOR));
			if (origin != null) {
				ClientAddress.tell(ctx.channel(), origin);
			}
			MqttReasonCode refusal = this.entrance.refuses(ctx.channel(), ClientAddress.of(ctx.channel()));
			if (refusal != null) {
				refuse(ctx, (refusal == MqttReasonCode.BANNED) ? HttpResponseStatus.FORBIDDEN
						: HttpResponseStatus.TOO_MANY_REQUESTS);
				return;
			}
		}
		try {
			new Handshaker(request.uri(), this.frames).handshake(ctx.channel(), request);
			ctx.pipeline().replace(this, null, new WebSocketFrames());
		}
		catch (WebSocketHandshakeException ex) {
			refuse(ctx, HttpResponseStatus.BAD_REQUEST);
		}
	}

	// only browsers say where their page came from
	private boolean isAllowed(@Nullable String origin) {
		return origin == null || this.origins.isEmpty() || this.origins.contains(origin);
	}

	private static String path(String uri) {
		int query = uri.indexOf('?');
		return (query >= 0) ? uri.substring(0, query) : uri;
	}

	private static boolean offersMqtt(FullHttpRequest request) {
		for (String header : request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
			for (String offered : header.split(",")) {
				if (offered.trim().equals("mqtt") || offered.trim().equals("mqttv3.1")) {
					return true;
				}
			}
		}
		return false;
	}

	private static void refuse(ChannelHandlerContext ctx, HttpResponseStatus status) {
		DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
				Unpooled.EMPTY_BUFFER);
		response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
		response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		if (status == HttpResponseStatus.UPGRADE_REQUIRED) {
			response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
			response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
		}
		ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
	}

	/** Opens the WebSocket, with frames of ours. */
	private static final class Handshaker extends WebSocketServerHandshaker13 {

		private final Supplier<WebSocketFrameDecoder> frames;

		private Handshaker(String uri, Supplier<WebSocketFrameDecoder> frames) {
			super(uri, PROTOCOLS, WebSocketDecoderConfig.newBuilder().build());
			this.frames = frames;
		}

		@Override
		protected WebSocketFrameDecoder newWebsocketDecoder() {
			return this.frames.get();
		}

	}

}
