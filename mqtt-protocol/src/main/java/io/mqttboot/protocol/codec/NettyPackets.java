package io.mqttboot.protocol.codec;

import io.mqttboot.MqttVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Netty's own decoder, given one whole packet at a time. It stands in a channel without a
 * socket, one per thread, because nothing of it outlives a packet that it understood.
 */
final class NettyPackets {

	/** How the text of a refusal begins that our own rules did not see coming. */
	static final String REFUSED = "Netty refuses: ";

	// where Netty's codec keeps the version of a channel; it has no setter for others
	private static final AttributeKey<io.netty.handler.codec.mqtt.MqttVersion> VERSION = AttributeKey
		.valueOf("NETTY_CODEC_MQTT_VERSION");

	private static final FastThreadLocal<EmbeddedChannel> CHANNEL = new FastThreadLocal<>() {

		@Override
		protected EmbeddedChannel initialValue() {
			// our limits and our UTF-8 check came before; ids may be longer than 3.1's 23
			return new EmbeddedChannel(new MqttDecoder(Integer.MAX_VALUE, Integer.MAX_VALUE));
		}

	};

	private NettyPackets() {
	}

	/**
	 * Decodes a packet that passed our own rules.
	 * @param first the first byte
	 * @param version the version of the connection
	 * @param body where the rest of the packet is; it is copied
	 * @param index where it begins
	 * @param length how long it is
	 * @return the packet
	 * @throws io.mqttboot.MqttProtocolException if Netty does not understand it
	 */
	static MqttMessage decode(int first, MqttVersion version, ByteBuf body, int index, int length) {
		EmbeddedChannel channel = CHANNEL.get();
		boolean understood = false;
		try {
			channel.attr(VERSION).set(netty(version));
			channel.writeInbound(frame(first, body, index, length));
			MqttMessage packet = channel.readInbound();
			check(packet);
			understood = true;
			return packet;
		}
		finally {
			if (!understood) {
				CHANNEL.remove();
				channel.finishAndReleaseAll();
			}
		}
	}

	private static void check(@Nullable MqttMessage packet) {
		if (packet == null) {
			throw Refusal.malformed(REFUSED + "packet is not whole");
		}
		if (packet.decoderResult().isFailure()) {
			throw Refusal.malformed(REFUSED + packet.decoderResult().cause().getClass().getSimpleName());
		}
	}

	private static ByteBuf frame(int first, ByteBuf body, int index, int length) {
		ByteBuf frame = Unpooled.wrappedBuffer(new byte[1 + Vbi.bytes(length) + length]).writerIndex(0);
		// the DUP of MQTT 3.1 is no news to anybody
		frame.writeByte(first & ~8);
		Vbi.write(frame, length);
		return frame.writeBytes(body, index, length);
	}

	private static io.netty.handler.codec.mqtt.MqttVersion netty(MqttVersion version) {
		return switch (version) {
			case MQTT_3_1 -> io.netty.handler.codec.mqtt.MqttVersion.MQTT_3_1;
			case MQTT_3_1_1 -> io.netty.handler.codec.mqtt.MqttVersion.MQTT_3_1_1;
			case MQTT_5 -> io.netty.handler.codec.mqtt.MqttVersion.MQTT_5;
		};
	}

}
