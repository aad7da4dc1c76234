package io.mqttboot.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Packets made by hand, so that no codec of ours tests itself.
 */
public final class Frames {

	private static final int KEEP_ALIVE_SECONDS = 600;

	private Frames() {
	}

	/** A CONNECT with a clean start. */
	public static byte[] connect(String clientId, boolean is5) {
		return connect(clientId, is5, true);
	}

	/** A CONNECT of MQTT 3.1.1 that takes up its session, or makes one that stays. */
	public static byte[] resume(String clientId) {
		return connect(clientId, false, false);
	}

	private static byte[] connect(String clientId, boolean is5, boolean clean) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		text(body, "MQTT");
		body.write(is5 ? 5 : 4);
		body.write(clean ? 2 : 0);
		u16(body, KEEP_ALIVE_SECONDS);
		if (is5) {
			body.write(0);
		}
		text(body, clientId);
		return frame(0x10, body);
	}

	/** A SUBSCRIBE with one filter. */
	public static byte[] subscribe(String filter, int qos, boolean is5) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		u16(body, 1);
		if (is5) {
			body.write(0);
		}
		text(body, filter);
		body.write(qos);
		return frame(0x82, body);
	}

	/** A SUBSCRIBE of MQTT 3.1.1 with many filters. */
	public static byte[] subscribe(int packetId, List<String> filters, int qos) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		u16(body, packetId);
		for (String filter : filters) {
			text(body, filter);
			body.write(qos);
		}
		return frame(0x82, body);
	}

	/**
	 * A PUBLISH of MQTT 3.1.1 with a payload of zeros, or none, that is to be retained:
	 * {@link #idIndex} and its end are written later.
	 */
	public static byte[] retained(String topic, int qos, int payloadBytes) {
		byte[] frame = publish(topic, qos, payloadBytes, false);
		frame[0] |= 1;
		return frame;
	}

	/** A DISCONNECT, the same in every version. */
	public static byte[] disconnect() {
		return new byte[] { (byte) 0xE0, 0 };
	}

	/**
	 * A PUBLISH with a payload of zeros: {@link #idIndex} and its end are written later.
	 */
	public static byte[] publish(String topic, int qos, int payloadBytes, boolean is5) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		text(body, topic);
		if (qos > 0) {
			u16(body, 0);
		}
		if (is5) {
			body.write(0);
		}
		body.writeBytes(new byte[payloadBytes]);
		return frame(0x30 | qos << 1, body);
	}

	/** Where the packet id of such a PUBLISH stands. */
	public static int idIndex(byte[] publish) {
		int index = 1;
		while (publish[index] < 0) {
			index++;
		}
		return index + 3 + ((publish[index + 1] & 0xFF) << 8 | publish[index + 2] & 0xFF);
	}

	private static byte[] frame(int first, ByteArrayOutputStream body) {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write(first);
		int length = body.size();
		while (length > 0x7F) {
			frame.write(length & 0x7F | 0x80);
			length >>= 7;
		}
		frame.write(length);
		frame.writeBytes(body.toByteArray());
		return frame.toByteArray();
	}

	private static void text(ByteArrayOutputStream out, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		u16(out, bytes.length);
		out.writeBytes(bytes);
	}

	private static void u16(ByteArrayOutputStream out, int value) {
		out.write(value >> 8);
		out.write(value);
	}

}
