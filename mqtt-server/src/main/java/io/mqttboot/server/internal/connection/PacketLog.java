package io.mqttboot.server.internal.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs packets for {@code debug}: who, which and how large, never what is in them.
 */
final class PacketLog {

	private static final Logger logger = LoggerFactory.getLogger("io.mqttboot.server.packets");

	private static final String[] NAMES = { "RESERVED", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL",
			"PUBCOMP", "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH" };

	private PacketLog() {
	}

	static void received(ChannelLink link, int packetType, int bytes) {
		logger.info("MQTT-2012 {} -> {} {} bytes", link.who(), NAMES[packetType], bytes);
	}

	static void sent(ChannelLink link, int packetType, int bytes) {
		logger.info("MQTT-2013 {} <- {} {} bytes", link.who(), NAMES[packetType], bytes);
	}

}
