package io.mqttboot.protocol.codec;

/**
 * What a {@link FrameDecoder} accepts.
 *
 * @param role whose packets are read
 * @param packetBytesMax the largest packet, fixed header included
 * @param firstPacketBytesMax the largest CONNECT, before the client is known
 * @param topicBytesMax the longest topic or filter in UTF-8 bytes
 * @param topicLevelsMax the most levels of a topic or filter
 * @param userPropertiesMax the most user properties of one packet
 */
public record DecoderLimits(FrameDecoder.Role role, int packetBytesMax, int firstPacketBytesMax, int topicBytesMax,
		int topicLevelsMax, int userPropertiesMax) {

}
