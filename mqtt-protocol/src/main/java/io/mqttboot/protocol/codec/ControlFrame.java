package io.mqttboot.protocol.codec;

import io.mqttboot.MqttVersion;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Writes all packets but PUBLISH and its acknowledgements, with Netty's own encoder. It
 * stands in a channel without a socket, one per thread, so that no connection carries an
 * encoder and every packet goes the same way to the socket.
 */
public final class ControlFrame {

	// where Netty's codec keeps the version of a channel; it has no setter for others
	private static final AttributeKey<io.netty.handler.codec.mqtt.MqttVersion> VERSION = AttributeKey
		.valueOf("NETTY_CODEC_MQTT_VERSION");

	private static final FastThreadLocal<EmbeddedChannel> CHANNEL = new FastThreadLocal<>() {

		@Override
		protected EmbeddedChannel initialValue() {
			return new EmbeddedChannel(MqttEncoder.INSTANCE);
		}

		@Override
		protected void onRemoval(EmbeddedChannel channel) {
			channel.finishAndReleaseAll();
		}

	};

	private ControlFrame() {
	}

	/**
	 * Encodes a packet.
	 * @param version the version of the connection
	 * @param packet the packet
	 * @return its bytes, to be released by the caller
	 */
	public static ByteBuf encode(MqttVersion version, MqttMessage packet) {
		EmbeddedChannel channel = CHANNEL.get();
		channel.attr(VERSION).set(switch (version) {
			case MQTT_3_1 -> io.netty.handler.codec.mqtt.MqttVersion.MQTT_3_1;
			case MQTT_3_1_1 -> io.netty.handler.codec.mqtt.MqttVersion.MQTT_3_1_1;
			case MQTT_5 -> io.netty.handler.codec.mqtt.MqttVersion.MQTT_5;
		});
		channel.writeOutbound(packet);
		return channel.readOutbound();
	}

}
