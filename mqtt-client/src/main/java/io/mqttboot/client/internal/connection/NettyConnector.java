package io.mqttboot.client.internal.connection;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.client.config.MqttClientConfig;
import io.mqttboot.client.config.MqttClientTls;
import io.mqttboot.client.config.MqttProxy;
import io.mqttboot.client.config.MqttServerUri;
import io.mqttboot.client.internal.connection.Preparation.Prepared;
import io.mqttboot.client.internal.session.ClientLoop;
import io.mqttboot.client.internal.session.ClientSession;
import io.mqttboot.client.internal.session.Connector;
import io.mqttboot.client.internal.session.ServerLink;
import io.mqttboot.client.internal.session.Terms;
import io.mqttboot.client.spi.MqttClientException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections with Netty. Host names are looked up for each attempt, away from the
 * loop.
 */
public final class NettyConnector implements Connector {

	private static final int HTTP_BYTES_MAX = 8192;

	private final MqttClientConfig config;

	private final NettyClientLoop loop;

	private final Executor lookups;

	private final Callouts callouts;

	private final Lookup lookup;

	private final Preparation preparation;

	private ClientSession session;

	// which of a host's addresses is tried
	private int attempts;

	/**
	 * Creates a connector.
	 * @param config how the client is set up
	 * @param loop its loop
	 * @param lookups looks up host names, which may block
	 * @param callouts what is asked of the application
	 */
	public NettyConnector(MqttClientConfig config, NettyClientLoop loop, Executor lookups, Callouts callouts) {
		this(config, loop, lookups, callouts, Lookup.PLATFORM);
	}

	@SuppressWarnings("NullAway.Init")
	NettyConnector(MqttClientConfig config, NettyClientLoop loop, Executor lookups, Callouts callouts, Lookup lookup) {
		this.config = config;
		this.loop = loop;
		this.lookups = lookups;
		this.callouts = callouts;
		this.lookup = lookup;
		this.preparation = new Preparation(config, loop, callouts);
	}

	/** Sets whose packets they are; before the first attempt. */
	public void session(ClientSession owner) {
		this.session = owner;
	}

	@Override
	public Attempt open(MqttServerUri uri, Watcher watcher) {
		NettyAttempt attempt = new NettyAttempt(uri, watcher);
		attempt.begin();
		return attempt;
	}

	/** From asking the application to the end of the connection. */
	private final class NettyAttempt implements Attempt, Watcher {

		private final MqttServerUri uri;

		private final Watcher watcher;

		private @Nullable ChannelLink link;

		private ClientLoop.@Nullable Timer deadline;

		private @Nullable Channel channel;

		private boolean over;

		private NettyAttempt(MqttServerUri uri, Watcher watcher) {
			this.uri = uri;
			this.watcher = watcher;
		}

		private void begin() {
			long millis = NettyConnector.this.config.connectTimeout().toMillis();
			this.deadline = NettyConnector.this.loop.schedule(millis, () -> {
				ended(new MqttClientException(MqttReasonCode.SERVER_UNAVAILABLE,
						"no CONNACK within " + millis + " ms"));
				closeChannel();
			});
			NettyConnector.this.preparation.begin(this.uri, this::lookUp, this::ended);
		}

		private void lookUp(Prepared prepared) {
			if (this.over) {
				return;
			}
			int number = NettyConnector.this.attempts++;
			NettyConnector.this.lookups.execute(() -> {
				try {
					Way way = Way.find(this.uri, NettyConnector.this.config.proxy(), NettyConnector.this.lookup,
							number);
					NettyConnector.this.loop.offer(() -> connect(prepared, way));
				}
				catch (UnknownHostException ex) {
					NettyConnector.this.loop.offer(() -> failed(ex));
				}
			});
		}

