package io.mqttboot.benchmarks.jmh;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.mqttboot.benchmarks.embedded.InMemoryBroker;
import io.mqttboot.benchmarks.load.Frames;
import io.mqttboot.server.config.MqttBufferAllocator;
import io.mqttboot.server.config.MqttLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A PUBLISH at QoS 0 through the whole server, from the decoder of the publisher to what
 * the sockets of its subscribers take, 64 behind each other in reads of up to 64 KiB.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class PublishPath {

	private static final int MESSAGES = 64;

	private static final int READ_BYTES = 64 * 1024;

	@Param({ "1", "10" })
	int subscribers;

	@Param({ "false", "true" })
	boolean mqtt5;

	@Param({ "64", "16384" })
	int payloadBytes;

	@Param({ "HEAP", "DIRECT" })
	MqttBufferAllocator buffers;

	private InMemoryBroker broker;

	private EmbeddedChannel publisher;

	private EmbeddedChannel[] receivers;

	private ByteBuf batch;

	private int expectedBytes;

	@Setup
	public void setUp() {
		String topic = "plant/7/line/3/temperature";
		this.broker = new InMemoryBroker(MqttLimits.builder().packetBytesMax(1024 * 1024).build(), this.buffers);
		this.receivers = new EmbeddedChannel[this.subscribers];
		Arrays.setAll(this.receivers, (i) -> this.broker.connect(Frames.connect("subscriber-" + i, this.mqtt5),
				Frames.subscribe(topic, 0, this.mqtt5)));
		this.publisher = this.broker.connect(Frames.connect("publisher", this.mqtt5));
		byte[] frame = Frames.publish(topic, 0, this.payloadBytes, this.mqtt5);
		this.batch = Unpooled.directBuffer(MESSAGES * frame.length);
		for (int i = 0; i < MESSAGES; i++) {
			this.batch.writeBytes(frame);
		}
		this.expectedBytes = this.batch.readableBytes();
	}

	@TearDown
	public void tearDown() {
		this.batch.release();
		this.broker.close();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void publish() {
		for (int at = 0; at < this.expectedBytes; at += READ_BYTES) {
			int bytes = Math.min(READ_BYTES, this.expectedBytes - at);
			this.broker.send(this.publisher, this.batch.retainedSlice(at, bytes));
		}
		for (EmbeddedChannel receiver : this.receivers) {
			if (this.broker.received(receiver) != this.expectedBytes) {
				throw new IllegalStateException("not all was delivered");
			}
		}
	}

}
