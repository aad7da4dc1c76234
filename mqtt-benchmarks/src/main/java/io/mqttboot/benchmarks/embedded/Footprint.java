package io.mqttboot.benchmarks.embedded;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.mqttboot.benchmarks.load.Frames;
import io.mqttboot.benchmarks.load.WebSocketBytes;
import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttLimits;
import io.mqttboot.server.config.MqttListenerConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

/**
 * What a client that says nothing keeps of the heap, without a socket: the live heap of
 * many connections to the whole server, less that of as many embedded channels with
 * nothing in them.
 */
public final class Footprint {

	// so that classes, pools and thread-locals are there before anything is counted
	private static final int WARM_UP = 1_000;

	private static final int COLLECTIONS = 2;

	private final MqttListenerConfig listener;

	private Footprint(MqttListenerConfig listener) {
		this.listener = listener;
	}

	/**
	 * Counts, and prints the bytes of each.
	 * @param args {@code tcp} or {@code websocket}, and how many connections
	 */
	public static void main(String[] args) {
		Footprint footprint = args[0].equals("tcp") ? tcp() : webSocket();
		System.out.println(footprint.bytesEach(Integer.parseInt(args[1])));
	}

	/**
	 * Connections over TCP.
	 * @return their footprint
	 */
	public static Footprint tcp() {
		return new Footprint(MqttListenerConfig.tcp("127.0.0.1", 0));
	}

	/**
	 * Connections over WebSocket.
	 * @return their footprint
	 */
	public static Footprint webSocket() {
		return new Footprint(MqttListenerConfig.webSocket("127.0.0.1", 0));
	}

	/**
	 * Counts.
	 * @param count how many connections
	 * @return the bytes of live heap that each of them adds to an empty channel
	 */
	public double bytesEach(int count) {
		idle(WARM_UP);
		empty(WARM_UP);
		return (double) (idle(count) - empty(count)) / count;
	}

	private long idle(int count) {
		long before = liveHeap();
		InMemoryBroker broker = new InMemoryBroker(
				MqttLimits.builder().connectionsMax(count).sessionsMax(count).build(), MqttBufferAllocator.HEAP);
		for (int i = 0; i < count; i++) {
			byte[] connect = Frames.connect("client-" + i, false);
			if (this.listener.kind() == MqttListenerConfig.Kind.WEBSOCKET) {
				broker.connect(this.listener, WebSocketBytes.request(), WebSocketBytes.frame(connect));
			}
			else {
				broker.connect(this.listener, connect);
			}
		}
		long after = liveHeap();
		broker.close();
		return after - before;
	}

	private static long empty(int count) {
		long before = liveHeap();
		List<EmbeddedChannel> channels = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			channels.add(emptyChannel());
		}
		long after = liveHeap();
		channels.forEach(EmbeddedChannel::finishAndReleaseAll);
		return after - before;
	}

	// It has written and has had a deadline, as every connection has: what an embedded
	// channel makes for its first ones is not ours.
	private static EmbeddedChannel emptyChannel() {
		EmbeddedChannel channel = new EmbeddedChannel();
		channel.eventLoop().schedule(() -> {
		}, 1, TimeUnit.DAYS).cancel(false);
		channel.writeOutbound(Unpooled.EMPTY_BUFFER);
		ByteBuf written = channel.readOutbound();
		written.release();
		return channel;
	}

	private static long liveHeap() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

}