		private void connect(Prepared prepared, Way way) {
			if (this.over) {
				return;
			}
			ChannelLink made = new ChannelLink(NettyConnector.this.config, NettyConnector.this.loop,
					NettyConnector.this.session, this, NettyConnector.this.callouts, this.uri.toString(),
					prepared.identity());
			this.link = made;
			ChannelFuture connecting = new Bootstrap().group(NettyConnector.this.loop.eventLoop())
				.channel(NioSocketChannel.class)
				.option(ChannelOption.TCP_NODELAY, true)
				.option(ChannelOption.SO_KEEPALIVE, true)
				.handler(new ChannelInitializer<Channel>() {

					@Override
					protected void initChannel(Channel channel) {
						MqttProxy proxy = NettyConnector.this.config.proxy();
						if (proxy != null) {
							channel.pipeline().addLast(way.handler(proxy, NettyConnector.this.config.connectTimeout()));
						}
						fill(channel.pipeline(), made, prepared.tls());
					}

				})
				.disableResolver()
				.connect(way.server());
			this.channel = connecting.channel();
			connecting.addListener((connected) -> {
				if (!connected.isSuccess()) {
					failed(connected.cause());
				}
			});
		}

		private void fill(ChannelPipeline pipeline, ChannelLink end, @Nullable SSLContext context) {
			MqttClientConfig settings = NettyConnector.this.config;
			if (context != null) {
				pipeline.addLast(tls(settings.tls(), context));
			}
			if (this.uri.transport().isWebSocket()) {
				String protocol = (settings.version() == MqttVersion.MQTT_3_1) ? "mqttv3.1" : "mqtt"; // [MQTT-6.0.0-3]
				pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(HTTP_BYTES_MAX),
						new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
							.webSocketUri(URI.create(this.uri.toString()))
							.version(WebSocketVersion.V13)
							.subprotocol(protocol)
							.allowExtensions(false)
							.maxFramePayloadLength(Math.max(65_536, settings.limits().packetBytesMax()))
							.handshakeTimeoutMillis(settings.connectTimeout().toMillis())
							.build()),
						new WebSocketFrames(end));
			}
			pipeline.addLast(end.decoder(), end);
			if (!this.uri.transport().isWebSocket()) {
				pipeline.addLast(new Greeting(end));
			}
		}

		private SslHandler tls(MqttClientTls settings, SSLContext context) {
			SSLEngine engine = context.createSSLEngine(this.uri.host(), this.uri.port());
			engine.setUseClientMode(true);
			SSLParameters parameters = engine.getSSLParameters();
			if (settings.verifyHostName()) {
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
			}
			if (!settings.protocols().isEmpty()) {
				parameters.setProtocols(settings.protocols().toArray(String[]::new));
			}
			if (!settings.ciphers().isEmpty()) {
				parameters.setCipherSuites(settings.ciphers().toArray(String[]::new));
			}
			engine.setSSLParameters(parameters);
			SslHandler handler = new SslHandler(engine);
			handler.setHandshakeTimeoutMillis(NettyConnector.this.config.connectTimeout().toMillis());
			return handler;
		}

		private void failed(Throwable thrown) {
			ended(new MqttClientException(MqttReasonCode.SERVER_UNAVAILABLE, Causes.text(thrown), thrown));
		}

		private void closeChannel() {
			if (this.channel != null) {
				this.channel.close();
			}
		}

		private void cancelDeadline() {
			if (this.deadline != null) {
				this.deadline.cancel();
				this.deadline = null;
			}
		}

		@Override
		public void connected(ServerLink to, Terms terms) {
			cancelDeadline();
			if (!this.over) {
				this.watcher.connected(to, terms);
			}
		}

		@Override
		public void ended(MqttClientException cause) {
			cancelDeadline();
			if (!this.over) {
				this.over = true;
				this.watcher.ended(cause);
			}
		}

		@Override
		public void reauthenticate(CompletableFuture<Void> done) {
			if (this.link == null) {
				Attempt.super.reauthenticate(done);
			}
			else {
				this.link.reauthenticate(done);
			}
		}

		@Override
		public void close() {
			this.over = true;
			cancelDeadline();
			Channel there = this.channel;
			ChannelLink end = this.link;
			if (there != null && end != null && there.isActive() && there.pipeline().context(end) != null) {
				end.disconnect();
			}
			else {
				closeChannel();
			}
		}

	}

	/** Says CONNECT when the channel is active. */
	private static final class Greeting extends ChannelInboundHandlerAdapter {

		private final ChannelLink link;

		private Greeting(ChannelLink link) {
			this.link = link;
		}

		@Override
		public void channelActive(ChannelHandlerContext ctx) {
			this.link.greet();
			ctx.pipeline().remove(this);
		}

	}

}
