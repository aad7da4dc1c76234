package io.mqttboot.benchmarks.jmh;

import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.protocol.codec.PublishFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
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
 * Writing one message into the buffers of many receivers: encoded once and copied, or
 * encoded for each.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class FanOutEncode {

	private static final int RECEIVERS = 100;

	@Param({ "0", "1" })
	int qos;

	@Param({ "64", "1024", "16384" })
	int payloadBytes;

	private final ByteBuf[] outs = new ByteBuf[RECEIVERS];

	private MqttMessage message;

	private MqttQos level;

	@Setup
	public void setUp() {
		this.level = MqttQos.of(this.qos);
		this.message = MqttMessage.owning("plant/7/line/3/temperature", new byte[this.payloadBytes], this.level, false,
				MqttMessageProperties.NONE);
		for (int i = 0; i < RECEIVERS; i++) {
			this.outs[i] = PooledByteBufAllocator.DEFAULT.heapBuffer(this.payloadBytes + 256);
		}
	}

	@TearDown
	public void tearDown() {
		for (ByteBuf out : this.outs) {
			out.release();
		}
	}

	@Benchmark
	@OperationsPerInvocation(RECEIVERS)
	public ByteBuf[] shared() {
		PublishFrame frame = PublishFrame.of(MqttVersion.MQTT_5, this.message, this.level, false);
		for (int i = 0; i < RECEIVERS; i++) {
			frame.write(this.outs[i].clear(), i + 1);
			if (PublishFrame.isLarge(this.message)) {
				PublishFrame.payload(this.message, PooledByteBufAllocator.DEFAULT, true).release();
			}
		}
		return this.outs;
	}

	@Benchmark
	@OperationsPerInvocation(RECEIVERS)
	public ByteBuf[] each() {
		for (int i = 0; i < RECEIVERS; i++) {
			PublishFrame.write(this.outs[i].clear(), MqttVersion.MQTT_5, this.message, this.level, false, false, i + 1,
					0, Publish.NO_IDS);
		}
		return this.outs;
	}

}
