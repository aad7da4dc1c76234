package io.mqttboot.benchmarks.jmh;

import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.mqttboot.protocol.codec.AckFrame;
import io.mqttboot.protocol.codec.AckType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writing one acknowledgement.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AckEncode {

	private final ByteBuf out = PooledByteBufAllocator.DEFAULT.heapBuffer(64);

	private int packetId;

	@TearDown
	public void tearDown() {
		this.out.release();
	}

	@Benchmark
	public ByteBuf success() {
		this.packetId = this.packetId + 1 & 0xFFFF;
		AckFrame.write(this.out.clear(), MqttVersion.MQTT_3_1_1, AckType.PUBACK, this.packetId, MqttReasonCode.SUCCESS);
		return this.out;
	}

	@Benchmark
	public ByteBuf reason() {
		this.packetId = this.packetId + 1 & 0xFFFF;
		AckFrame.write(this.out.clear(), MqttVersion.MQTT_5, AckType.PUBACK, this.packetId,
				MqttReasonCode.NO_MATCHING_SUBSCRIBERS);
		return this.out;
	}

}
