package io.mqttboot.protocol.codec;

import io.mqttboot.MqttReasonCode;
import io.netty.handler.codec.mqtt.MqttMessage;

/**
 * Who is handed the packets that {@link FrameDecoder} has read and found well formed.
 * Called on the channel's event loop; a {@link io.mqttboot.MqttProtocolException} thrown
 * here ends the decoding of this connection and reaches the pipeline's
 * {@code exceptionCaught}.
 */
public interface PacketReceiver {

	/**
	 * A PUBLISH arrived. Its payload may be lent, until this call returns: whatever uses
	 * the message later calls {@link io.mqttboot.MqttMessage#keep()} before.
	 * @param publish the packet
	 */
	void publish(Publish publish);

	/**
	 * A PUBACK, PUBREC, PUBREL or PUBCOMP arrived. Its reason string and user properties
	 * are checked and dropped.
	 * @param type which of the four
	 * @param packetId the packet identifier, never 0
	 * @param reason the reason code, success where the packet leaves it out
	 */
	void ack(AckType type, int packetId, MqttReasonCode reason);

	/**
	 * A PINGREQ (to a server) or PINGRESP (to a client) arrived.
	 */
	void ping();

	/**
	 * Any other packet arrived.
	 * @param packet Netty's packet, decoded without failure
	 */
	void control(MqttMessage packet);

	/**
	 * A whole packet was read, just before it is handed over: for counting.
	 * @param packetType the type on the wire, 1 to 15
	 * @param bytes the size of the whole packet, fixed header included
	 */
	void received(int packetType, int bytes);

	/**
	 * Whether others are to have their turn, asked after each packet behind which more
	 * bytes have been read: those wait until {@link FrameDecoder#goOn} is called.
	 * @return whether the rest waits
	 */
	default boolean yields() {
		return false;
	}

}
