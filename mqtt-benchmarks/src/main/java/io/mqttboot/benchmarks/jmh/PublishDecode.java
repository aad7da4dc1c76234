package io.mqttboot.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.mqttboot.MqttMessage;
import io.mqttboot.MqttMessageProperties;
import io.mqttboot.MqttQos;
import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttUserProperty;
import io.mqttboot.MqttVersion;
import io.mqttboot.benchmarks.load.Frames;
import io.mqttboot.protocol.codec.AckType;
import io.mqttboot.protocol.codec.DecoderLimits;
import io.mqttboot.protocol.codec.FrameDecoder;
import io.mqttboot.protocol.codec.PacketReceiver;
import io.mqttboot.protocol.codec.Publish;
import io.mqttboot.protocol.codec.PublishFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reading one PUBLISH, with all the checks.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class PublishDecode {

	/** The packet. */
	public enum Kind {

		/** MQTT 3.1.1. */
		V3,

		/** MQTT 5.0, without properties. */
		V5,

		/** MQTT 5.0, with properties of each type. */
		V5_PROPERTIES

	}

	@Param({ "V3", "V5", "V5_PROPERTIES" })
	Kind kind;

	@Param({ "64", "16384" })
	int payloadBytes;

	private EmbeddedChannel channel;

	private ByteBuf frame;

	private Receiver receiver;

	@Setup
	public void setUp(Blackhole hole) {
		this.receiver = new Receiver(hole);
		FrameDecoder decoder = new FrameDecoder(
				new DecoderLimits(FrameDecoder.Role.SERVER, 1024 * 1024, 65_535, 4096, 128, 64), this.receiver);
		this.channel = new EmbeddedChannel(decoder);
		MqttVersion version = (this.kind == Kind.V3) ? MqttVersion.MQTT_3_1_1 : MqttVersion.MQTT_5;
		this.channel.writeInbound(Unpooled.wrappedBuffer(Frames.connect("decode", version.is5())));
		decoder.accepted();
		MqttMessageProperties properties = (this.kind == Kind.V5_PROPERTIES)
				? new MqttMessageProperties(true, 3600, "application/json", "answers/decode",
						ByteBuffer.wrap(new byte[16]), List.of(new MqttUserProperty("trace", "0123456789abcdef")))
				: MqttMessageProperties.NONE;
		MqttMessage message = MqttMessage.owning("plant/7/line/3/temperature", new byte[this.payloadBytes],
				MqttQos.AT_MOST_ONCE, false, properties);
		this.frame = Unpooled.directBuffer();
		PublishFrame.write(this.frame, version, message, MqttQos.AT_MOST_ONCE, false, false, 0, 0, Publish.NO_IDS);
	}

	@TearDown
	public void tearDown() {
		this.frame.release();
		this.channel.finishAndReleaseAll();
	}

	@Benchmark
	public void decode() {
		this.channel.pipeline().fireChannelRead(this.frame.retainedDuplicate());
	}

	/** Takes the packets. */
	private static final class Receiver implements PacketReceiver {

		private final Blackhole hole;

		private Receiver(Blackhole hole) {
			this.hole = hole;
		}

		@Override
		public void publish(Publish publish) {
			this.hole.consume(publish);
		}

		@Override
		public void ack(AckType type, int packetId, MqttReasonCode reason) {
			throw new IllegalStateException("no acknowledgement was sent");
		}

		@Override
		public void ping() {
			throw new IllegalStateException("no ping was sent");
		}

		@Override
		public void control(io.netty.handler.codec.mqtt.MqttMessage packet) {
			this.hole.consume(packet);
		}

		@Override
		public void received(int packetType, int bytes) {
			this.hole.consume(bytes);
		}

	}

}
