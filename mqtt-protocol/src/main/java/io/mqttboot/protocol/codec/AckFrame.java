package io.mqttboot.protocol.codec;

import io.mqttboot.MqttReasonCode;
import io.mqttboot.MqttVersion;
import io.netty.buffer.ByteBuf;

/**
 * Writes PUBACK, PUBREC, PUBREL and PUBCOMP.
 */
public final class AckFrame {

	/** The size of an acknowledgement that says success, and of all of MQTT 3. */
	public static final int SHORT_BYTES = 4;

	private AckFrame() {
	}

	/** Writes an acknowledgement; MQTT 3 and success have none but the short form. */
	public static void write(ByteBuf out, MqttVersion version, AckType type, int packetId, MqttReasonCode reason) {
		int first = type.packetType() << 4 | ((type == AckType.PUBREL) ? 2 : 0); // [MQTT-3.6.1-1]
		if (!version.is5() || reason == MqttReasonCode.SUCCESS) {
			out.writeInt(first << 24 | 2 << 16 | packetId); // 3.4.2.1
			return;
		}
		out.writeInt(first << 24 | 3 << 16 | packetId);
		out.writeByte(reason.value());
	}

}
