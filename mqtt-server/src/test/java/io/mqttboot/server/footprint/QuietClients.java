package io.mqttboot.server.footprint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

import io.mqttboot.server.config.MqttListenerConfig;
import io.mqttboot.server.config.MqttServerConfig;
import io.mqttboot.server.internal.admission.Admission;
import io.mqttboot.server.internal.broker.Broker;
import io.mqttboot.server.internal.connection.ConnectionContext;
import io.mqttboot.server.internal.handler.Authentication;
import io.mqttboot.server.internal.handler.Authorization;
import io.mqttboot.server.internal.session.DelayedMessages;
import io.mqttboot.server.internal.session.Loop;
import io.mqttboot.server.internal.session.SessionContext;
import io.mqttboot.server.internal.session.SessionLoop;
import io.mqttboot.server.internal.session.Sessions;
import io.mqttboot.server.internal.transport.Pipelines;
import io.mqttboot.server.spi.MqttServerObserver;
import io.mqttboot.testkit.wire.Packet;
import io.mqttboot.testkit.wire.Packets;
import io.mqttboot.testkit.wire.Version;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;

/**
 * Many clients of one broker that connect and then say nothing, on channels without
 * sockets and on one thread.
 */
final class QuietClients {

	private static final String UPGRADE = "GET /mqtt HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
			+ "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
			+ "Sec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Version: 13\r\n\r\n";

	private final HandLoop loop = new HandLoop();

	private final SessionLoop sessionLoop = new SessionLoop(this.loop, 1000, 1_000_000);

	private final MqttServerConfig config = MqttServerConfig.builder().build();

	private final Pipelines pipelines;

	private final List<EmbeddedChannel> channels = new ArrayList<>();

	QuietClients() {
		MqttServerObserver observer = MqttServerObserver.NONE;
		Broker broker = new Broker(this.config, null, observer);
		Sessions sessions = new Sessions(new SessionContext(this.config, broker, observer, null, null));
		this.pipelines = new Pipelines(new ConnectionContext(this.config, broker, sessions,
				new DelayedMessages(broker, this.config.limits()), new Authentication(List.of(), Runnable::run, 1),
				Authorization.NONE, new Admission(this.config, observer, this.loop::millis, (ban) -> {
				}), observer, new AtomicLong(), new AtomicLong()));
	}

	/** Opens channels that nobody serves: what a connection costs without a broker. */
	void openEmpty(int count) {
		for (int i = 0; i < count; i++) {
			EmbeddedChannel channel = open();
			channel.writeOutbound(Unpooled.wrappedBuffer(new byte[1]));
			answer(channel);
		}
	}

	/** Clients connect, and subscribe if there is anything to subscribe to. */
	void connect(MqttListenerConfig.Kind kind, Version version, int count, boolean subscribing) {
		MqttListenerConfig listener = (kind == MqttListenerConfig.Kind.TCP) ? MqttListenerConfig.tcp("localhost", 0)
				: MqttListenerConfig.webSocket("localhost", 0);
		for (int i = 0; i < count; i++) {
			EmbeddedChannel channel = open();
			this.pipelines.init(channel, listener, null, this.sessionLoop, null);
			boolean webSocket = kind == MqttListenerConfig.Kind.WEBSOCKET;
			if (webSocket) {
				send(channel, UPGRADE.getBytes(StandardCharsets.US_ASCII));
			}
			String id = String.format("quiet-client-%07d", i);
			send(channel, bytes(Packets.connect(version, id).keepAlive(60), version, webSocket));
			if (subscribing) {
				send(channel, bytes(Packets.subscribe(1, "quiet/" + id + "/commands", 1), version, webSocket));
			}
		}
	}

	// without a pool: its chunks are nobody's, and would come and go between two counts
	private EmbeddedChannel open() {
		EmbeddedChannel channel = new EmbeddedChannel();
		channel.config().setAllocator(UnpooledByteBufAllocator.DEFAULT);
		this.channels.add(channel);
		return channel;
	}

	private static byte[] bytes(Packet<?> packet, Version version, boolean webSocket) {
		byte[] bytes = packet.bytes(version);
		if (!webSocket) {
			return bytes;
		}
		return ByteBuffer.allocate(6 + bytes.length)
			.put((byte) 0x82)
			.put((byte) (0x80 | bytes.length))
			.putInt(0)
			.put(bytes)
			.array();
	}

	private void send(EmbeddedChannel channel, byte[] bytes) {
		channel.writeInbound(Unpooled.wrappedBuffer(bytes));
		this.loop.run();
		answer(channel);
	}

	private static void answer(EmbeddedChannel channel) {
		ByteBuf answer = channel.readOutbound();
		if (answer == null || !channel.isOpen()) {
			throw new IllegalStateException("no answer");
		}
		while (answer != null) {
			answer.release();
			answer = channel.readOutbound();
		}
	}

	/** A loop that runs when it is told to. */
	private static final class HandLoop implements Loop {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		@Override
		public boolean inLoop() {
			return true;
		}

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		@Override
		public long millis() {
			return 1_700_000_000_000L;
		}

		private void run() {
			Runnable task = this.tasks.poll();
			while (task != null) {
				task.run();
				task = this.tasks.poll();
			}
		}

	}

}
